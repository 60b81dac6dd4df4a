import { join } from 'node:path';
import { must } from '../command.ts';
import type { Fault } from '../fault.ts';
import type { LabHost } from '../lab-host.ts';
import { leaveBacklog, leaveMapStale, misspellRelay, stopService, useWrongPassword } from './actions.ts';
import { changeCf, nameRelay } from './more-actions.ts';

const fault = (
  name: string,
  expected: Fault['expected'],
  codes: readonly string[],
  note: string,
  make: (host: LabHost) => Promise<unknown>,
  more: Partial<Fault> = {},
): Fault => ({
  name: `more-${name}`,
  expected,
  ...(codes.length > 0 ? { codes } : {}),
  note,
  break: async (host) => void (await make(host)),
  ...more,
});
const well = ['healthy', 'degraded'] as const;
const down = ['SERVICE_INOPERATIVE', 'SERVICE_NOT_RUNNING_MAIL_WAITING', 'SERVICE_TERMINATED'];

const service: readonly Fault[] = [
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

const queue: readonly Fault[] = [
  fault(
    'inodes-full',
    'queue',
    ['QUEUE_DISK_FULL', 'QUEUE_NOT_WRITABLE'],
    'Space is left, not one inode.',
    async (host) => {
      await must('mount', ['-o', 'remount,nr_inodes=6', join(host.root, 'var/spool/mqueue')]);
      await host.sh('cd /var/spool/mqueue; n=0; while [ $n -lt 10 ]; do echo > core$n || break; n=$((n + 1)); done');
    },
  ),
  fault('queue-read-only', 'queue', ['QUEUE_NOT_WRITABLE'], 'The file system of the queue is read-only.', (host) =>
    must('mount', ['-o', 'remount,ro', join(host.root, 'var/spool/mqueue')]),
  ),
  fault(
    'queue-garbage-entry',
    ['healthy', 'degraded', 'queue'],
    [],
    'An empty control file and one of garbage lie in the queue; mail flows.',
    async (host) => {
      await host.must(
        'cd /var/spool/mqueue; > qf6AMDead0000001; chmod 600 qf6AMDead0000001; printf "\\0\\0garbage\\377\\n" > qf6AMDead0000002; chmod 600 qf6AMDead0000002',
      );
    },
  ),
  fault('queue-orphans', well, [], 'Data files without a control file.', async (host) =>
    host.must('cd /var/spool/mqueue; for n in 1 2 3; do echo > df6AMOrphan00$n; done'),
  ),
  fault(
    'client-queue-wrong-owner',
    ['queue', 'degraded'],
    ['QUEUE_NOT_WRITABLE', 'QUEUE_PERMISSION'],
    'The client queue belongs to root: programs of users cannot hand in mail.',
    async (host) => {
      await host.must('chown root:root /var/spool/clientmqueue; chmod 770 /var/spool/clientmqueue');
    },
  ),
  fault('queue-other-place', well, [], 'QueueDirectory lies elsewhere.', async (host) => {
    await host.must('mkdir -m 700 -p /var/spool/mail-out');
    await changeCf(host, /^O QueueDirectory=.*$/mu, 'O QueueDirectory=/var/spool/mail-out');
  }),
  fault(
    'queue-other-place-backlog',
    ['queue', 'degraded'],
    ['QUEUE_BACKLOG_WAITING'],
    'The same with a backlog.',
    async (host) => {
      await host.must('mkdir -m 700 -p /var/spool/mail-out');
      await changeCf(host, /^O QueueDirectory=.*$/mu, 'O QueueDirectory=/var/spool/mail-out');
      await leaveBacklog(host);
    },
    {
      mail: 'none',
      check: (answer) => (answer.queue?.total === 3 ? [] : [`queue.total is ${answer.queue?.total ?? 'null'}`]),
    },
  ),
  fault(
    'queue-place-missing',
    ['queue', 'service'],
    [],
    'QueueDirectory does not exist.',
    async (host) => {
      host.edit('etc/mail/sendmail.cf', /^O QueueDirectory=.*$/mu, 'O QueueDirectory=/var/spool/gone');
      await host.sh('stopsrc -s sendmail; startsrc -s sendmail -a "-bd -q30m"; sleep 1');
    },
    {
      check: (answer) =>
        [answer.code, ...answer.alsoFound.map((one) => one.code)].includes('QUEUE_DIRECTORY_MISSING')
          ? []
          : ['QUEUE_DIRECTORY_MISSING is not named'],
    },
  ),
  fault('queue-split', well, [], 'A queue with directories qf, df and xf.', async (host) => {
    await host.must('cd /var/spool/mqueue; mkdir -m 700 qf df xf');
    await host.restart();
  }),
  fault(
    'queue-mixed-reasons',
    ['queue', 'degraded', 'relay'],
    [],
    'Mail waits for different reasons, the relay is well.',
    async (host) => {
      await leaveBacklog(host, 2);
      host.relay({ mail: '451 4.3.0 Try later' });
      await host.send({ count: 2 });
      host.relay({});
      await host.send();
    },
    { mail: 'none' },
  ),
];

const logs: readonly Fault[] = [
  fault('log-elsewhere', 'healthy', [], 'The log is another file.', async (host) => {
    host.write('etc/syslog.conf', '*.emerg\t*\nkern.debug;mail.info\t/var/adm/mail.log rotate time 1d files 4\n');
    host.write('var/adm/mail.log', '');
    await host.must('refresh -s syslogd; rm /var/log/maillog');
  }),
  fault(
    'log-remote-only',
    ['healthy', 'unknown', 'degraded'],
    [],
    'Mail messages go to another machine only.',
    async (host) => {
      host.write('etc/syslog.conf', 'mail.debug\t@10.90.0.9\n');
      await host.must('refresh -s syslogd; rm /var/log/maillog');
    },
  ),
  fault('log-errors-only', well, [], 'Only errors are logged.', async (host) => {
    host.write('etc/syslog.conf', 'mail.err\t/var/log/maillog\n');
    await host.must('refresh -s syslogd');
  }),
  fault(
    'log-errors-only-554',
    'relay',
    [],
    'Only errors are logged, and the relay refuses each message: the bounces tell.',
    async (host) => {
      host.write('etc/syslog.conf', 'mail.err\t/var/log/maillog\n');
      await host.must('refresh -s syslogd');
      host.relay({ message: '554 Message rejected: Email address is not verified.' });
      await host.send({ from: 'root' });
    },
    { mail: 'none' },
  ),
  fault('log-level-0', well, [], 'Sendmail logs nothing.', (host) =>
    changeCf(host, /^O LogLevel=.*$/mu, 'O LogLevel=0'),
  ),
  fault('syslogd-dead', well, [], 'syslogd does not run; mail flows.', (host) => host.must('stopsrc -s syslogd')),
  fault(
    'failure-long-ago',
    well,
    [],
    'The last entry is a refusal of two days ago.',
    (host) =>
      host.must(
        `perl -MPOSIX -e 'my $t = POSIX::strftime("%b %e %H:%M:%S", localtime(time - 172800)); print "$t h mail:info sendmail[4711]: 6AM00000000001: to=<a\\@partner.test>, delay=00:00:01, xdelay=00:00:01, mailer=relay, pri=120000, relay=smtp.relay.test. [198.51.100.25], dsn=5.0.0, reply=530 Authentication required, stat=Service unavailable\n"' > /var/log/maillog`,
      ),
    { mail: 'none' },
  ),
  fault(
    'failure-of-former-relay',
    well,
    [],
    'A minute ago the former relay was refused; the name was changed since.',
    (host) =>
      host.must(
        `perl -MPOSIX -e 'my $t = POSIX::strftime("%b %e %H:%M:%S", localtime(time - 60)); print "$t h mail:info sendmail[4711]: 6AM00000000001: to=<a\\@partner.test>, delay=00:00:01, xdelay=00:00:01, mailer=relay, pri=120000, relay=mx.former.example. [192.0.2.25], dsn=5.0.0, reply=535 bad, stat=Service unavailable\n"' > /var/log/maillog`,
      ),
    { mail: 'none' },
  ),
  fault('no-openssl', ['healthy', 'unknown'], [], 'No openssl on the host; the log shows that mail goes out.', (host) =>
    host.must('mv /usr/bin/openssl /opt/lab/openssl.away'),
  ),
  fault('no-openssl-535', ['authentication', 'unknown'], [], 'No openssl, and the login is refused.', async (host) => {
    await host.must('mv /usr/bin/openssl /opt/lab/openssl.away');
    await useWrongPassword(host);
  }),
];

const both: readonly Fault[] = [
  fault(
    'both-stale-and-554',
    'configuration',
    ['CONFIG_AUTHINFO_DB_STALE'],
    'A stale database, and a relay that would refuse the sender.',
    async (host) => {
      await leaveMapStale(host, ':');
      host.relay({ message: '554 Message rejected: Email address is not verified.' });
    },
  ),
  fault(
    'both-535-and-disk-full',
    'queue',
    ['QUEUE_DISK_FULL'],
    'A full disk and a wrong password.',
    async (host) => {
      await useWrongPassword(host);
      await must('mount', ['-o', 'remount,size=1m', join(host.root, 'var/spool/mqueue')]);
      await host.sh('dd if=/dev/zero of=/var/spool/mqueue/core bs=4096 count=300');
    },
    { alsoFound: ['authentication'] },
  ),
  fault(
    'both-name-wrong-and-quarantined',
    'queue',
    [],
    'Held mail and a name that does not exist.',
    async (host) => {
      await leaveBacklog(host, 2);
      await host.must('/usr/lib/sendmail -Qsuspicious -qRpartner.test');
      await misspellRelay(host);
    },
    { mail: 'none', later: (host) => host.send(), alsoFound: ['dns'] },
  ),
  fault(
    'both-no-smart-host-and-stopped',
    'service',
    down,
    'Stopped and without a smart host.',
    async (host) => {
      await nameRelay(host, '');
      await stopService(host);
    },
    { alsoFound: ['configuration'] },
  ),
];

export const moreHostFaults: readonly Fault[] = [...service, ...queue, ...logs, ...both];
