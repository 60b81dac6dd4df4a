import type { ErrorRow } from '../error-row.ts';
import { says, saysIn } from './wordings.ts';

const start = 'startsrc -s sendmail -a "-bd -q30m"';

/** Sendmail as a service: the System Resource Controller, the daemon, the port. */
export const serviceRows: readonly ErrorRow[] = [
  {
    code: 'SERVICE_INOPERATIVE',
    stage: 'service',
    title: 'Sendmail is not running (inoperative)',
    meaning:
      'The mail daemon is stopped. Deferred mail is not tried again, and programs that hand mail to the local daemon fail.',
    action: `Start it with its arguments (a bare startsrc is not enough), look again after a few seconds, and see that /etc/rc.tcpip starts it at boot.`,
    commands: [start, 'lssrc -s sendmail', 'grep sendmail /etc/rc.tcpip'],
    effect: 'temporary',
    wordings: saysIn(['src'], '0513-004', '^sendmail +(?:mail +)?inoperative', '0513-036').concat(
      saysIn(['mailq'], 'mail system is down'),
    ),
    source: 'AIX 7 SRC messages 0513-004, 0513-036',
  },
  {
    code: 'SERVICE_NOT_ON_FILE',
    stage: 'service',
    title: 'The SRC does not know a sendmail subsystem',
    meaning:
      'There is no definition of the sendmail subsystem: the fileset is missing, or another mail program is used here.',
    action:
      'See whether the fileset is installed and which mail program runs; install bos.net.tcp.sendmail (AIX 7.2 and later) or define the subsystem again.',
    commands: ['lslpp -Lc bos.net.tcp.sendmail', 'ps -ef | grep -i sendmail', 'ls -l /usr/lib/sendmail'],
    effect: 'temporary',
    wordings: saysIn(['src'], '0513-085', '0513-086'),
    source: 'AIX 7 SRC messages 0513-085, 0513-086',
  },
  {
    code: 'SERVICE_STOPPING',
    stage: 'service',
    title: 'Sendmail is between two states (stopping or starting)',
    meaning:
      'A stop was asked for and is not finished, or a start is under way. In this state a new start is refused (0513-029).',
    action:
      'Wait until lssrc says inoperative (a minute at most), then start it. If it stays, end the process named in /etc/mail/sendmail.pid.',
    commands: ['lssrc -s sendmail', 'head -1 /etc/mail/sendmail.pid', start],
    effect: 'temporary',
    wordings: saysIn(['src'], '0513-044', '0513-029'),
    source: 'AIX 7 SRC messages 0513-044, 0513-029',
  },
  {
    code: 'SERVICE_SUSPENDED',
    stage: 'service',
    title: 'The Sendmail daemon is frozen',
    meaning:
      'The process is there, so that the SRC calls it active, but a stop signal holds it: it accepts no mail and runs no queue.',
    action:
      'Let it go on with a CONT signal and find out who stopped it; if it does not recover, stop it and start it again.',
    commands: ['ps -l -p `head -1 /etc/mail/sendmail.pid`', 'kill -CONT `head -1 /etc/mail/sendmail.pid`', start],
    effect: 'temporary',
    wordings: [],
    source: 'AIX documentation, ps: process state T',
  },
  {
    code: 'SERVICE_OLD_CONFIGURATION',
    stage: 'service',
    title: 'The daemon runs with the sendmail.cf of before',
    meaning:
      'sendmail.cf was changed after the daemon started. New messages follow the new file, the queue runs of the daemon the old one.',
    action: 'Make the daemon read its file anew, then look at the queue again.',
    commands: ['refresh -s sendmail', 'mailq'],
    effect: 'temporary',
    wordings: [],
    source: 'Sendmail operations guide, signals',
  },
  {
    code: 'SERVICE_OUTSIDE_SRC',
    stage: 'service',
    title: 'Sendmail runs, but was not started by the SRC',
    meaning:
      'lssrc says inoperative although a sendmail daemon runs. Mail flows, but stopsrc and refresh have no effect on this daemon.',
    action: 'End the daemon named in its pid file and start it through the SRC.',
    commands: ['kill `head -1 /etc/mail/sendmail.pid`', start, 'lssrc -s sendmail'],
    effect: 'none',
    wordings: [],
    source: 'AIX documentation, starting the sendmail daemon',
  },
  {
    code: 'SERVICE_NO_QUEUE_RUNNER',
    stage: 'service',
    title: 'Sendmail runs without a queue interval (-q)',
    meaning:
      'The daemon accepts mail but never tries deferred messages again: what does not get out at once waits for ever.',
    action: 'Restart it with a queue interval.',
    commands: ['sed -n 2p /etc/mail/sendmail.pid', 'stopsrc -s sendmail', start],
    effect: 'temporary',
    wordings: saysIn(['maillog'], 'starting daemon [(][^)]+[)]: SMTP$', 'restarted too many times, queue runner lost'),
    source: 'Sendmail 8.15.2 log',
  },
  {
    code: 'SERVICE_NOT_RUNNING_MAIL_WAITING',
    stage: 'service',
    title: 'Sendmail is not running and mail is waiting',
    meaning: 'The mail daemon is stopped and the queue holds messages: nobody tries them again.',
    action: 'Start the daemon; it works off the queue by itself.',
    commands: [start, 'lssrc -s sendmail', 'mailq'],
    effect: 'temporary',
    wordings: [],
    source: 'AIX documentation',
  },
  {
    code: 'SERVICE_PORT_IN_USE',
    stage: 'service',
    title: 'Another process holds the mail port (25)',
    meaning: 'Sendmail cannot open its port because another process, often an older sendmail, already listens there.',
    action: 'Find the process that holds the port; end it if it is a stray sendmail, then start the service.',
    commands: [
      'netstat -Aan | grep "[.]25 .*LISTEN"',
      'head -1 /etc/mail/sendmail.pid',
      'ps -ef | grep sendmail',
      start,
    ],
    effect: 'temporary',
    wordings: says(
      'cannot bind: Address already in use',
      'opendaemonsocket: .{0,60}Address already in use',
      'bind .{1,60} port .{1,20}: Address already in use',
      'problem creating SMTP socket',
      'opendaemonsocket: server SMTP socket wedged',
    ),
    source: 'Sendmail 8.15.2 and 8.17.1 logs',
  },
  {
    code: 'SERVICE_CANNOT_LISTEN',
    stage: 'service',
    title: 'Sendmail cannot open its mail port',
    meaning:
      'The daemon may not listen on its port or address: it does not run as root, or the address is not on this host.',
    action:
      'Start it as root through the SRC; compare DaemonPortOptions in sendmail.cf with the addresses of this host.',
    commands: ['grep DaemonPortOptions /etc/mail/sendmail.cf', 'ifconfig -a', start],
    effect: 'temporary',
    wordings: says(
      'cannot bind: Permission denied',
      "cannot bind: (?:Can't|Cannot) assign requested address",
      'opendaemonsocket: .{0,60}cannot (?:bind|listen)',
      "opendaemonsocket: .{0,60}can't create server SMTP socket",
      'opendaemonsocket: .{0,60}unsafe domain socket',
    ),
    source: 'Sendmail source, daemon.c',
  },
  {
    code: 'SERVICE_LOCAL_REFUSED',
    stage: 'service',
    title: 'The local mail daemon does not accept mail',
    meaning:
      'Programs on this host hand their mail to the daemon on the same host (127.0.0.1), and that daemon does not answer. The mail waits in the client queue.',
    action:
      'Start Sendmail; if it runs, check that it listens on 127.0.0.1 port 25 and that /etc/hosts.deny does not shut out localhost.',
    commands: ['lssrc -s sendmail', start, 'mailq -Ac', 'netstat -an | grep "[.]25 .*LISTEN"'],
    effect: 'temporary',
    wordings: says(
      'Connection refused by (?:\\[(?:127[.]0[.]0[.]1|::1|IPv6:::1)\\]|localhost)',
      '(?:Connection timed out with|Connection reset by) (?:\\[(?:127[.]0[.]0[.]1|::1|IPv6:::1)\\]|localhost)',
      '(?:refused an attempted connect operation|did not respond within the timeout period)[.]? (?:by|with) (?:\\[127[.]0[.]0[.]1\\]|localhost)',
      'can ?not connect to (?:local )?(?:SMTP server|MTA) on localhost',
      'tcpwrappers [(]localhost[^)]*[)] rejection',
    ),
    source: 'Sendmail 8.12 and later, submission program',
  },
  {
    code: 'SERVICE_TERMINATED',
    stage: 'service',
    title: 'Sendmail ended unexpectedly',
    meaning:
      'The System Resource Controller saw the daemon end by itself; it does not run any more unless it was started again.',
    action: 'Read the mail log just before that time, check sendmail.cf, then start the service.',
    commands: ['errpt -a -N SRC', 'echo | /usr/lib/sendmail -bt', start],
    effect: 'temporary',
    wordings: saysIn(['errpt'], 'SRC_(?:SVKO|TRYX|RSTRT)[^\\n]{0,40}sendmail'),
    source: 'AIX error log, labels SRC_SVKO, SRC_TRYX, SRC_RSTRT',
  },
  {
    code: 'SERVICE_STARTED_WITHOUT_ARGUMENTS',
    stage: 'service',
    title: 'Sendmail was started without its arguments',
    meaning: 'Without -bd and -q Sendmail does not become a daemon; it asks for recipients and ends.',
    action: 'Start it with its arguments.',
    commands: [start, 'lssrc -s sendmail'],
    effect: 'temporary',
    wordings: says('Recipient names must be specified'),
    source: 'Sendmail 8.15.2, exit status 64',
  },
  {
    code: 'SRC_MASTER_DOWN',
    stage: 'service',
    title: 'The System Resource Controller itself does not answer',
    meaning:
      'srcmstr, which starts and watches all services of AIX, is not active. No service can be asked or started.',
    action: 'Check the srcmstr line in /etc/inittab and whether the process lives; init starts it again.',
    commands: ['ps -ef | grep srcmstr', 'lsitab srcmstr', 'telinit q'],
    effect: 'none',
    wordings: saysIn(['src'], '0513-001', '0513-017'),
    source: 'AIX SRC message 0513-001 (number known, text not verified)',
  },
];
