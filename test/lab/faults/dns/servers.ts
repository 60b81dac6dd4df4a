import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '../../fault.ts';
import { deadAddress, relayAddress } from '../../ground.ts';

export const dnsFaults: readonly Fault[] = [
  {
    name: 'dns-servers-dead',
    expected: 'dns',
    codes: ['DNS_SERVERS_SILENT'],
    break: async (host) => host.write('etc/resolv.conf', 'nameserver 10.90.0.250\noptions timeout:1 attempts:2\n'),
    note: 'resolv.conf names a server that is not there.',
  },
  {
    name: 'dns-servers-silent',
    expected: 'dns',
    codes: ['DNS_SERVERS_SILENT'],
    break: async (host) => host.names({ answer: 'silent' }),
    note: 'The server is up and answers nothing.',
  },
  {
    name: 'dns-refusing',
    expected: 'dns',
    codes: ['DNS_SERVERS_REFUSE'],
    break: async (host) => host.names({ answer: 'refused' }),
    note: 'REFUSED: the server does not serve this host.',
  },
  {
    name: 'dns-servfail',
    expected: 'dns',
    codes: ['DNS_SERVFAIL'],
    break: async (host) => host.names({ answer: 'servfail', names: 'relay\\.test$' }),
    note: "The relay's zone fails, other names resolve.",
  },
  {
    name: 'dns-name-gone',
    expected: 'dns',
    codes: ['DNS_NAME_UNKNOWN'],
    break: async (host) => host.names({ records: { 'smtp.relay.test': null } }),
    note: 'The name was right and is not in DNS any more.',
  },
  {
    name: 'dns-no-address',
    expected: 'dns',
    codes: ['DNS_NO_ADDRESS', 'DNS_NAME_UNKNOWN'],
    break: async (host) => host.names({ records: { 'smtp.relay.test': [] } }),
    note: 'The name exists and has no address.',
  },
  {
    name: 'resolv-conf-missing',
    expected: 'dns',
    codes: ['DNS_RESOLV_CONF_MISSING'],
    break: async (host) => rmSync(join(host.root, 'etc/resolv.conf')),
    note: 'No name server is set.',
  },
  {
    name: 'hosts-entry-wrong',
    expected: 'dns',
    codes: ['DNS_HOSTS_ENTRY_WRONG'],
    break: async (host) => {
      host.edit('etc/mail/sendmail.cf', /^DSsmtp\.relay\.test$/mu, 'DS[smtp.relay.test]');
      host.write('etc/hosts', `${host.read('etc/hosts')}198.51.100.99\tsmtp.relay.test\n`);
      await host.restart();
    },
    note: '/etc/hosts holds an address that the relay had before; in [brackets] the name is looked up there first.',
  },
  {
    name: 'hosts-entry-ignored',
    expected: ['healthy', 'degraded'],
    codes: ['DNS_HOSTS_ENTRY_WRONG'],
    break: async (host) => host.write('etc/hosts', `${host.read('etc/hosts')}198.51.100.99\tsmtp.relay.test\n`),
    note: 'The same entry without brackets: Sendmail asks for MX first, uses what DNS says and mail flows.',
  },
  {
    name: 'dns-one-address-dead',
    expected: 'degraded',
    codes: ['CONNECT_ONE_ADDRESS_DEAD'],
    break: async (host) => host.names({ records: { 'smtp.relay.test': [deadAddress, relayAddress] } }),
    note: 'The name has two addresses; the first drops everything, the second takes the mail.',
  },
  {
    name: 'dns-first-server-dead',
    expected: ['healthy', 'degraded'],
    break: async (host) => host.write('etc/resolv.conf', `nameserver 10.90.0.250\n${host.read('etc/resolv.conf')}`),
    note: 'The second name server answers, after a second.',
  },
];
