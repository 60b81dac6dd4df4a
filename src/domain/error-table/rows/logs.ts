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
    title: 'The mail log has stopped or records too little',
    meaning:
      'What becomes of mail is not in the log: syslogd is down, was not refreshed after a rotation, or too little is recorded (mail.err misses deliveries, and so does a LogLevel below 9 in sendmail.cf).',
    action: 'See that syslogd runs, that the selector is mail.info or mail.debug and LogLevel 9 or more; refresh both.',
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
