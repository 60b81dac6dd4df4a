import type { ErrorRow } from '../error-row.ts';
import { says, saysIn } from './wordings.ts';

/** Delivery on this host itself: mailboxes, programs, filters. Mail to the relay is not concerned by most of it. */
export const localDeliveryRows: readonly ErrorRow[] = [
  {
    code: 'CONFIG_LOCAL_MAILER_MISSING',
    stage: 'configuration',
    title: 'The program for local delivery is missing',
    meaning:
      'Sendmail cannot start its local mailer (for example /bin/bellmail or procmail). Mail to local users and bounces are stuck; mail to the relay is not.',
    action: 'Install the program, or name an existing one in the Mlocal line of sendmail.cf, then restart.',
    commands: ['grep "^Mlocal" /etc/mail/sendmail.cf', 'ls -l /bin/bellmail'],
    effect: 'temporary',
    wordings: says('Cannot exec [^ ]+: ', 'Warning: program [^ ]+ unsafe: ', 'mailer [a-z]+ (?:died|exec failed)'),
    source: 'Sendmail source, deliver.c',
  },
  {
    code: 'CONFIG_LOCAL_MAILER_FAILED',
    stage: 'configuration',
    title: 'The program for local delivery failed',
    meaning:
      'Sendmail handed a message to a local program (mailbox, filter, pipe in aliases) and that program ended with an error. Mail to the relay is not concerned.',
    action:
      'Find the program in the Mlocal or Mprog line, in aliases or .forward, and run it by hand as the same user; check space and rights of the mailbox.',
    commands: ['grep "^M[lp]" /etc/mail/sendmail.cf', 'grep "|" /etc/mail/aliases', 'df -g /var'],
    effect: 'temporary',
    wordings: says(
      'Command died with status',
      'Command output: ',
      '^ *pipe to [|]/',
      'local delivery failed',
      '"[|][^"]{1,300}"[.]{3} ',
      'I/O error$',
      'stat=I/O error',
      'unknown mailer error [0-9]+',
      'Operating system error',
      'mailer [(][^)]{1,60}[)] exited with EX_[A-Z]+',
      'Insufficient permission',
      "Can't create output",
      'putbody: write error',
      'mailer [a-z]+ died with signal',
      'stat=(?:Data format error, )?Command line usage error',
      'smrsh: .{0,80}not available',
    ),
    source: 'Sendmail source, sysexits.c and deliver.c',
  },
  {
    code: 'SERVICE_OPERATING_SYSTEM',
    stage: 'service',
    title: 'The operating system refuses Sendmail what it needs',
    meaning:
      'While Sendmail was about to speak to the relay, this host had no process, memory, file or socket left for it (exit status 71). Mail waits and is tried again.',
    action: 'Look at the SYSERR line beside it, at memory, paging space and the limits of processes and files.',
    commands: ['lsps -s', 'errpt | head', 'ulimit -a', 'ps -ef | wc -l', 'lsattr -El sys0 -a maxuproc'],
    effect: 'temporary',
    wordings: [],
    source: 'Sendmail source, deliver.c (EX_OSERR with an SMTP mailer)',
  },
  {
    code: 'CONFIG_LOCAL_USER_UNKNOWN',
    stage: 'configuration',
    title: 'A local recipient does not exist on this host',
    meaning:
      'Sendmail took the address for one of this host (not for the relay) and found neither a user nor an alias of that name. Such mail bounces.',
    action:
      'Correct the address, add an alias, or, if the domain is not local at all, take it out of local-host-names (class w).',
    commands: ['grep -i {recipient} /etc/mail/aliases', 'newaliases', 'cat /etc/mail/local-host-names'],
    effect: 'permanent',
    wordings: says('mail[.]local: unknown (?:user|name)'),
    source: 'Sendmail log, mailer=local',
  },
  {
    code: 'CONFIG_FILTER_DOWN',
    stage: 'configuration',
    title: 'A mail filter (milter) does not answer',
    meaning:
      'Sendmail is told to ask a filter program and cannot reach it. Depending on its flags mail passes unfiltered, waits, or is refused.',
    action: 'Start the filter, or take it out of InputMailFilters in sendmail.cf and restart.',
    commands: ['grep -E "^X|InputMailFilters" /etc/mail/sendmail.cf', 'refresh -s sendmail'],
    effect: 'temporary',
    wordings: saysIn(
      ['maillog'],
      'Milter [(][^)]+[)]: (?:error|timeout|to error state|write|read|init)',
      'milter_[a-z_]+[(][^)]+[)]: ',
      'warning: connect to Milter service [^ ]{1,200}: .{1,60}',
      'error connecting to filter',
      'Milter [(][^)]+[)]: (?:Unknown protocol for|Unknown host name|unknown port name|unknown socket|local socket name|empty or missing)',
      'Milter [(][^)]+[)]: open .{1,120} failed',
    ),
    source: 'Sendmail source, milter.c',
  },
];
