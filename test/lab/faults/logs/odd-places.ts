import { join } from 'node:path';
import { must } from '../../command.ts';
import type { Fault } from '../../fault.ts';
import { setOption, state } from '../state.ts';

const well = ['healthy', 'degraded'] as const;
const refusesMessages = { message: '554 5.7.1 Sending disabled for this account' } as const;

/** Full and forbidden places beside the mail path, and logs that stand elsewhere. */
export const oddPlaces: readonly Fault[] = [
  state(
    'tmp-full',
    well,
    '/tmp is full: neither Sendmail nor the check needs it.',
    async (host) => {
      await host.send();
      await must('mount', ['-o', 'remount,size=64k', join(host.root, 'tmp')]);
      await host.sh('dd if=/dev/zero of=/tmp/core bs=4096 count=100');
    },
    { mail: 'none', arrives: true },
  ),
  state(
    'tmp-read-only',
    well,
    '/tmp is mounted read-only.',
    async (host) => {
      await host.send();
      await must('mount', ['-o', 'remount,ro', join(host.root, 'tmp')]);
    },
    { mail: 'none', arrives: true },
  ),
  state('tmp-gone', well, '/tmp lost its mode after a restore.', (host) => host.must('chmod 000 /tmp'), {
    arrives: true,
  }),
  state(
    'home-missing',
    well,
    'The home directory of the login is not mounted.',
    (host) => host.must('rm -rf /home/mailops /home/reader'),
    { arrives: true },
  ),
  state(
    'log-renamed-without-signal',
    well,
    'The log was renamed and syslogd not told: it goes on writing to the old file.',
    async (host) => {
      await host.must('mv /var/log/maillog /var/log/maillog.0; > /var/log/maillog; chmod 640 /var/log/maillog');
    },
    { arrives: true },
  ),
  state(
    'log-renamed-without-signal-554',
    'relay',
    'The same, and the relay refuses each message.',
    async (host) => {
      await host.must('mv /var/log/maillog /var/log/maillog.0; > /var/log/maillog; chmod 640 /var/log/maillog');
      host.relay(refusesMessages);
    },
    { arrives: false },
  ),
  state(
    'log-deleted-while-open',
    well,
    'The log was deleted and syslogd not told.',
    (host) => host.must('rm /var/log/maillog'),
    { arrives: true, mail: 'both' },
  ),
  state(
    'log-place-full',
    well,
    'The file system of the log is full.',
    async (host) => {
      await host.must('mkdir -p /var/maillog');
      await must('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'lab', join(host.root, 'var/maillog')]);
      host.write('etc/syslog.conf', 'mail.debug\t/var/maillog/maillog\n');
      await host.sh('> /var/maillog/maillog; refresh -s syslogd; dd if=/dev/zero of=/var/maillog/core bs=4096 count=4');
    },
    { arrives: true },
  ),
  state(
    'syslogd-stopped',
    well,
    'syslogd does not run: what is in the log is old.',
    (host) => host.must('stopsrc -s syslogd'),
    { mail: 'both', arrives: true },
  ),
  state(
    'syslogd-stopped-554',
    ['relay', 'degraded', 'unknown'],
    'syslogd does not run and the relay refuses: nothing tells of it but bounces.',
    async (host) => {
      await host.send();
      await host.must('stopsrc -s syslogd');
      host.relay(refusesMessages);
      await host.send();
    },
    { mail: 'none' },
  ),
  state(
    'log-level-zero-554',
    ['relay', 'degraded', 'unknown'],
    'LogLevel 0 and a relay that refuses.',
    async (host) => {
      await setOption(host, 'LogLevel', '0');
      host.relay(refusesMessages);
    },
    { arrives: false },
  ),
  state(
    'aliases-garbage',
    well,
    'The database of aliases is no database; mail for others does not need it.',
    async (host) => host.write('etc/mail/aliases.db', 'garbage\n'),
    {},
  ),
  state(
    'forward-loop',
    well,
    'The .forward of root names root: a matter of local mail.',
    async (host) => {
      host.write('.forward', 'root\n');
      await host.send({ to: 'root' });
      await host.send();
    },
    { mail: 'none', arrives: true },
  ),
  state(
    'process-table-talks',
    well,
    'A program of another name has sendmail in its arguments.',
    (host) =>
      host.must(
        `perl -e 'close STDOUT; close STDERR; $0 = "watch /usr/lib/sendmail -bd"; if (fork) { exit } sleep 300' </dev/null`,
      ),
    { arrives: true },
  ),
  state('process-table-talks-and-stopped', 'service', 'The same, and the daemon is down.', (host) =>
    host.must(
      `stopsrc -s sendmail; perl -e 'close STDOUT; close STDERR; $0 = "tail -f /usr/lib/sendmail -bd -q30m"; if (fork) { exit } sleep 300' </dev/null`,
    ),
  ),
];
