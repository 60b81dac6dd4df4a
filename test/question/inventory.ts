import type { KnownHosts } from '../../src/domain/command/command.ts';

/** The hosts that the sentences speak of. */
export const inventory: KnownHosts = {
  hosts: [
    { name: 'host01', address: '10.1.2.1', aliases: ['payroll'], groups: ['erp'] },
    { name: 'host02', address: '10.1.2.2', aliases: [], groups: ['erp'] },
    { name: 'host03', address: '10.1.2.3', aliases: ['crm'], groups: ['sales-hosts'] },
    {
      name: 'aix-fra-07',
      address: 'aix-fra-07.corp.example',
      aliases: ['billing'],
      groups: ['sales-hosts', 'frankfurt'],
    },
    { name: 'db12.corp.example', address: '10.1.2.12', aliases: [], groups: [] },
  ],
};
