import type { Fault } from '../../fault.ts';
import { leaveBacklog, stopService } from '../actions.ts';

export const serviceFaults: readonly Fault[] = [
  {
    name: 'service-stopped-mail-waiting',
    expected: 'service',
    codes: ['SERVICE_NOT_RUNNING_MAIL_WAITING', 'SERVICE_INOPERATIVE'],
    mail: 'none',
    break: async (host) => {
      await host.send();
      await stopService(host);
      await host.send({ flags: '-odb' });
    },
    note: 'Programs hand their mail to the local daemon, which is not there: it piles up in the client queue.',
  },
  {
    name: 'service-not-on-file',
    expected: 'service',
    codes: ['SERVICE_NOT_ON_FILE'],
    mail: 'none',
    break: async (host) => void (await host.must('stopsrc -s sendmail; rm /var/src/sendmail.group')),
    note: 'The SRC has no definition of sendmail (0513-085).',
  },
  {
    name: 'service-stopping',
    expected: 'service',
    codes: ['SERVICE_STOPPING'],
    mail: 'none',
    break: async (host) =>
      void (await host.must('echo stopping > /var/src/sendmail.status; kill -STOP $(cat /var/src/sendmail.pid)')),
    note: 'The daemon hangs and the SRC waits for it to end.',
  },
  {
    name: 'service-no-queue-runner',
    expected: 'service',
    codes: ['SERVICE_NO_QUEUE_RUNNER'],
    mail: 'none',
    break: async (host) => {
      await host.restart('-bd');
      await leaveBacklog(host);
    },
    note: 'Started without -q: what was put off once is never tried again.',
  },
  {
    name: 'service-no-queue-runner-idle',
    expected: ['degraded', 'service'],
    codes: ['SERVICE_NO_QUEUE_RUNNER'],
    break: (host) => host.restart('-bd'),
    note: 'Started without -q, and nothing waits yet: new mail still goes out at once.',
  },
  {
    name: 'service-outside-src',
    expected: 'degraded',
    codes: ['SERVICE_OUTSIDE_SRC'],
    break: async (host) => void (await host.must('stopsrc -s sendmail; /usr/lib/sendmail -bd -q30m')),
    note: 'Somebody started the daemon by hand: mail flows, and the SRC knows nothing of it.',
  },
  {
    name: 'service-not-listening',
    expected: ['service', 'queue'],
    mail: 'none',
    break: async (host) => {
      await host.restart('-q30m');
      await host.send({ flags: '-odb' });
    },
    note: 'Started without -bd: nothing listens on port 25, programs cannot hand in their mail.',
  },
];
