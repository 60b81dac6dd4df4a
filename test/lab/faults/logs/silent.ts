import type { Fault } from '../../fault.ts';

export const logFaults: readonly Fault[] = [
  {
    name: 'syslog-no-mail-line',
    expected: 'degraded',
    codes: ['LOGS_NOT_CONFIGURED'],
    break: async (host) => {
      host.write('etc/syslog.conf', '# no mail here\n*.err;mail.none\t/var/log/messages\n');
      await host.must('refresh -s syslogd; rm /var/log/maillog');
    },
    note: 'Mail flows and nothing records it.',
  },
  {
    name: 'syslog-file-missing',
    expected: 'degraded',
    codes: ['LOGS_FILE_MISSING'],
    break: async (host) => void (await host.must('rm /var/log/maillog; refresh -s syslogd')),
    note: 'syslogd does not make the file that syslog.conf names.',
  },
  {
    name: 'comes-and-goes',
    expected: ['degraded', 'relay'],
    mail: 'none',
    break: async (host) => {
      host.relay({ mail: '451 4.3.0 Temporary service failure', every: 2 });
      await host.send({ count: 6 });
    },
    note: 'Every second session is put off, the others go through.',
  },
];
