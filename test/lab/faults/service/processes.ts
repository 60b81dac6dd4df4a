import type { Fault } from '../../fault.ts';
import { stopService } from '../actions.ts';
import { changeCf, down, fault, well } from '../mail-files.ts';

/** The daemon, its processes and what the SRC says of them. */
export const processFaults: readonly Fault[] = [
  fault(
    'daemon-stopped-by-signal',
    'service',
    [],
    'The daemon was frozen with SIGSTOP: lssrc says active, nothing is taken.',
    (host) => host.must('kill -STOP $(cat /var/src/sendmail.pid)'),
    { mail: 'none', later: (host) => host.send({ flags: '-odb' }) },
  ),
  fault(
    'lssrc-active-but-dead',
    'service',
    down,
    'lssrc says active, the process is gone.',
    (host) => host.must('kill -9 $(cat /var/src/sendmail.pid); echo active > /var/src/sendmail.status'),
    { mail: 'none' },
  ),
  fault('lssrc-missing', well, [], 'There is no lssrc.', (host) => host.must('rm /usr/bin/lssrc')),
  fault('lssrc-missing-dead', 'service', down, 'There is no lssrc and no daemon.', (host) =>
    host.must('stopsrc -s sendmail; rm /usr/bin/lssrc'),
  ),
  fault('pid-file-missing', well, [], 'The pid file was deleted.', (host) => host.must('rm /etc/mail/sendmail.pid')),
  fault('pid-file-stale', well, [], 'The pid file is of another start.', (host) =>
    host.must('printf "99999\\n/usr/lib/sendmail -bd\\n" > /etc/mail/sendmail.pid'),
  ),
  fault('two-daemons', well, [], 'A second daemon was started and could not listen.', (host) =>
    host.sh('/usr/lib/sendmail -bd -q15m; sleep 2'),
  ),
  fault(
    'port-25-taken',
    'service',
    ['SERVICE_PORT_IN_USE', 'SERVICE_CANNOT_LISTEN', ...down],
    'Another program has port 25.',
    (host) =>
      host.sh(
        `stopsrc -s sendmail; perl -MIO::Socket::INET -e 'my $s = IO::Socket::INET->new(LocalPort => 25, Listen => 5) or die; close STDOUT; close STDERR; if (fork) { exit } sleep 300' & sleep 1; startsrc -s sendmail -a "-bd -q30m"; sleep 1`,
      ),
    { mail: 'none' },
  ),
  fault('queue-runner-separate', well, [], 'Two processes: one listens, one runs the queue.', async (host) => {
    await host.restart('-bd');
    await host.must('/usr/lib/sendmail -q30m');
  }),
  fault('persistent-runner', well, [], 'A persistent queue runner, -qp.', (host) => host.restart('-bd -qp5m')),
  fault('started-with-p', well, [], 'Arguments in another order.', (host) => host.restart('-q30m -bd')),
  fault(
    'queue-only-no-runner',
    'service',
    ['SERVICE_NO_QUEUE_RUNNER'],
    'Mail is only queued and nobody runs the queue.',
    async (host) => {
      await changeCf(host, /^#?O DeliveryMode=.*$/mu, 'O DeliveryMode=queueonly');
      await host.restart('-bd');
    },
    { mail: 'none', later: (host) => host.send({ flags: '-Am' }) },
  ),
  fault(
    'stopped-and-no-log',
    'service',
    down,
    'Stopped, and the log is gone.',
    async (host) => {
      await stopService(host);
      await host.must('rm /var/log/maillog; refresh -s syslogd');
    },
    { alsoFound: ['logs'] },
  ),
];
