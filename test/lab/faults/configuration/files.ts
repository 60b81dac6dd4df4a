import type { Fault } from '../../fault.ts';
import { leaveMapStale } from '../actions.ts';

const useBuild =
  (name: string): NonNullable<Fault['break']> =>
  async (host) => {
    await host.must(`ln -sf /usr/sbin/${name} /usr/lib/sendmail`);
    await host.restart();
  };

export const configurationFaults: readonly Fault[] = [
  {
    name: 'build-plain',
    expected: 'configuration',
    codes: ['CONFIG_BUILD_WITHOUT_TLS', 'CONFIG_BUILD_WITHOUT_SASL'],
    break: useBuild('sendmail_plain'),
    note: '/usr/lib/sendmail points to the build with neither STARTTLS nor SASLv2; the relay demands both.',
  },
  {
    name: 'build-without-sasl',
    expected: 'configuration',
    codes: ['CONFIG_BUILD_WITHOUT_SASL'],
    break: useBuild('sendmail_nosasl'),
    note: 'The build has STARTTLS and no SASLv2: authinfo is ignored.',
  },
  {
    name: 'authinfo-stale-touched',
    expected: 'configuration',
    codes: ['CONFIG_AUTHINFO_DB_STALE'],
    break: (host) => leaveMapStale(host, 'touch /etc/mail/authinfo.db'),
    note: 'touch made the database look new; it still holds the former password.',
  },
  {
    name: 'authinfo-db-missing',
    expected: 'configuration',
    codes: ['CONFIG_AUTHINFO_DB_MISSING'],
    break: async (host) => void (await host.must('rm /etc/mail/authinfo.db')),
    note: 'The K line has -o, so that Sendmail does not even complain.',
  },
  {
    name: 'authinfo-db-missing-required',
    expected: 'configuration',
    codes: ['CONFIG_AUTHINFO_DB_MISSING'],
    break: async (host) => {
      host.edit('etc/mail/sendmail.cf', 'Kauthinfo hash -o ', 'Kauthinfo hash ');
      await host.must('rm /etc/mail/authinfo.db');
      await host.restart();
    },
    note: 'Sendmail logs SYSERR: missing map file.',
  },
  {
    name: 'authinfo-missing-both',
    expected: 'configuration',
    codes: ['CONFIG_AUTHINFO_MISSING', 'CONFIG_AUTHINFO_DB_MISSING'],
    break: async (host) => void (await host.must('rm /etc/mail/authinfo /etc/mail/authinfo.db')),
    note: 'No credentials on the host at all, and the relay demands a login.',
  },
  {
    name: 'authinfo-db-damaged',
    expected: 'configuration',
    codes: ['CONFIG_AUTHINFO_DB_UNREADABLE', 'CONFIG_AUTHINFO_DB_STALE', 'CONFIG_AUTHINFO_DB_MISSING'],
    break: async (host) => host.write('etc/mail/authinfo.db', 'not a database\n'),
    note: 'The database is no database.',
  },
  {
    name: 'authinfo-unsafe-owner',
    expected: 'configuration',
    codes: ['CONFIG_AUTHINFO_DB_UNSAFE'],
    break: async (host) => void (await host.must('chown app /etc/mail/authinfo.db')),
    note: 'The database belongs to an ordinary user: Sendmail calls it an unsafe map file.',
  },
  {
    name: 'authinfo-other-host',
    expected: 'configuration',
    codes: ['CONFIG_AUTHINFO_NO_ENTRY'],
    break: async (host) => {
      host.edit('etc/mail/authinfo', 'AuthInfo:smtp.relay.test', 'AuthInfo:smtp.former.test');
      await host.must('makemap hash /etc/mail/authinfo < /etc/mail/authinfo');
    },
    note: 'The entry is for the relay of before: no login is offered.',
  },
  {
    name: 'authinfo-not-configured',
    expected: 'configuration',
    codes: ['CONFIG_AUTHINFO_NOT_CONFIGURED'],
    break: async (host) => {
      await host.must('cp /opt/lab/sendmail-without-authinfo.cf /etc/mail/sendmail.cf');
      await host.restart();
    },
    note: 'sendmail.cf has no authinfo map, so that the file means nothing.',
  },
  {
    name: 'authinfo-readable-by-all',
    expected: 'degraded',
    codes: ['CONFIG_AUTHINFO_READABLE_BY_ALL'],
    break: async (host) => void (await host.must('chmod 644 /etc/mail/authinfo')),
    note: 'Mail flows; everybody on the host can read the password.',
  },
  {
    name: 'sendmail-cf-missing',
    expected: 'configuration',
    codes: ['CONFIG_FILE_MISSING'],
    break: async (host) => void (await host.must('mv /etc/mail/sendmail.cf /etc/mail/sendmail.cf.old')),
    note: 'The daemon still runs on what it read at its start; every new process fails.',
  },
  {
    name: 'sendmail-cf-missing-restarted',
    expected: ['service', 'configuration'],
    codes: ['SERVICE_INOPERATIVE', 'SERVICE_NOT_RUNNING_MAIL_WAITING', 'SERVICE_TERMINATED', 'CONFIG_FILE_MISSING'],
    break: async (host) =>
      void (await host.sh(
        'mv /etc/mail/sendmail.cf /etc/mail/sendmail.cf.old; stopsrc -s sendmail; startsrc -s sendmail -a "-bd -q30m"',
      )),
    note: 'The service does not start, because its file is gone.',
    check: (answer) => {
      const named = [answer.code, ...answer.alsoFound.map((found) => found.code)];
      return named.includes('CONFIG_FILE_MISSING') ? [] : ['CONFIG_FILE_MISSING, the cause, is not named'];
    },
  },
  {
    name: 'sendmail-cf-syntax-error',
    expected: 'configuration',
    codes: ['CONFIG_SYNTAX_ERROR'],
    break: async (host) =>
      host.edit('etc/mail/sendmail.cf', /^DSsmtp\.relay\.test$/mu, 'DSsmtp.relay.test\nYes this is no directive'),
    note: 'An edit went wrong and nothing was restarted yet.',
  },
  {
    name: 'sendmail-cf-syntax-error-restarted',
    expected: ['service', 'configuration'],
    codes: ['SERVICE_INOPERATIVE', 'SERVICE_NOT_RUNNING_MAIL_WAITING', 'SERVICE_TERMINATED', 'CONFIG_SYNTAX_ERROR'],
    break: async (host) => {
      host.edit('etc/mail/sendmail.cf', /^DSsmtp\.relay\.test$/mu, 'DSsmtp.relay.test\nYes this is no directive');
      await host.sh('stopsrc -s sendmail; startsrc -s sendmail -a "-bd -q30m"');
    },
    note: 'The service does not start, because of an error in its file.',
    check: (answer) => {
      const named = [answer.code, ...answer.alsoFound.map((found) => found.code)];
      return named.includes('CONFIG_SYNTAX_ERROR') ? [] : ['CONFIG_SYNTAX_ERROR, the cause, is not named'];
    },
  },
  {
    name: 'no-smart-host',
    expected: 'configuration',
    codes: ['CONFIG_NO_SMART_HOST'],
    break: async (host) => {
      host.edit('etc/mail/sendmail.cf', /^DSsmtp\.relay\.test$/mu, 'DS');
      await host.restart();
    },
    note: "DS is empty: Sendmail tries the recipients' own servers, which the network does not allow.",
  },
  {
    name: 'submit-cf-missing',
    expected: ['healthy', 'degraded'],
    codes: ['CONFIG_SUBMIT_CF_MISSING'],
    break: async (host) => void (await host.must('rm /etc/mail/submit.cf')),
    later: (host) => host.send({ flags: '-odb' }),
    note: 'Sendmail then takes sendmail.cf for what programs submit, and mail goes out; older levels of AIX have no such file.',
  },
  {
    name: 'relay-port-wrong',
    expected: ['configuration', 'connectivity'],
    codes: ['CONFIG_RELAY_PORT_WRONG', 'CONNECT_REFUSED'],
    break: async (host) => {
      host.edit('etc/mail/sendmail.cf', /TCP \$h 587/gu, 'TCP $h 2525');
      await host.restart();
    },
    note: 'Nothing listens on the port that the mailer line names.',
  },
  {
    name: 'relay-port-465',
    expected: ['configuration', 'connectivity'],
    codes: ['CONNECT_WRAPPER_PORT', 'CONFIG_RELAY_PORT_WRONG'],
    break: async (host) => {
      host.edit('etc/mail/sendmail.cf', /TCP \$h 587/gu, 'TCP $h 465');
      await host.restart();
    },
    note: 'Port 465 speaks TLS from the first byte, which Sendmail as a client cannot.',
  },
  {
    name: 'netsvc-without-dns',
    expected: 'dns',
    codes: ['DNS_SWITCHED_OFF'],
    break: async (host) => {
      host.write('etc/netsvc.conf', 'hosts=local\n');
      // What netsvc.conf does on AIX is done by these two here.
      host.write('etc/nsswitch.conf', 'passwd: files\ngroup: files\nhosts: files\n');
      host.write('etc/mail/service.switch', 'hosts files\naliases files\n');
      await host.restart();
    },
    note: 'netsvc.conf says hosts=local: DNS is never asked.',
  },
  {
    name: 'aliases-out-of-date',
    expected: ['healthy', 'degraded'],
    codes: ['CONFIG_ALIASES_OUT_OF_DATE'],
    break: async (host) => void (await host.must('sleep 1; echo "ops: root" >> /etc/mail/aliases')),
    note: 'newaliases was forgotten; outgoing mail does not care.',
  },
  {
    name: 'mail-loop',
    expected: 'configuration',
    codes: ['CONFIG_MAIL_LOOP'],
    break: async (host) => {
      host.edit('etc/mail/sendmail.cf', /TCP \$h 587/gu, 'TCP $h 25');
      host.names({ records: { 'smtp.relay.test': [host.address] } });
      await host.restart();
    },
    note: 'The name of the smart host leads back to this host.',
  },
  {
    name: 'host-name-unqualified',
    expected: 'degraded',
    codes: ['CONFIG_HOST_NAME_UNQUALIFIED'],
    mail: 'none',
    break: async (host) => {
      await host.send();
      host.write('etc/hosts', `127.0.0.1\tloopback localhost\n${host.address}\t${host.name}\n`);
      host.names({ records: { [`${host.name}.corp.test`]: null } });
      await host.must(`/opt/lab/bin/hostname ${host.name}; stopsrc -s sendmail; startsrc -s sendmail -a "-bd -q30m"`);
      await host.must(
        'n=0; until [ -s /etc/mail/sendmail.pid ] || [ $n -gt 75 ]; do sleep 1; n=$((n + 1)); done; read -r pid < /etc/mail/sendmail.pid; echo $pid > /var/src/sendmail.pid',
      );
    },
    note: 'The host does not know its own full name: the start takes a minute, senders look like user@name.',
  },
];
