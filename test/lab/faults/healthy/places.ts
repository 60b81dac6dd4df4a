import type { Fault } from '../../fault.ts';
import { buildCf, changeCf } from '../mail-files.ts';
import { fillQueue, wantTotal } from '../queue/contents.ts';
import { state } from '../state.ts';
import { addToLog, logTime, well } from './layout.ts';

const arrives = { arrives: true } as const;
const day = 86_400;

const groups = (source: string): string =>
  source
    .replace(/^define\(`QUEUE_DIR'.*$/mu, "define(`QUEUE_DIR', `/var/spool/mqueue/main*')dnl")
    .concat("QUEUE_GROUP(`bulk', `P=/var/spool/mqueue/bulk*, F=f, I=10m')dnl\nFEATURE(`queuegroup', `bulk')dnl\n");
const makeGroups = async (host: Parameters<typeof buildCf>[0]): Promise<void> => {
  await host.must('cd /var/spool/mqueue && mkdir -m 700 main1 main2 bulk1 bulk2 bulk3');
  await buildCf(host, groups);
};

/** A control file as Sendmail writes it: one message, `created` and `tried` seconds ago. */
const queued = (
  path: string,
  message: { created: number; tried: number; tries: number; status?: string; to?: string; quarantine?: string },
): string => {
  const { created, tried, tries, status, to = 'user@partner.test', quarantine } = message;
  const lines = [
    'V8',
    `T@${created}@`,
    tries === 0 ? 'K0' : `K@${tried}@`,
    `N${tries}`,
    'P120000',
    ...(quarantine === undefined ? [] : [`q${quarantine}`]),
    ...(status === undefined ? [] : [`M${status}`]),
    'Fs',
    '$_root@localhost',
    '$rSMTP',
    '$slocalhost',
    'S<app@corp.test>',
    `rRFC822; ${to}`,
    `RPFD:<${to}>`,
    'H??From: app@corp.test',
    '.',
  ];
  return `perl -e 'my $text = join("\\n", @ARGV) . "\\n"; $text =~ s/@(\\d+)@/time - $1/ge; my $q = "${path}"; open(F, ">", $q) or die $!; print F $text; close F; (my $d = $q) =~ s/[qh]f([^\\/]*)$/df$1/; open(F, ">", $d); print F "Body-Canary\\n"; close F; utime time - ${created}, time - ${created}, $q, $d' ${lines.map((line) => `'${line}'`).join(' ')}`;
};

/** Queues, logs and files that lie elsewhere or look otherwise. */
export const layoutPlaces: readonly Fault[] = [
  state('layout-queue-groups', 'healthy', 'Two queue groups in five directories.', makeGroups, arrives),
  state(
    'layout-queue-groups-refused',
    'connectivity',
    'The same, and the relay refuses the connection.',
    async (host) => {
      await makeGroups(host);
      await host.network('tcp dport 587 reject with tcp reset');
    },
    {
      arrives: false,
      check: wantTotal(2),
    },
  ),
  state(
    'layout-queue-draining',
    well,
    'An outage is over, and a queue run is bringing out what gathered.',
    async (host) => {
      await host.must(fillQueue(300));
      host.edit('etc/mail/sendmail.cf', /^#?O ConnectionCacheSize=.*$/mu, 'O ConnectionCacheSize=0');
      host.relay({ slow: { '.': 0.3 } });
      await host.sh('/usr/lib/sendmail -q </dev/null >/dev/null 2>&1 & sleep 8');
    },
    { mail: 'none', arrives: true },
  ),
  state(
    'layout-queue-one-ancient',
    well,
    'One message for a machine inside that is gone waits for four days; everything else goes out.',
    (host) =>
      host.must(
        `touch -t 202601010000 /etc/mail/sendmail.cf /etc/mail/authinfo.db /etc/mail/access.db /etc/resolv.conf /etc/hosts; ${queued(
          '/var/spool/mqueue/qf6AMaaaaa000123',
          {
            created: 4 * day,
            tried: 600,
            tries: 190,
            status: 'Deferred: Connection timed out with oldhub.corp.test.',
            to: 'report@oldhub.corp.test',
          },
        )}`,
      ),
    arrives,
  ),
  state(
    'layout-queue-held-long-ago',
    well,
    'A message held by an administrator forty days ago; mail goes out.',
    (host) =>
      host.must(
        queued('/var/spool/mqueue/hf6AMaaaaa000124', {
          created: 40 * day,
          tried: 40 * day,
          tries: 0,
          quarantine: 'kept for the auditors',
        }),
      ),
    arrives,
  ),
  state(
    'layout-client-queue-test-of-last-spring',
    well,
    'A test mail of seven months ago lies in the submission queue; all mail since went out.',
    (host) =>
      host.must(
        `${queued('/var/spool/clientmqueue/qf6AMaaaaa000125', {
          created: 210 * day,
          tried: 210 * day,
          tries: 1,
          status: 'Deferred: Connection refused by [127.0.0.1]',
        })}; chown smmsp:smmsp /var/spool/clientmqueue/*`,
      ),
    arrives,
  ),
  state(
    'layout-log-of-all-programs',
    'healthy',
    'One file for all programs; Postfix and a scanner of logs tell of failures of their own.',
    async (host) => {
      host.write('etc/syslog.conf', 'mail.debug\t@loghost.corp.test\n*.info\t\t/var/log/all.log\n');
      await host.must('> /var/log/all.log; chmod 640 /var/log/all.log; refresh -s syslogd');
      await host.send();
      const at = logTime(30);
      const lines = [
        `${at} h1 postfix/smtp[9101]: 4Xq1Zk2Wz3: to=<a@sendmail.partner.test>, relay=none, delay=12, dsn=4.4.1, status=deferred (connect to sendmail.partner.test[192.0.2.9]:25: Connection timed out)`,
        `${at} h1 postfix/smtp[9102]: 4Xq1Zk2Wz4: to=<b@partner.test>, relay=mx.partner.test[192.0.2.9]:25, delay=1, dsn=5.7.1, status=bounced (host mx.partner.test[192.0.2.9] said: 554 5.7.1 Relay access denied (in reply to RCPT TO command))`,
        `${at} h1 logscan[77]: 2 lines of sendmail: "stat=Deferred: Connection refused by smtp.relay.test", "reply=535 Authentication failed"`,
        `${at} h1 sudo[78]: mailops : COMMAND=/usr/sbin/sendmail -bp`,
      ];
      host.write('var/log/all.log', `${host.read('var/log/all.log')}${lines.join('\n')}\n`);
    },
    { mail: 'none', ...arrives },
  ),
  state(
    'layout-log-with-strangers',
    'healthy',
    'Strangers try the daemon: relaying denied, logins that fail, sessions that break off.',
    async (host) => {
      await host.send();
      const at = logTime(20);
      const sendmail = `${at} ${host.name} sendmail[4711]`;
      addToLog(host, [
        `${sendmail}: 6AMJ1aaa004711: ruleset=check_rcpt, arg1=<spam@other.test>, relay=[192.0.2.66], reject=550 5.7.1 <spam@other.test>... Relaying denied`,
        `${sendmail}: AUTH failure (LOGIN): authentication failure (-13) SASL(-13): authentication failure: checkpass failed, user=admin, relay=[192.0.2.66]`,
        `${sendmail}: 6AMJ1aaa004711: lost input channel from [192.0.2.66] to MTA after rcpt`,
        `${sendmail}: STARTTLS=server, error: accept failed=-1, reason=wrong version number, SSL_error=1, errno=0, retry=-1, relay=[192.0.2.66]`,
        `${sendmail}: 6AMJ1aab004711: [192.0.2.66]: Possible SMTP RCPT flood, throttling.`,
        `${sendmail}: ruleset=check_relay, arg1=[192.0.2.66], arg2=192.0.2.66, relay=[192.0.2.66], reject=550 5.7.1 Access denied`,
      ]);
    },
    { mail: 'none', ...arrives },
  ),
  state(
    'layout-log-of-last-year',
    'healthy',
    'The log goes back over the turn of the year: its last failures are of eleven months ago.',
    async (host) => {
      addToLog(
        host,
        [330, 329, 328].map(
          (days, at) =>
            `${logTime(days * day)} ${host.name} sendmail[81${at}]: 5CKJ1aaa0081${at}: to=<user@partner.test>, delay=00:00:05, xdelay=00:00:05, mailer=relay, pri=120000, relay=smtp.relay.test. [198.51.100.25], dsn=5.0.0, stat=Service unavailable`,
        ),
      );
    },
    { mail: 'none' },
  ),
  state(
    'layout-log-empty-and-old-one-packed',
    'healthy',
    'Rotated a moment ago; the old file is packed and has a date in its name.',
    async (host) => {
      await host.send();
      await host.must(
        'mv /var/log/maillog /var/log/maillog-20260101; gzip /var/log/maillog-20260101; > /var/log/maillog; chmod 640 /var/log/maillog; kill -HUP $(cat /var/src/syslogd.pid)',
      );
    },
    { mail: 'none', ...arrives },
  ),
  state(
    'layout-cf-with-carriage-returns',
    'healthy',
    'sendmail.cf was edited on another system: every line ends with a carriage return as well.',
    async (host) => {
      host.write('etc/mail/sendmail.cf', host.read('etc/mail/sendmail.cf').replaceAll('\n', '\r\n'));
      await host.restart();
    },
    arrives,
  ),
  state(
    'layout-cf-spaced-out',
    'healthy',
    'sendmail.cf with comments, blanks around the signs and lines that go on.',
    async (host) => {
      const text = host
        .read('etc/mail/sendmail.cf')
        .replace(/^DSsmtp\.relay\.test$/mu, '# DSold.relay.test\nDSsmtp.relay.test')
        .replace(/^O QueueDirectory=(.*)$/mu, 'O QueueDirectory = $1')
        .replace(/^O (LogLevel)=(.*)$/mu, 'O $1 =  $2')
        .replace(/^Kauthinfo hash -o /mu, 'Kauthinfo\thash\t-o  ')
        .replace(/^(Mrelay,.*?), P=\[IPC\], /mu, '$1,\n\t\tP=[IPC],\n\t\t');
      host.write('etc/mail/sendmail.cf', text);
      await host.restart();
    },
    arrives,
  ),
  state(
    'layout-cf-of-old',
    'healthy',
    'A sendmail.cf of many years, with options of one letter.',
    async (host) => {
      const text = host
        .read('etc/mail/sendmail.cf')
        .replace(/^V\d+.*$/mu, 'V8')
        .replace(/^O QueueDirectory=(.*)$/mu, 'OQ$1')
        .replace(/^O LogLevel=(.*)$/mu, 'OL$1')
        .replace(/^O AliasFile=(.*)$/mu, 'OA$1')
        .replace(/^#?O QueueLA=.*$/mu, 'Ox250')
        .replace(/^#?O RefuseLA=.*$/mu, 'OX300');
      host.write('etc/mail/sendmail.cf', text);
      await host.restart();
    },
    arrives,
  ),
  state(
    'layout-cf-of-old-load',
    ['queue', 'degraded'],
    'The same, and OX and Ox stop the daemon at a load that this host always has.',
    async (host) => {
      const text = host
        .read('etc/mail/sendmail.cf')
        .replace(/^#?O QueueLA=.*$/mu, 'Ox0')
        .replace(/^#?O QueueFactor=.*$/mu, 'Oq1')
        .replace(/^#?O RefuseLA=.*$/mu, 'OX300');
      host.write('etc/mail/sendmail.cf', text);
      await host.restart();
    },
    { codes: ['QUEUE_LOAD_TOO_HIGH'] },
  ),
  state(
    'layout-cf-in-etc',
    'healthy',
    'sendmail.cf lies in /etc and /etc/mail has a link to it.',
    async (host) => {
      await host.must(
        'rm /etc/sendmail.cf; mv /etc/mail/sendmail.cf /etc/sendmail.cf; ln -s ../sendmail.cf /etc/mail/sendmail.cf',
      );
      await host.restart();
    },
    arrives,
  ),
  state(
    'layout-cf-with-carriage-returns-refused',
    'connectivity',
    'Carriage returns, and the relay refuses the connection.',
    async (host) => {
      host.write('etc/mail/sendmail.cf', host.read('etc/mail/sendmail.cf').replaceAll('\n', '\r\n'));
      await host.restart();
      await host.network('tcp dport 587 reject with tcp reset');
    },
    { arrives: false },
  ),
  state(
    'layout-log-in-queue-directory',
    'healthy',
    'The log lies in the queue directory, as AIX proposes it in a comment of syslog.conf.',
    async (host) => {
      host.write('etc/syslog.conf', 'mail.debug\t\t/var/spool/mqueue/syslog\n');
      await host.must('> /var/spool/mqueue/syslog; chmod 640 /var/spool/mqueue/syslog; refresh -s syslogd');
    },
    arrives,
  ),
  state(
    'layout-login-elsewhere',
    'healthy',
    'The map of logins has another place and name.',
    async (host) => {
      await host.must(
        'mkdir -m 700 /etc/mail/auth; mv /etc/mail/authinfo /etc/mail/auth/client-info; mv /etc/mail/authinfo.db /etc/mail/auth/client-info.db',
      );
      await changeCf(host, /^(Kauthinfo .*)\/etc\/mail\/authinfo/mu, '$1/etc/mail/auth/client-info');
    },
    arrives,
  ),
  state(
    'layout-login-elsewhere-stale',
    'configuration',
    'The same, and its database holds the password of before.',
    async (host) => {
      await host.must(
        'mkdir -m 700 /etc/mail/auth; mv /etc/mail/authinfo /etc/mail/auth/client-info; rm /etc/mail/authinfo.db',
      );
      host.write('tmp/old', host.read('etc/mail/auth/client-info').replace(/"P:[^"]*"/u, '"P:former"'));
      await host.must('makemap hash /etc/mail/auth/client-info < /tmp/old; rm /tmp/old; chmod 600 /etc/mail/auth/*');
      await changeCf(host, /^(Kauthinfo .*)\/etc\/mail\/authinfo/mu, '$1/etc/mail/auth/client-info');
    },
    { arrives: false, codes: ['CONFIG_AUTHINFO_DB_STALE'] },
  ),
  state(
    'layout-masquerade',
    'healthy',
    'Senders are masqueraded as corp.test, and the relay takes no other.',
    async (host) => {
      host.relay({
        refuses: { sender: '<[^>]*@h\\d+\\.', reply: '553 5.7.1 Sender address rejected: not owned by user' },
      });
      await buildCf(host, (source) =>
        source.replace(
          /^MAILER\(`local'/mu,
          "MASQUERADE_AS(`corp.test')dnl\nFEATURE(`masquerade_envelope')dnl\nFEATURE(`masquerade_entire_domain')dnl\nMASQUERADE_DOMAIN(`corp.test')dnl\n$&",
        ),
      );
    },
    arrives,
  ),
  state(
    'layout-masquerade-forgotten',
    'relay',
    'The same relay, and the line of the masquerade went lost.',
    async (host) =>
      host.relay({
        refuses: { sender: '<[^>]*@h\\d+\\.', reply: '553 5.7.1 Sender address rejected: not owned by user' },
      }),
    { arrives: false },
  ),
];
