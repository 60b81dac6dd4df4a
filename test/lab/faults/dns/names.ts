import type { Fault } from '../../fault.ts';
import { relayPassword, relayUser } from '../../relay-mode.ts';
import { nameRelay, setLogin } from '../mail-files.ts';

const anyLogin = `AuthInfo: "U:${relayUser}" "I:${relayUser}" "P:${relayPassword}" "M:PLAIN LOGIN"\n`;

const alias = { 'smtp.relay.test': ['alias edge7.provider.test'], 'edge7.provider.test': ['198.51.100.25'] };

/** Names, name servers and what they lead to. */
export const nameFaults: readonly Fault[] = [
  {
    name: 'dns-localhost-dead',
    expected: 'dns',
    codes: ['DNS_SERVERS_SILENT'],
    break: async (host) => host.write('etc/resolv.conf', 'nameserver 127.0.0.1\noptions timeout:1 attempts:2\n'),
    note: 'The local name server does not run.',
  },
  {
    name: 'dns-search-domain',
    expected: ['healthy', 'degraded'],
    break: async (host) => {
      host.write('etc/resolv.conf', `domain corp.test\nsearch corp.test relay.test\n${host.read('etc/resolv.conf')}`);
      await setLogin(host, anyLogin);
      await nameRelay(host, 'smtp');
    },
    note: 'The smart host is a short name in a search domain.',
  },
  {
    name: 'dns-search-lost',
    expected: 'dns',
    codes: ['DNS_NAME_UNKNOWN'],
    break: async (host) => {
      await setLogin(host, anyLogin);
      await nameRelay(host, 'smtp');
    },
    note: 'The same short name without the search domain.',
  },
  {
    name: 'dns-ipv6-server-first',
    expected: ['healthy', 'degraded'],
    break: async (host) => host.write('etc/resolv.conf', `nameserver ::1\n${host.read('etc/resolv.conf')}`),
    note: 'An IPv6 name server that does not run stands first.',
  },
  {
    name: 'dns-own-zone-silent',
    expected: ['healthy', 'degraded'],
    break: async (host) => host.names({ answer: 'silent', names: 'corp\\.test$' }),
    note: 'The zone of the host itself does not answer; the relay resolves.',
  },
  {
    name: 'dns-partner-silent',
    expected: ['dns', 'queue', 'degraded'],
    break: async (host) => host.names({ answer: 'silent', names: 'partner\\.test$' }),
    note: "The recipients' zone does not answer: Sendmail puts the mail off before it asks the relay.",
  },
  {
    name: 'dns-mixed-servers',
    expected: 'dns',
    codes: ['DNS_NAME_UNKNOWN', 'DNS_SERVERS_SILENT'],
    break: async (host) => {
      host.names({ records: { 'smtp.relay.test': null } });
      host.write('etc/resolv.conf', `nameserver 10.90.0.250\n${host.read('etc/resolv.conf')}`);
    },
    note: 'One server is dead, the other says that the name does not exist.',
  },
  {
    name: 'mx-away',
    expected: ['connectivity', 'dns'],
    break: async (host) => {
      await setLogin(host, anyLogin);
      await nameRelay(host, 'partner.test');
    },
    note: 'The smart host has an MX, which is not there.',
  },
  {
    name: 'address-dead',
    expected: 'connectivity',
    codes: ['CONNECT_TIMED_OUT'],
    break: async (host) => {
      await setLogin(host, anyLogin);
      await nameRelay(host, '[198.51.100.26]');
    },
    note: 'The smart host is the address of a machine that is gone.',
  },
  {
    name: 'dns-alias-other-domain',
    expected: 'healthy',
    break: async (host) => {
      host.names({ records: alias });
      await setLogin(host, anyLogin);
    },
    note: 'The relay is an alias of a machine in another domain, with a login for any relay.',
  },
  {
    name: 'dns-alias-refuses',
    expected: 'relay',
    codes: ['RELAY_DENIED'],
    break: async (host) => {
      host.names({ records: alias });
      await setLogin(host, anyLogin);
      host.relay({ rcpt: '554 5.7.1 <user@partner.test>: Relay access denied' });
    },
    note: 'The same, and it refuses every recipient.',
  },
  {
    name: 'dns-alias-login',
    expected: 'healthy',
    break: async (host) => host.names({ records: alias }),
    note: 'The login stands under the alias, and Sendmail looks for it by that name.',
  },
];
