import type { ErrorRow } from '../error-row.ts';
import { says } from './wordings.ts';

const rebuild = 'makemap hash /etc/mail/authinfo < /etc/mail/authinfo';
const protect = 'chown root /etc/mail/authinfo.db && chmod 600 /etc/mail/authinfo /etc/mail/authinfo.db';

/** The file with the login for the relay, and the database made of it: the commonest place of mistakes. */
export const authinfoRows: readonly ErrorRow[] = [
  {
    code: 'CONFIG_AUTHINFO_NOT_CONFIGURED',
    stage: 'configuration',
    title: 'sendmail.cf does not use authinfo',
    meaning:
      'There is no authinfo map in sendmail.cf, so Sendmail never logs in to the relay, whatever the file holds.',
    action:
      "Add FEATURE(`authinfo', `hash /etc/mail/authinfo') to the .mc file, build sendmail.cf anew, then restart the service.",
    commands: ['grep -i authinfo /etc/mail/sendmail.cf', 'refresh -s sendmail'],
    effect: 'permanent',
    wordings: [],
    source: 'Sendmail cf/README',
  },
  {
    code: 'CONFIG_AUTHINFO_MISSING',
    stage: 'configuration',
    title: 'The authinfo file is missing',
    meaning: 'The file that should hold user and password for the relay is not there; Sendmail cannot log in.',
    action:
      'Create /etc/mail/authinfo with a line `AuthInfo:{relay} "U:user" "P:password" "M:PLAIN LOGIN"`, mode 600, and build the database.',
    commands: ['ls -l /etc/mail/authinfo', rebuild, protect],
    effect: 'permanent',
    wordings: says('/etc/mail/authinfo: No such file', '0653-341 The file /etc/mail/authinfo does not exist'),
    source: 'AIX ls message 0653-341',
  },
  {
    code: 'CONFIG_AUTHINFO_DB_STALE',
    stage: 'configuration',
    title: 'authinfo was changed, its database was not rebuilt',
    meaning:
      'Sendmail reads authinfo.db, which still holds the old login. The relay refuses it, and the log looks as with a wrong password. Mail bounces.',
    action:
      'Rebuild the database. No restart is needed; the next delivery uses it. (touch on the .db file hides the symptom and mends nothing.)',
    commands: [rebuild, protect],
    effect: 'permanent',
    wordings: [],
    source: 'Sendmail 8.15.2 in a lab',
  },
  {
    code: 'CONFIG_AUTHINFO_DB_MISSING',
    stage: 'configuration',
    title: 'The authinfo database was never built',
    meaning: 'authinfo.db is missing. Sendmail offers no login to the relay, which refuses the mail; it bounces.',
    action: 'Build the database and protect it.',
    commands: [rebuild, protect],
    effect: 'permanent',
    wordings: says(
      'map "authinfo": missing map file',
      'missing map file [^ ]*authinfo[^ ]*: No such file',
      'map "[a-z]*auth[a-z]*": missing map file',
      'authinfo[.]db: No such file',
    ),
    source: 'Sendmail 8.15.2 log',
  },
  {
    code: 'CONFIG_AUTHINFO_DB_UNREADABLE',
    stage: 'configuration',
    title: 'Sendmail cannot read the authinfo database',
    meaning:
      'authinfo.db is damaged, of another database type, or not readable. No login is offered to the relay; mail bounces.',
    action: 'Build the database anew with the makemap of the same Sendmail, and protect it.',
    commands: [`mv /etc/mail/authinfo.db /etc/mail/authinfo.db.old`, rebuild, protect],
    effect: 'permanent',
    wordings: says(
      'map "authinfo": (?:cannot open|could not|unable|bad|not a)',
      'Cannot open hash database [^ ]*authinfo',
      'authinfo[.]db: (?:Invalid argument|Permission denied|Bad file)',
    ),
    source: 'Sendmail source, map.c',
  },
  {
    code: 'CONFIG_AUTHINFO_DB_UNSAFE',
    stage: 'configuration',
    title: 'authinfo.db belongs to the wrong user',
    meaning:
      'Sendmail refuses the database because somebody else than root owns it or may write it. No login is offered; mail bounces.',
    action: 'Give it to root.',
    commands: [protect, 'ls -l /etc/mail/authinfo*'],
    effect: 'permanent',
    wordings: says('map "authinfo": unsafe map file', 'unsafe map file [^ ]*authinfo'),
    source: 'Sendmail 8.15.2 log',
  },
  {
    code: 'CONFIG_AUTHINFO_NO_ENTRY',
    stage: 'configuration',
    title: 'authinfo has no entry for this relay',
    meaning:
      'The file has lines, but none whose key is the relay that Sendmail uses. So no login is offered and the relay refuses the mail.',
    action:
      'Make the key equal to the relay name: `AuthInfo:{relay}` (no trailing dot, no port; brackets of DS count not), then rebuild.',
    commands: ['grep "^DS" /etc/mail/sendmail.cf', rebuild, protect],
    effect: 'permanent',
    wordings: [],
    source: 'Sendmail cf/README',
  },
  {
    code: 'CONFIG_AUTHINFO_READABLE_BY_ALL',
    stage: 'configuration',
    title: 'Everybody on the host can read the relay password',
    meaning:
      'authinfo or authinfo.db is readable by group or others. Mail flows, but the password is open to every local user.',
    action: 'Take the rights away, and change the password if untrusted users had access.',
    commands: [protect],
    effect: 'none',
    wordings: [],
    source: 'Sendmail security notes',
  },
  {
    code: 'CONFIG_MAP_MISSING',
    stage: 'configuration',
    title: 'A table that sendmail.cf names is missing or unreadable',
    meaning:
      'A map (access, mailertable, genericstable ...) named in sendmail.cf cannot be opened. Mail that needs it is held or refused.',
    action: 'Build the named map from its text file, or remove it from the configuration.',
    commands: ['makemap hash {file} < {file}', 'ls -l /etc/mail'],
    effect: 'temporary',
    wordings: says(
      'map "[^"]+": missing map file',
      'map "[^"]+": unsafe map file',
      'Cannot open hash database',
      'alias database unavailable',
      'NIS map .{1,60} specified, but NIS not running',
      'Cannot bind to map .{1,60} in domain',
      'Error in ldap_search in map',
      'Error getting LDAP results, map=',
      'cannot open (?:hash|dbm|btree) map',
      'map [^ ]+: (?:lookup [(][^)]*[)]: )?map (?:is )?not (?:open|found)',
    ),
    source: 'Sendmail source, map.c',
  },
];
