import { join } from 'node:path';
import { must } from '../../command.ts';
import type { Fault } from '../../fault.ts';
import { leaveBacklog } from '../actions.ts';
import { changeCf, fault, well } from '../mail-files.ts';

/** Where the queue lies and what lies in it. */
export const queuePlaceFaults: readonly Fault[] = [
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
