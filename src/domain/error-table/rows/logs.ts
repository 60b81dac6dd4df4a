import type { ErrorRow } from '../error-row.ts';

/** The mail log itself, and what only the log knows. */
export const logsRows: readonly ErrorRow[] = [
  {
    code: 'LOGS_NOT_CONFIGURED',
    stage: 'logs',
    title: 'This host records no mail log',
    meaning:
      'No line in /etc/syslog.conf sends mail messages to a file (that is how AIX is delivered), so nothing is known about past mail.',
    action: 'Add a line, make the file (syslogd does not), and refresh syslogd.',
    commands: [
      'echo "mail.info /var/log/maillog rotate size 10m files 5" >> /etc/syslog.conf',
      'touch /var/log/maillog',
      'refresh -s syslogd',
    ],
    effect: 'none',
    wordings: [],
    source: 'AIX documentation, syslogd',
  },
  {
    code: 'LOGS_FILE_MISSING',
    stage: 'logs',
    title: 'The mail log file does not exist',
    meaning: 'syslog.conf names a file for mail messages, but it is not there; syslogd does not make files.',
    action: 'Make the file and refresh syslogd.',
    commands: ['touch {file}', 'refresh -s syslogd'],
    effect: 'none',
    wordings: [],
    source: 'AIX documentation, syslogd',
  },
  {
    code: 'LOGS_SILENT',
    stage: 'logs',
    title: 'The mail log has stopped',
    meaning:
      'The log file is older than the mail in the queue: syslogd is down, was not refreshed after a rotation, or the level is too high (mail.err misses deliveries).',
    action: 'See that syslogd runs and that the selector is mail.info or mail.debug; refresh it.',
    commands: ['lssrc -s syslogd', 'grep mail /etc/syslog.conf', 'refresh -s syslogd'],
    effect: 'none',
    wordings: [],
    source: 'AIX documentation, syslogd',
  },
  {
    code: 'LOGS_RECENT_BOUNCES',
    stage: 'logs',
    title: 'Mail was refused for good and bounced',
    meaning: 'Since the last success messages were refused permanently and returned. The queue is empty all the same.',
    action: 'Read the reason in the bounce (often in the mailbox of root), mend it, and have the mail sent again.',
    commands: ['grep "DSN:" {file} | tail', 'grep -p "Transcript of session" /var/spool/mail/root | tail -40'],
    effect: 'permanent',
    wordings: [],
    source: 'Sendmail log',
  },
  {
    code: 'LOGS_TRANSPORT_FAILURES',
    stage: 'logs',
    title: 'The log shows failures since the last success',
    meaning: 'Deliveries failed after the last one that worked, for reasons of the way to the relay.',
    action: 'See the stage named in the log line; check again after mending it.',
    commands: ['grep "stat=" {file} | tail'],
    effect: 'temporary',
    wordings: [],
    source: 'Sendmail log',
  },
];
