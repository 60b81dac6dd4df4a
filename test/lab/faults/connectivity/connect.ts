import type { Fault } from '../../fault.ts';
import { refusePort } from '../actions.ts';

export const connectivityFaults: readonly Fault[] = [
  {
    name: 'connect-refused',
    expected: 'connectivity',
    codes: ['CONNECT_REFUSED'],
    break: refusePort,
    note: 'Nothing listens, or a firewall says so.',
  },
  {
    name: 'connect-prohibited',
    expected: 'connectivity',
    codes: ['CONNECT_PROHIBITED', 'CONNECT_NO_ROUTE'],
    break: (host) => host.network('tcp dport 587 reject with icmp type host-prohibited'),
    note: 'A firewall answers that it forbids the connection.',
  },
  {
    name: 'connect-no-route',
    expected: 'connectivity',
    codes: ['CONNECT_NO_ROUTE', 'CONNECT_NETWORK_UNREACHABLE'],
    break: (host) => host.ip('route', 'add', 'unreachable', '198.51.100.0/24'),
    note: 'The route to the relay is marked unreachable.',
  },
  {
    name: 'connect-network-unreachable',
    expected: 'connectivity',
    codes: ['CONNECT_NETWORK_UNREACHABLE', 'CONNECT_NO_ROUTE'],
    break: (host) => host.ip('route', 'delete', 'default'),
    note: 'The default route is gone; name servers and the check itself are on the same network.',
  },
  {
    name: 'connect-reset',
    expected: 'connectivity',
    codes: ['CONNECT_RESET', 'CONNECT_CLOSED_IN_GREETING'],
    break: async (host) => host.relay({ greeting: 'reset' }),
    note: 'Accepted and reset at once.',
  },
  {
    name: 'greeting-hangs',
    expected: 'connectivity',
    codes: ['CONNECT_NO_GREETING'],
    break: async (host) => host.relay({ greeting: 'hang' }),
    note: 'Connected, and not a word.',
  },
  {
    name: 'greeting-closes',
    expected: 'connectivity',
    codes: ['CONNECT_CLOSED_IN_GREETING', 'CONNECT_RESET'],
    break: async (host) => host.relay({ greeting: 'close' }),
    note: 'Connected, and closed before the greeting.',
  },
  {
    name: 'session-dropped',
    expected: 'connectivity',
    codes: ['CONNECT_DROPPED', 'CONNECT_RESET'],
    break: async (host) => host.relay({ ehlo: 'close' }),
    note: 'Greeted, and cut off after EHLO: an inspecting firewall does this.',
  },
  {
    name: 'session-silent',
    expected: 'connectivity',
    codes: ['CONNECT_DROPPED', 'CONNECT_TIMED_OUT', 'CONNECT_NO_GREETING'],
    break: async (host) => host.relay({ ehlo: 'hang' }),
    note: 'Greeted, and silent after EHLO.',
  },
  {
    name: 'greeting-421',
    expected: 'relay',
    codes: ['RELAY_BUSY_421', 'RELAY_THROTTLED'],
    break: async (host) =>
      host.relay({ greeting: '421 4.3.2 Too many concurrent SMTP connections; please try again later' }),
    note: 'The relay takes no session now.',
  },
  {
    name: 'greeting-554',
    expected: 'relay',
    codes: ['RELAY_CLIENT_BLOCKED'],
    break: async (host) => host.relay({ greeting: '554 smtp.relay.test No SMTP service here' }),
    note: "The relay refuses this host's address.",
  },
];
