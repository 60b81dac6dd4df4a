import type { Fault } from '../../fault.ts';
import { changeCf, fault, relayFault } from '../mail-files.ts';

const blocked = (
  name: string,
  codes: readonly string[],
  rule: string,
  note: string,
  expected: Fault['expected'] = 'connectivity',
): Fault => ({
  name,
  expected,
  ...(codes.length > 0 ? { codes } : {}),
  break: (host) => host.network(rule),
  note,
});
const unreachable = ['CONNECT_NO_ROUTE', 'CONNECT_NETWORK_UNREACHABLE', 'CONNECT_PROHIBITED', 'CONNECT_REFUSED'];

export const networkFaults: readonly Fault[] = [
  ...['admin-prohibited', 'net-unreachable', 'host-unreachable', 'port-unreachable', 'net-prohibited'].map((type) =>
    blocked(`icmp-${type}`, unreachable, `tcp dport 587 reject with icmp type ${type}`, `A firewall answers ${type}.`),
  ),
  {
    name: 'route-prohibit',
    expected: 'connectivity',
    codes: unreachable,
    break: (host) => host.ip('route', 'add', 'prohibit', '198.51.100.0/24'),
    note: 'A local rule forbids the way.',
  },
  {
    name: 'route-blackhole',
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
    name: 'greets-slowly',
    expected: ['healthy', 'degraded'],
    break: async (host) => {
      await changeCf(host, /^O Timeout\.initial=.*$/mu, 'O Timeout.initial=5m');
      host.relay({ greetsAfter: 8 });
    },
    note: 'A tarpit: the greeting takes 8 seconds, mail flows.',
  },
  {
    name: 'greets-very-slowly',
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
  relayFault(
    'closes-after-mail',
    { mail: 'close' },
    ['connectivity', 'relay'],
    ['CONNECT_DROPPED', 'CONNECT_RESET', 'RELAY_TEMPORARY'],
    'The session ends after MAIL.',
  ),
  relayFault(
    'closes-after-rcpt',
    { rcpt: 'close' },
    ['connectivity', 'relay'],
    ['CONNECT_DROPPED', 'CONNECT_RESET', 'RELAY_TEMPORARY'],
    'The session ends after RCPT: only log and queue show it.',
  ),
  relayFault(
    'closes-after-data',
    { data: 'close' },
    ['connectivity', 'relay'],
    ['CONNECT_DROPPED', 'CONNECT_RESET', 'RELAY_TEMPORARY'],
    'The session ends after DATA.',
  ),
  relayFault(
    'closes-after-message',
    { message: 'close' },
    ['connectivity', 'relay'],
    ['CONNECT_DROPPED', 'CONNECT_RESET', 'RELAY_TEMPORARY'],
    'The session ends after the message.',
  ),
  relayFault(
    'hangs-after-message',
    { message: 'hang' },
    ['connectivity', 'relay'],
    ['CONNECT_DROPPED', 'CONNECT_TIMED_OUT'],
    'The relay never answers a message.',
  ),
  relayFault(
    'ehlo-421',
    { ehlo: '421 4.3.2 Service not available, closing transmission channel' },
    'relay',
    ['RELAY_BUSY_421'],
    '421 to EHLO.',
  ),
  relayFault(
    'ehlo-550',
    { ehlo: '550 5.7.1 Helo command rejected: Host not found' },
    'relay',
    [],
    'The relay does not like the name of the host.',
  ),
  relayFault(
    'helo-only',
    { ehlo: '502 5.5.1 Command not implemented', helo: '250 smtp.relay.test', needLogin: false },
    'healthy',
    [],
    'An old relay that knows only HELO and wants no login: Sendmail falls back, mail flows.',
  ),
  relayFault(
    'ehlo-hidden',
    { ehlo: '500 5.5.1 Command unrecognized: "XXXX"', helo: '250 smtp.relay.test' },
    'starttls',
    ['STARTTLS_NOT_OFFERED', 'STARTTLS_REQUIRED_530'],
    'A firewall blots out EHLO: the relay is greeted with HELO, offers no STARTTLS and demands it.',
  ),
  fault(
    'port-by-wrong-name',
    ['connectivity', 'configuration'],
    ['CONNECT_WRAPPER_PORT', 'CONFIG_RELAY_PORT_WRONG'],
    'The mailer names the port submissions (465), where TLS is spoken from the first byte.',
    (host) => changeCf(host, /(A=TCP \$h) 587$/gmu, '$1 submissions'),
  ),
];
