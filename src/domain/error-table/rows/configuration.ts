import type { ErrorRow } from '../error-row.ts';
import { says } from './wordings.ts';

const refresh = 'refresh -s sendmail';

/** sendmail.cf and its neighbours, the build of the program, local delivery. Credentials files: see authinfo.ts. */
export const configurationRows: readonly ErrorRow[] = [
  {
    code: 'CONFIG_FILE_MISSING',
    stage: 'configuration',
    title: 'The main configuration file is missing or unreadable',
    meaning: 'Sendmail cannot read sendmail.cf, so it can neither start nor deliver.',
    action: 'Restore /etc/mail/sendmail.cf from a backup (owner root, mode 644), then start the service.',
    commands: ['ls -l /etc/mail/sendmail.cf /etc/sendmail.cf', 'startsrc -s sendmail -a "-bd -q30m"'],
    effect: 'temporary',
    wordings: says(
      'cannot open (?:/etc/mail/|/etc/)?sendmail[.]cf',
      '/sendmail[.]cf: No such file or directory',
      '(?:fopen|fileclass|readcf): cannot open',
      'fatal: open [^ ]+main[.]cf: No such file',
    ),
    source: 'Sendmail source, readcf.c',
  },
  {
    code: 'CONFIG_SYNTAX_ERROR',
    stage: 'configuration',
    title: 'sendmail.cf has an error',
    meaning:
      'Sendmail complains about its configuration file. The daemon may not start, or run with other settings than intended.',
    action: 'Let Sendmail name the line, correct it (or restore the last good copy), then restart the service.',
    commands: ['echo | /usr/lib/sendmail -bt', 'stopsrc -s sendmail', 'startsrc -s sendmail -a "-bd -q30m"'],
    effect: 'temporary',
    wordings: says(
      'QueueDirectory [(]Q[)] option must be set',
      'sendmail[.]cf: line [0-9]+: ',
      'submit[.]cf: line [0-9]+: ',
      'readcf: (?:unknown|invalid|bad|missing|illegal|config|line)',
      'readcf: ',
      'unknown configuration line',
      'unknown option name',
      'invalid (?:rewrite|ruleset) (?:line|name)',
      'Bad ruleset definition',
      'mailer .{1,30} (?:not in mailer table|is undefined)',
      'Unknown mailer',
      'file class: cannot open',
      'need O?utput ?[a-z]* format|No local mailer defined',
      'Warning: .cf (?:file is out of date|version level)',
    ),
    source: 'Sendmail source, readcf.c and main.c',
  },
  {
    code: 'CONFIG_NO_SMART_HOST',
    stage: 'configuration',
    title: 'No relay is set in sendmail.cf (DS is empty)',
    meaning:
      'Sendmail tries to deliver to each domain directly instead of through the relay. From most internal hosts that is blocked.',
    action:
      'Set SMART_HOST (the DS line) to the relay and restart; delivery straight to the internet is only right when it is meant so.',
    commands: ['grep "^DS" /etc/mail/sendmail.cf', refresh],
    effect: 'temporary',
    wordings: [],
    source: 'Sendmail cf/README',
  },
  {
    code: 'CONFIG_BUILD_WITHOUT_TLS',
    stage: 'configuration',
    title: 'This Sendmail was built without TLS',
    meaning:
      'The program in use cannot do STARTTLS, and the relay demands it. The standard sendmail of AIX 7.2 is such a build.',
    action:
      'Point /usr/lib/sendmail to /usr/sbin/sendmail_ssl if it is there (an update may have reset the link), or install the AIX Toolbox build; then restart.',
    commands: ['echo | /usr/lib/sendmail -d0.1 -bt | head -20', 'ls -l /usr/lib/sendmail /usr/sbin/sendmail*'],
    effect: 'permanent',
    wordings: [],
    source: 'APAR IV91473, Sendmail -d0.1',
  },
  {
    code: 'CONFIG_BUILD_WITHOUT_SASL',
    stage: 'configuration',
    title: 'This Sendmail was built without SASL: it cannot log in',
    meaning: 'The program in use has no SMTP AUTH; authinfo is ignored without a word, and the relay demands a login.',
    action: 'Use the AIX Toolbox build or AIX 7.3, or let the relay accept this host by its address.',
    commands: ['echo | /usr/lib/sendmail -d0.1 -bt | head -20', 'lslpp -Lc bos.net.tcp.sendmail'],
    effect: 'permanent',
    wordings: says('Dependent module [^ ]*libsasl'),
    source: 'Sendmail -d0.1, APARs IJ42911 and IJ40668',
  },
  {
    code: 'CONFIG_SENDMAIL_MISSING',
    stage: 'configuration',
    title: 'The sendmail program is not there',
    meaning: '/usr/lib/sendmail does not exist or points to nothing: no program on this host can send mail.',
    action: 'Install bos.net.tcp.sendmail (AIX 7.2 and later), or repair the link.',
    commands: ['ls -l /usr/lib/sendmail /usr/sbin/sendmail', 'lslpp -Lc bos.net.tcp.sendmail'],
    effect: 'permanent',
    wordings: says(
      '/usr/(?:lib|sbin)/sendmail: +(?:0403-006 .{0,20})?(?:not found|No such file)',
      '/usr/(?:lib|sbin)/sendmail: .{0,20}cannot execute',
    ),
    source: 'AIX 7.2 filesets',
  },
  {
    code: 'CONFIG_SUBMIT_CF_MISSING',
    stage: 'configuration',
    title: 'submit.cf is missing or unreadable',
    meaning:
      'Since AIX 7.2 TL4 programs hand in mail by way of submit.cf. Without it mail may be taken the old way or not at all.',
    action: 'Restore /etc/mail/submit.cf from the fileset or a backup (owner root, mode 644).',
    commands: ['ls -l /etc/mail/submit.cf', 'lslpp -f bos.net.tcp.sendmail | grep submit.cf'],
    effect: 'none',
    wordings: says('cannot open (?:/etc/mail/)?submit[.]cf', '/submit[.]cf: No such file or directory'),
    source: 'Sendmail 8.12 and later',
  },
  {
    code: 'CONFIG_RELAY_PORT_WRONG',
    stage: 'configuration',
    title: 'Sendmail uses another port than the relay expects',
    meaning:
      'The mailer line in sendmail.cf names a port (25 when it names none) on which the relay does not take this mail.',
    action:
      'Set RELAY_MAILER_ARGS to `TCP $h 587` (A=TCP $h 587 in the mailer line) and restart. Port 465 does not work with Sendmail as a client.',
    commands: ['grep "A=TCP" /etc/mail/sendmail.cf', refresh],
    effect: 'temporary',
    wordings: [],
    source: 'Sendmail cf/README',
  },
  {
    code: 'CONFIG_ALIASES_OUT_OF_DATE',
    stage: 'configuration',
    title: 'The alias database is older than the aliases file',
    meaning: 'aliases was changed but not rebuilt: the old aliases are in use. Mail to local names may go astray.',
    action: 'Rebuild it.',
    commands: ['newaliases'],
    effect: 'none',
    wordings: says(
      'alias database .{0,80}out of date',
      'Alias file .{0,80}out of date',
      'alias database .{0,80}(?:cannot|unsafe|missing)',
    ),
    source: 'Sendmail source, alias.c',
  },
  {
    code: 'CONFIG_HOST_NAME_UNQUALIFIED',
    stage: 'configuration',
    title: 'The host does not know its own full name',
    meaning:
      'Sendmail cannot turn the short host name into one with a domain. It waits a minute at each start, and relays may refuse its sender addresses.',
    action:
      'Put the full name first in /etc/hosts (`10.1.2.3 host01.example.com host01`), or set Dj in sendmail.cf; then restart.',
    commands: ['hostname', 'host `hostname`', 'grep -i `hostname` /etc/hosts'],
    effect: 'none',
    wordings: says(
      'local host name [(][^)]*[)] is not qualified',
      'My unqualified host name [(][^)]*[)] unknown',
      'unable to qualify my own domain name',
      'gethostbyaddr[(][^)]*[)] failed',
    ),
    source: 'Sendmail source, daemon.c and main.c',
  },
  {
    code: 'CONFIG_MAIL_LOOP',
    stage: 'configuration',
    title: 'Mail goes round in circles',
    meaning:
      'A message comes back to this host, or passes too many hosts: the relay name or a mail exchanger points back here, or aliases form a loop. Such mail bounces.',
    action:
      'Check that the relay (DS line) is not this host itself, that local domains are in class w (local-host-names), and aliases and .forward files.',
    commands: [
      'grep "^DS" /etc/mail/sendmail.cf',
      'cat /etc/mail/local-host-names',
      "echo '$=w' | /usr/lib/sendmail -bt",
    ],
    effect: 'permanent',
    wordings: says(
      'MX list for [^ ]+ points back to',
      'points back to [^ ]+$',
      'Hop count exceeded',
      'mail loop',
      'mail loops back to me',
      'config error: mail loops back',
      'Too many hops',
      'Local configuration error',
      'loops back to myself',
      'aliasing/forwarding loop',
    ),
    source: 'Sendmail source, headers.c and deliver.c; Postfix',
  },
  {
    code: 'CONFIG_PASSWORD_IN_CLEAR',
    stage: 'configuration',
    title: 'The password may travel unencrypted',
    meaning:
      'The relay offers logins without TLS and this Sendmail uses them: user and password cross the network readable.',
    action:
      'Set `O AuthOptions=p` (confAUTH_OPTIONS) so that plain logins are only used inside TLS, restart, and change the password.',
    commands: ['grep AuthOptions /etc/mail/sendmail.cf', refresh],
    effect: 'none',
    wordings: [],
    source: 'Sendmail 8.15.2 and 8.17.1 in a lab',
  },
  {
    code: 'CONFIG_UNSAFE_FILE',
    stage: 'configuration',
    title: 'Sendmail refuses a file because of its rights',
    meaning:
      'A file or one of its directories may be written by others, or belongs to the wrong user; Sendmail does not use it.',
    action: 'Give /etc/mail and the named file to root and take away write permission for group and others.',
    commands: ['ls -ld / /etc /etc/mail', 'ls -l /etc/mail', '/usr/lib/sendmail -v -d44.4 -bv postmaster'],
    effect: 'none',
    wordings: says(
      '(?:World|Group) writable (?:directory|file)',
      'unsafe map file',
      'WARNING: (?:World|Group) writable directory',
      'file [^ ]+ unsafe',
    ),
    source: 'Sendmail source, safefile.c',
  },
];
