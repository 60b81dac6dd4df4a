/** Sources of sendmail.cf and submit.cf as an administrator of AIX would write them; the waits are short so that faults show soon. */
const waits = [
  'ICONNECT',
  'CONNECT',
  'INITIAL',
  'HELO',
  'MAIL',
  'RCPT',
  'DATAINIT',
  'DATABLOCK',
  'DATAFINAL',
  'RSET',
  'QUIT',
  'AUTH',
  'STARTTLS',
]
  .map((name) => `define(\`confTO_${name}', \`4s')dnl`)
  .join('\n');

export const sendmailSource = `divert(0)dnl
OSTYPE(\`linux')dnl
define(\`SMART_HOST', \`smtp.relay.test')dnl
define(\`RELAY_MAILER_ARGS', \`TCP $h 587')dnl
define(\`ESMTP_MAILER_ARGS', \`TCP $h 587')dnl
define(\`confAUTH_MECHANISMS', \`PLAIN LOGIN')dnl
define(\`confCACERT', \`/etc/mail/certs/ca.pem')dnl
define(\`confCACERT_PATH', \`/etc/mail/certs')dnl
define(\`confPID_FILE', \`/etc/mail/sendmail.pid')dnl
define(\`STATUS_FILE', \`')dnl
define(\`ALIAS_FILE', \`/etc/mail/aliases')dnl
define(\`confCW_FILE', \`-o /etc/mail/local-host-names')dnl
define(\`QUEUE_DIR', \`/var/spool/mqueue')dnl
define(\`confLOG_LEVEL', \`9')dnl
define(\`confQUEUE_LA', \`250')dnl
define(\`confREFUSE_LA', \`300')dnl
define(\`confTO_IDENT', \`0s')dnl
define(\`confTO_RESOLVER_RETRANS', \`1s')dnl
define(\`confTO_RESOLVER_RETRY', \`1')dnl
${waits}
define(\`LOCAL_MAILER_PATH', \`/usr/bin/bellmail')dnl
define(\`LOCAL_MAILER_ARGS', \`mail $u')dnl
define(\`LOCAL_MAILER_FLAGS', \`Sn')dnl
FEATURE(\`nocanonify')dnl
FEATURE(\`no_default_msa')dnl
FEATURE(\`authinfo', \`hash -o /etc/mail/authinfo.db')dnl
FEATURE(\`access_db', \`hash -T<TMPF> -o /etc/mail/access.db')dnl
DAEMON_OPTIONS(\`Family=inet, Name=MTA')dnl
MAILER(\`local')dnl
MAILER(\`smtp')dnl
`;

/** As an administrator leaves it who never heard of authinfo. */
export const sourceWithoutAuthinfo = sendmailSource.replace(/^FEATURE\(`authinfo.*$/mu, 'dnl');

export const submitSource = `divert(0)dnl
OSTYPE(\`linux')dnl
define(\`confCF_VERSION', \`Submit')dnl
define(\`__OSTYPE__', \`')dnl
define(\`_USE_DECNET_SYNTAX_', \`1')dnl
define(\`confTIME_ZONE', \`USE_TZ')dnl
define(\`confDONT_INIT_GROUPS', \`True')dnl
define(\`MSP_QUEUE_DIR', \`/var/spool/clientmqueue')dnl
define(\`confPID_FILE', \`/var/spool/clientmqueue/sm-client.pid')dnl
define(\`STATUS_FILE', \`')dnl
define(\`confTO_ICONNECT', \`4s')dnl
FEATURE(\`msp', \`[127.0.0.1]')dnl
`;
