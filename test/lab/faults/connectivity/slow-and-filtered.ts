import type { Fault } from '../../fault.ts';
import { relayState, state, waitAsShipped } from '../state.ts';

const well = ['healthy', 'degraded'] as const;

/** Filters on the host itself, lines that are slow or lose packets, and relays that take their time. */
export const networkWays: readonly Fault[] = [
  state(
    'own-filter-rejects',
    'connectivity',
    'A filter of the host itself rejects port 587.',
    (host) => host.firewall('tcp dport 587 reject with tcp reset'),
    { arrives: false },
  ),
  state(
    'own-filter-drops',
    'connectivity',
    'A filter of the host itself drops port 587.',
    (host) => host.firewall('tcp dport 587 drop'),
    { arrives: false },
  ),
  state(
    'own-filter-admits-root',
    well,
    'Only root may connect to a relay; Sendmail is root, the login of the check may not be.',
    (host) => host.firewall('meta skuid != 0 tcp dport 587 reject with tcp reset'),
    { arrives: true },
  ),
  state(
    'own-filter-admits-root-drops',
    well,
    'The same, without an answer to others.',
    (host) => host.firewall('meta skuid != 0 tcp dport 587 drop'),
    { arrives: true },
  ),
  state(
    'answers-lost',
    'connectivity',
    'What the relay answers is dropped behind the first packet.',
    (host) =>
      host
        .network('tcp dport 587 ct packets > 2 drop')
        .catch(() => host.network('tcp dport 587 tcp flags & syn == 0 drop')),
    { arrives: false },
  ),
  state(
    'way-through-nobody',
    'connectivity',
    'The default route leads to an address that nobody has.',
    (host) => host.ip('route', 'replace', 'default', 'via', '10.90.0.99'),
    { arrives: false },
  ),
  state(
    'line-loses-packets',
    well,
    'Every fifth packet is lost.',
    async (host) => {
      await waitAsShipped(host);
      await host.network('numgen random mod 5 == 0 drop');
      await host.send();
      await host.settle(30);
    },
    { mail: 'none', arrives: true },
  ),
  relayState(
    'greeting-of-lines',
    well,
    'A greeting of three lines.',
    { greeting: '220 smtp.relay.test\n220 No commercial mail\n220 ESMTP' },
    { arrives: true },
  ),
  relayState(
    'web-server-there',
    'connectivity',
    'A web server has the port.',
    { greeting: 'HTTP/1.1 400 Bad Request\nConnection: close\n' },
    { arrives: false },
  ),
  ...(
    [
      ['slow-everywhere', { each: 2 }, 'The relay waits two seconds before every answer.'],
      ['slow-login', { LOGIN: 14, AUTH: 14 }, 'The relay takes 14 seconds to look a login up.'],
      ['slow-sender', { MAIL: 14 }, 'The relay takes 14 seconds to look the sender up.'],
      ['slow-hello', { EHLO: 10 }, 'The relay takes 10 seconds before it answers EHLO.'],
      ['slow-message', { '.': 15 }, 'The relay scans a message for 15 seconds.'],
    ] as const
  ).map(([name, slow, note]) =>
    state(
      name,
      well,
      note,
      async (host) => {
        await waitAsShipped(host);
        host.relay({ slow });
        await host.send({ count: 1 });
        await host.settle(50);
      },
      { mail: 'none', arrives: true },
    ),
  ),
];
