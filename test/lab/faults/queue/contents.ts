import { rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../../command.ts';
import type { Fault } from '../../fault.ts';
import { leaveBacklog, refusePort, stopService } from '../actions.ts';

/** Fills the queue as Sendmail itself would have: `count` control and data files with one recipient each. */
export const fillQueue = (count: number, directory = '/var/spool/mqueue'): string => `perl -e '
  my $now = time; my $host = qq(app\\@fill.corp.test);
  for my $n (1 .. ${count}) {
    my $id = sprintf(q(6AM%05d%06d), $n % 100000, 400000 + $n);
    open(my $q, q(>), qq(${directory}/qf$id)) or die $!;
    print $q qq(V8\\nT) . ($now - 3600 - $n % 7200) . qq(\\nK) . ($now - 1800) . qq(\\nN2\\nP120000\\nI0/1/$n\\nMDeferred: Connection refused by smtp.relay.test.\\nFs\\n\\$_root\\@localhost\\n\\$rSMTP\\n\\$slocalhost\\n\\\${daemon_flags}\\nS<$host>\\nrRFC822; user$n\\@partner.test\\nRPFD:<user$n\\@partner.test>\\nH??From: $host\\nH??Message-Id: <$id\\@fill>\\n.\\n);
    close $q; open(my $d, q(>), qq(${directory}/df$id)) or die $!; print $d qq(Body-Canary $n\\n); close $d;
  }'`;

/** How many messages are to be counted; a login that may not read the queue has to say that it does not know. */
export const wantTotal =
  (total: number): NonNullable<Fault['check']> =>
  (answer, login) => {
    const right = login === 'plain' ? null : total;
    const counted = answer.queue?.total ?? null;
    return counted === right ? [] : [`queue.total is ${counted}, not ${right}`];
  };

export const queueFaults: readonly Fault[] = [
  {
    name: 'queue-backlog-waiting',
    expected: ['queue', 'degraded'],
    codes: ['QUEUE_BACKLOG_WAITING'],
    mail: 'none',
    break: (host) => leaveBacklog(host),
    check: wantTotal(3),
    note: 'The relay was down a moment ago and is well again: mail only waits for the next queue run.',
  },
  {
    name: 'queue-backlog-after-451',
    expected: ['queue', 'degraded', 'relay'],
    codes: ['QUEUE_BACKLOG_WAITING', 'RELAY_TEMPORARY'],
    mail: 'none',
    break: async (host) => {
      host.relay({ mail: '451 4.3.0 Temporary lookup failure' });
      await host.send();
      host.relay({});
    },
    note: 'The relay put mail off a moment ago; the log does not tell at which command, so it may still do.',
  },
  {
    name: 'queue-quarantined',
    expected: ['queue', 'degraded'],
    codes: ['QUEUE_QUARANTINED'],
    mail: 'none',
    break: async (host) => {
      await leaveBacklog(host, 2);
      await host.must('/usr/lib/sendmail -Qsuspicious -qRpartner.test');
    },
    later: (host) => host.send(),
    check: (answer) => ((answer.queue?.quarantined ?? 0) > 0 ? [] : ['queue.quarantined is not above 0']),
    note: 'mailq says empty; two messages wait for an administrator.',
  },
  {
    name: 'queue-not-writable',
    expected: 'queue',
    codes: ['QUEUE_NOT_WRITABLE'],
    break: async (host) => void (await must('mount', ['-o', 'remount,ro', join(host.root, 'var/spool/mqueue')])),
    note: 'The file system of the queue is mounted read-only.',
  },
  {
    name: 'queue-directory-missing',
    expected: 'queue',
    codes: ['QUEUE_DIRECTORY_MISSING', 'QUEUE_NOT_WRITABLE'],
    break: async (host) => {
      await must('umount', ['-l', join(host.root, 'var/spool/mqueue')]);
      rmdirSync(join(host.root, 'var/spool/mqueue'));
    },
    note: 'The directory of the queue is gone.',
  },
  {
    name: 'queue-disk-full',
    expected: 'queue',
    codes: ['QUEUE_DISK_FULL'],
    break: async (host) => {
      await must('mount', ['-o', 'remount,size=1m', join(host.root, 'var/spool/mqueue')]);
      await host.sh('dd if=/dev/zero of=/var/spool/mqueue/core bs=4096 count=300');
    },
    note: 'Not a byte is left where the queue lies.',
  },
  {
    name: 'queue-lost-entries',
    expected: ['queue', 'degraded'],
    codes: ['QUEUE_LOST_ENTRIES'],
    mail: 'none',
    break: async (host) => {
      await leaveBacklog(host, 2);
      await host.must('cd /var/spool/mqueue && for file in qf*; do mv "$file" "Q${file#q}"; done');
    },
    later: (host) => host.send(),
    note: 'Sendmail gave up on two entries and renamed them Qf; mailq says empty.',
  },
  {
    name: 'queue-client-not-drained',
    expected: ['queue', 'degraded'],
    codes: ['QUEUE_CLIENT_NOT_DRAINED'],
    mail: 'none',
    break: async (host) => {
      await stopService(host);
      await host.send({ flags: '-odb' });
      await host.must(
        `startsrc -s sendmail -a "-bd -q30m"; cd /var/spool/clientmqueue && perl -pi -e 's/^([TK])([0-9]{9,})/$1 . ($2 - 7200)/e' qf* && perl -e 'utime time - 7200, time - 7200, glob "qf*"'`,
      );
    },
    later: (host) => host.send(),
    note: 'Mail of a time when the daemon was down lies in the client queue, which no queue runner looks at.',
  },
  {
    name: 'queue-host-status-cached',
    expected: ['queue', 'degraded'],
    codes: ['QUEUE_HOST_STATUS_CACHED'],
    mail: 'none',
    break: async (host) => {
      host.edit(
        'etc/mail/sendmail.cf',
        /^#?O HostStatusDirectory=.*$/mu,
        'O HostStatusDirectory=/var/spool/mqueue/.hoststat',
      );
      host.edit('etc/mail/sendmail.cf', /^#?O Timeout\.hoststatus=.*$/mu, 'O Timeout.hoststatus=30m');
      await host.must('mkdir -m 755 /var/spool/mqueue/.hoststat');
      await host.restart();
      host.relay({ greeting: 'close' });
      await host.send({ count: 1 });
      host.relay({});
      await host.send();
    },
    note: 'The relay is well again, and Sendmail repeats the old result for half an hour without connecting.',
  },
  {
    name: 'queue-100000',
    expected: 'connectivity',
    codes: ['CONNECT_REFUSED'],
    mail: 'none',
    break: async (host) => {
      await refusePort(host);
      await host.must(fillQueue(100_000));
    },
    check: wantTotal(100_000),
    note: 'A hundred thousand messages wait for a relay that refuses the connection.',
  },
  {
    name: 'queue-several-directories',
    expected: 'connectivity',
    codes: ['CONNECT_REFUSED'],
    mail: 'none',
    break: async (host) => {
      host.edit('etc/mail/sendmail.cf', /^O QueueDirectory=.*$/mu, 'O QueueDirectory=/var/spool/mqueue/q*');
      await host.must('cd /var/spool/mqueue && mkdir -m 700 q1 q2 q3');
      await host.restart();
      await refusePort(host);
      await host.must(['q1', 'q2', 'q3'].map((name) => fillQueue(4, `/var/spool/mqueue/${name}`)).join('\n'));
    },
    check: wantTotal(12),
    note: 'QueueDirectory is a pattern: the messages lie in three directories.',
  },
  {
    name: 'load-too-high',
    expected: ['queue', 'degraded'],
    codes: ['QUEUE_LOAD_TOO_HIGH'],
    break: async (host) => {
      host.edit('etc/mail/sendmail.cf', /^#?O QueueLA=.*$/mu, 'O QueueLA=0');
      host.edit('etc/mail/sendmail.cf', /^#?O QueueFactor=.*$/mu, 'O QueueFactor=1');
      await host.restart();
    },
    note: 'The load is above what sendmail.cf allows: mail is only queued (marker X).',
  },
];
