import type { Fault } from '../../fault.ts';
import { changeCf } from '../mail-files.ts';
import { handIn, setOption, state } from '../state.ts';
import { leaveSubmissionOut, submitToRelay, well } from './layout.ts';

const handedIn = { mail: 'none', later: handIn, arrives: true } as const;

/** Daemons that are started otherwise, or none by design. */
export const layoutServices: readonly Fault[] = [
  state(
    'layout-daemon-on-loopback',
    'healthy',
    'The daemon listens on 127.0.0.1 only, as is good for a host that takes no mail from others.',
    (host) => setOption(host, 'DaemonPortOptions', 'Port=smtp, Addr=127.0.0.1, Name=MTA'),
    handedIn,
  ),
  state(
    'layout-daemon-on-other-port',
    'healthy',
    'The daemon listens on port 2526, and submit.cf knows it.',
    async (host) => {
      await setOption(host, 'DaemonPortOptions', 'Port=2526, Addr=127.0.0.1, Name=MTA');
      host.edit('etc/mail/submit.cf', /TCP \$h(?: 25)?$/gmu, 'TCP $h 2526');
    },
    handedIn,
  ),
  state(
    'layout-without-submission-queue',
    well,
    'As before 8.12: no submit.cf, no client queue, the program belongs to root.',
    leaveSubmissionOut,
    { ...handedIn },
  ),
  state(
    'layout-queue-run-only',
    well,
    'The same, and the daemon does not listen: -q15m only. Every program delivers by itself.',
    async (host) => {
      await leaveSubmissionOut(host);
      await host.restart('-q15m');
    },
    handedIn,
  ),
  state(
    'layout-queue-run-only-refused',
    'connectivity',
    'The same, and the relay refuses the connection.',
    async (host) => {
      await leaveSubmissionOut(host);
      await host.restart('-q15m');
      await host.network('tcp dport 587 reject with tcp reset');
    },
    { mail: 'none', later: handIn, arrives: false },
  ),
  state(
    'layout-submission-to-relay',
    well,
    'No daemon by design: programs hand in to the relay itself, and what it puts off is run as the submission queue.',
    async (host) => {
      host.relay({ needLogin: false });
      await submitToRelay(host);
    },
    handedIn,
  ),
  state(
    'layout-submission-to-relay-no-runner',
    ['service', 'degraded', 'queue'],
    'The same without anybody who runs the submission queue, and the relay was away for a moment: that mail waits for ever.',
    async (host) => {
      await submitToRelay(host);
      await host.sh("kill $(ps -e -o pid= -o args= | awk '/[Qq]ueue runner/ && !/awk/ { print $1 }')");
      host.relay({ greeting: 'close' });
      await handIn(host);
      host.relay({ needLogin: false });
    },
    { mail: 'none', arrives: false },
  ),
  state(
    'layout-client-runner-beside',
    'healthy',
    'A second process runs the submission queue.',
    (host) => host.must('/usr/lib/sendmail -Ac -q30m'),
    handedIn,
  ),
  state(
    'layout-persistent-runner-apart',
    'healthy',
    'One process listens, another is a persistent queue runner.',
    async (host) => {
      await host.restart('-bd');
      await host.must('/usr/lib/sendmail -qp10m');
    },
    handedIn,
  ),
  state(
    'layout-without-src',
    well,
    'There is no SRC; the daemon was started by hand with other arguments.',
    async (host) => {
      await host.must(
        'stopsrc -s sendmail; rm -f /usr/bin/lssrc /usr/bin/odmget /usr/bin/errpt; /usr/lib/sendmail -L mta -bd -q1h',
      );
    },
    handedIn,
  ),
  state(
    'layout-without-src-554',
    'relay',
    'The same, whose lines in the log have another tag, and the relay refuses each message.',
    async (host) => {
      await host.must(
        'stopsrc -s sendmail; rm -f /usr/bin/lssrc /usr/bin/odmget /usr/bin/errpt; /usr/lib/sendmail -L mta -bd -q1h',
      );
      host.relay({ message: '554 5.7.1 Sending disabled for this account' });
    },
    { mail: 'none', later: handIn, arrives: false },
  ),
  state(
    'layout-collects-for-an-hour',
    well,
    'Mail is only collected by design and sent by the run of every hour; what waits came twenty minutes ago.',
    async (host) => {
      await host.send();
      await changeCf(host, /^#?O DeliveryMode=.*$/mu, 'O DeliveryMode=queueonly');
      await host.restart('-bd -q1h');
      await host.send({ flags: '-Am' });
      await host.must(
        `cd /var/spool/mqueue && perl -pi -e 's/^(T)([0-9]{9,})/$1 . ($2 - 1200)/e' qf*; perl -e 'utime time - 1200, time - 1200, glob "/var/spool/mqueue/qf*"'`,
      );
    },
    { mail: 'none', arrives: true },
  ),
  state(
    'layout-collects-and-forgets',
    ['queue', 'service'],
    'The same, and what waits came five hours ago: no run has taken it.',
    async (host) => {
      await host.send();
      await changeCf(host, /^#?O DeliveryMode=.*$/mu, 'O DeliveryMode=queueonly');
      await host.restart('-bd -q1h');
      await host.send({ flags: '-Am' });
      await host.must(
        `cd /var/spool/mqueue && perl -pi -e 's/^(T)([0-9]{9,})/$1 . ($2 - 18000)/e' qf*; perl -e 'utime time - 18000, time - 18000, glob "/var/spool/mqueue/qf*"'`,
      );
    },
    { mail: 'none' },
  ),
  state(
    'layout-slow-programs',
    'healthy',
    'A machine with too much to do: every program that the check asks takes seconds.',
    async (host) => {
      for (const program of ['lssrc', 'openssl', 'makemap', 'df']) {
        const path = (await host.must(`command -v ${program}`)).trim();
        await host.must(
          `mv ${path} ${path}.slow; printf '#!/bin/sh\\n/opt/lab/bin/sleep 2\\nexec ${path}.slow "$@"\\n' > ${path}; chmod 755 ${path}`,
        );
      }
    },
    { arrives: true },
  ),
];
