import type { Fault } from '../fault.ts';
import type { RelayMode } from '../relay-mode.ts';
import { relayPassword, relayUser } from '../relay-mode.ts';
import { changeCf, nameRelay, setAccess, setLogin } from './more-actions.ts';

const blocked = (
  name: string,
  codes: readonly string[],
  rule: string,
  note: string,
  expected: Fault['expected'] = 'connectivity',
): Fault => ({
  name: `more-${name}`,
  expected,
  ...(codes.length > 0 ? { codes } : {}),
  break: (host) => host.network(rule),
  note,
});
const talks = (
  name: string,
  mode: RelayMode,
  expected: Fault['expected'],
  codes: readonly string[],
  note: string,
): Fault => ({
  name: `more-${name}`,
  expected,
  ...(codes.length > 0 ? { codes } : {}),
  break: async (host) => host.relay(mode),
  note,
});
const unreachable = ['CONNECT_NO_ROUTE', 'CONNECT_NETWORK_UNREACHABLE', 'CONNECT_PROHIBITED', 'CONNECT_REFUSED'];
const anyLogin = `AuthInfo: "U:${relayUser}" "I:${relayUser}" "P:${relayPassword}" "M:PLAIN LOGIN"\n`;

export const moreNetworkFaults: readonly Fault[] = [
  ...['admin-prohibited', 'net-unreachable', 'host-unreachable', 'port-unreachable', 'net-prohibited'].map((type) =>
    blocked(`icmp-${type}`, unreachable, `tcp dport 587 reject with icmp type ${type}`, `A firewall answers ${type}.`),
  ),
  {
    name: 'more-route-prohibit',
    expected: 'connectivity',
    codes: unreachable,
    break: (host) => host.ip('route', 'add', 'prohibit', '198.51.100.0/24'),
    note: 'A local rule forbids the way.',
  },
  {
    name: 'more-route-blackhole',
    expected: 'connectivity',
    break: (host) => host.ip('route', 'add', 'blackhole', '198.51.100.0/24'),
    note: 'A local rule swallows the way.',
  },
  blocked(
    'mtu-handshake',
    ['TLS_NO_ANSWER', 'CONNECT_DROPPED', 'TLS_HANDSHAKE_FAILED'],
    'tcp dport 587 meta length > 230 drop',
    'Larger packets are lost: the handshake stalls.',
    ['starttls', 'connectivity'],
  ),
  {
    name: 'more-greets-slowly',
    expected: ['healthy', 'degraded'],
    break: async (host) => {
      await changeCf(host, /^O Timeout\.initial=.*$/mu, 'O Timeout.initial=5m');
      host.relay({ greetsAfter: 8 });
    },
    note: 'A tarpit: the greeting takes 8 seconds, mail flows.',
  },
  {
    name: 'more-greets-very-slowly',
    expected: ['healthy', 'degraded'],
    break: async (host) => {
      await changeCf(host, /^O Timeout\.initial=.*$/mu, 'O Timeout.initial=5m');
      host.relay({ greetsAfter: 16 });
      await host.send({ count: 1 });
      await host.settle(30);
    },
    mail: 'none',
    note: 'The greeting takes 16 seconds; Sendmail waits and mail flows.',
  },
  talks(
    'closes-after-mail',
    { mail: 'close' },
    ['connectivity', 'relay'],
    ['CONNECT_DROPPED', 'CONNECT_RESET', 'RELAY_TEMPORARY'],
    'The session ends after MAIL.',
  ),
  talks(
    'closes-after-rcpt',
    { rcpt: 'close' },
    ['connectivity', 'relay'],
    ['CONNECT_DROPPED', 'CONNECT_RESET', 'RELAY_TEMPORARY'],
    'The session ends after RCPT: only log and queue show it.',
  ),
  talks(
    'closes-after-data',
    { data: 'close' },
    ['connectivity', 'relay'],
    ['CONNECT_DROPPED', 'CONNECT_RESET', 'RELAY_TEMPORARY'],
    'The session ends after DATA.',
  ),
  talks(
    'closes-after-message',
    { message: 'close' },
    ['connectivity', 'relay'],
    ['CONNECT_DROPPED', 'CONNECT_RESET', 'RELAY_TEMPORARY'],
    'The session ends after the message.',
  ),
  talks(
    'hangs-after-message',
    { message: 'hang' },
    ['connectivity', 'relay'],
    ['CONNECT_DROPPED', 'CONNECT_TIMED_OUT'],
    'The relay never answers a message.',
  ),
  talks(
    'ehlo-421',
    { ehlo: '421 4.3.2 Service not available, closing transmission channel' },
    'relay',
    ['RELAY_BUSY_421'],
    '421 to EHLO.',
  ),
  talks(
    'ehlo-550',
    { ehlo: '550 5.7.1 Helo command rejected: Host not found' },
    'relay',
    [],
    'The relay does not like the name of the host.',
  ),
  // Names
  {
    name: 'more-dns-localhost-dead',
    expected: 'dns',
    codes: ['DNS_SERVERS_SILENT'],
    break: async (host) => host.write('etc/resolv.conf', 'nameserver 127.0.0.1\noptions timeout:1 attempts:2\n'),
    note: 'The local name server does not run.',
  },
  {
    name: 'more-dns-search-domain',
    expected: ['healthy', 'degraded'],
    break: async (host) => {
      host.write('etc/resolv.conf', `domain corp.test\nsearch corp.test relay.test\n${host.read('etc/resolv.conf')}`);
      await setLogin(host, anyLogin);
      await nameRelay(host, 'smtp');
    },
    note: 'The smart host is a short name in a search domain.',
  },
  {
    name: 'more-dns-search-lost',
    expected: 'dns',
    codes: ['DNS_NAME_UNKNOWN'],
    break: async (host) => {
      await setLogin(host, anyLogin);
      await nameRelay(host, 'smtp');
    },
    note: 'The same short name without the search domain.',
  },
  {
    name: 'more-dns-ipv6-server-first',
    expected: ['healthy', 'degraded'],
    break: async (host) => host.write('etc/resolv.conf', `nameserver ::1\n${host.read('etc/resolv.conf')}`),
    note: 'An IPv6 name server that does not run stands first.',
  },
  {
    name: 'more-dns-own-zone-silent',
    expected: ['healthy', 'degraded'],
    break: async (host) => host.names({ answer: 'silent', names: 'corp\\.test$' }),
    note: 'The zone of the host itself does not answer; the relay resolves.',
  },
  {
    name: 'more-dns-partner-silent',
    expected: ['dns', 'queue', 'degraded'],
    break: async (host) => host.names({ answer: 'silent', names: 'partner\\.test$' }),
    note: "The recipients' zone does not answer: Sendmail puts the mail off before it asks the relay.",
  },
  {
    name: 'more-dns-mixed-servers',
    expected: 'dns',
    codes: ['DNS_NAME_UNKNOWN', 'DNS_SERVERS_SILENT'],
    break: async (host) => {
      host.names({ records: { 'smtp.relay.test': null } });
      host.write('etc/resolv.conf', `nameserver 10.90.0.250\n${host.read('etc/resolv.conf')}`);
    },
    note: 'One server is dead, the other says that the name does not exist.',
  },
  {
    name: 'more-mx-away',
    expected: ['connectivity', 'dns'],
    break: async (host) => {
      await setLogin(host, anyLogin);
      await nameRelay(host, 'partner.test');
    },
    note: 'The smart host has an MX, which is not there.',
  },
  {
    name: 'more-address-dead',
    expected: 'connectivity',
    codes: ['CONNECT_TIMED_OUT'],
    break: async (host) => {
      await setLogin(host, anyLogin);
      await nameRelay(host, '[198.51.100.26]');
    },
    note: 'The smart host is the address of a machine that is gone.',
  },
  // TLS
  talks(
    'tls13-only',
    { tls: { minVersion: 'TLSv1.3' } },
    ['healthy'],
    [],
    'The relay speaks TLS 1.3 only, as does this host.',
  ),
  {
    name: 'more-tls13-switched-off',
    expected: 'starttls',
    break: async (host) => {
      await changeCf(host, /^O AuthMechanisms/mu, 'O ClientSSLOptions=+SSL_OP_NO_TLSv1_3\n$&');
      host.relay({ tls: { minVersion: 'TLSv1.3' } });
    },
    note: 'sendmail.cf switches off what the relay demands; openssl itself gets through.',
  },
  {
    name: 'more-cipher-list',
    expected: 'starttls',
    break: async (host) => {
      await changeCf(host, /^O AuthMechanisms/mu, 'O CipherList=DHE-RSA-AES256-GCM-SHA384\n$&');
      host.relay({ tls: { maxVersion: 'TLSv1.2' } });
    },
    note: 'CipherList of sendmail.cf leaves nothing in common; openssl itself gets through.',
  },
  talks(
    'tls-wants-certificate',
    { wantsCertificate: true, tls: { maxVersion: 'TLSv1.2' } },
    'starttls',
    [],
    'The relay demands a certificate of this host.',
  ),
  talks(
    'tls13-wants-certificate',
    { wantsCertificate: true },
    'starttls',
    [],
    'The same with TLS 1.3, where it shows only after the handshake.',
  ),
  {
    name: 'more-tls-encr-demanded',
    expected: 'starttls',
    break: async (host) => {
      await setAccess(host, 'TLS_Srv:smtp.relay.test\tENCR:256\n');
      host.relay({ tls: { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' } });
    },
    note: 'The access map demands 256 bits, the relay has 128.',
  },
  {
    name: 'more-own-certificate-missing',
    expected: ['healthy', 'degraded', 'starttls', 'configuration'],
    break: async (host) =>
      changeCf(
        host,
        /^#?O ClientCertFile=?.*$/mu,
        'O ClientCertFile=/etc/mail/certs/gone.pem\nO ClientKeyFile=/etc/mail/certs/gone.key',
      ),
    note: 'The certificate that sendmail.cf names for itself is not there.',
  },
];
