import { relayName, relayPort } from '../host-state.ts';
import { domain, type FileContext, fullName, type HostFile } from './host-file.ts';
import { nameServerAddresses } from './network-files.ts';

const year = 365 * 24 * 60;

const lines = (...text: readonly string[]): string => `${text.join('\n')}\n`;

const sendmailCf = ({ state, root }: FileContext): string =>
  lines(
    'V10/Berkeley',
    '# level 10 config file, made from m4',
    'Cwlocalhost',
    `Fw${root}/etc/mail/local-host-names`,
    '# "Smart" relay host (may be null)',
    `DS${state.smartHost}`,
    'DnMAILER-DAEMON',
    `Kaccess hash ${root}/etc/mail/access`,
    `Kauthinfo hash ${root}/etc/mail/authinfo`,
    'DZ8.18.1',
    'O SevenBitInput=False',
    `O AliasFile=${root}/etc/mail/aliases`,
    'O MinFreeBlocks=100',
    'O LogLevel=9',
    'O DaemonPortOptions=Name=MTA',
    `O QueueDirectory=${root}/var/spool/mqueue`,
    'O Timeout.queuereturn=5d',
    'O Timeout.queuewarn=4h',
    `O PidFile=${root}/etc/mail/sendmail.pid`,
    'O AuthMechanisms=PLAIN LOGIN',
    `O CACertFile=${root}/etc/mail/certs/relay-ca.pem`,
    'Stls_server',
    'R$*\t\t\t$: $(macro {TLS_Name} $@ $&{server_name} $) $1',
    'R$*\t\t\t$: $1 $| $>D <$&{server_name}> <?> <! "TLS_Srv"> <>',
    'Mlocal,\t\tP=/usr/bin/bellmail, F=lsDFMAw5:/|@qm9, S=EnvFromL/HdrFromL, R=EnvToL/HdrToL,',
    '\t\tT=DNS/RFC822/X-Unix,',
    '\t\tA=mail $u',
    'Mrelay,\t\tP=[IPC], F=mDFMuXa8k, S=EnvFromSMTP/HdrFromSMTP, R=MasqSMTP, E=\\r\\n, L=2040,',
    '\t\tT=DNS/RFC822/SMTP,',
    `\t\tA=TCP $h ${relayPort}`,
  );

const submitCf = ({ root }: FileContext): string =>
  lines(
    'V10/Berkeley',
    'D{MTAHost}[127.0.0.1]',
    'DZ8.18.1/Submit',
    `O QueueDirectory=${root}/var/spool/clientmqueue`,
    'O RunAsUser=smmsp',
  );

/** The maps of the simulated host hold their lines as text; its `makemap -u` prints them with lower-case keys, as the real one does. */
const map = (entries: readonly string[]): string =>
  lines(
    ...entries.map((entry) => {
      const [key = '', ...value] = entry.split(/\s+/);
      return `${key.toLowerCase()}\t${value.join(' ')}`;
    }),
  );

export const configurationFiles = (context: FileContext): HostFile[] => {
  const { state, root } = context;
  const stale = state.authinfo.join('\n') !== state.authinfoDb.join('\n');
  const access = ['Connect:127.0.0.1 RELAY', ...(state.demandsCertificate ? [`TLS_Srv:${relayName} TEMP+VERIFY`] : [])];
  return [
    { path: '/etc/mail/sendmail.cf', text: sendmailCf(context), minutesOld: year },
    { path: '/etc/mail/submit.cf', text: submitCf(context), minutesOld: year },
    { path: '/etc/mail/local-host-names', text: lines('localhost', fullName(context)), minutesOld: year },
    { path: '/etc/mail/authinfo', text: lines(...state.authinfo), mode: 0o600, minutesOld: stale ? 40 : year },
    { path: '/etc/mail/authinfo.db', text: map(state.authinfoDb), mode: 0o600, minutesOld: stale ? year : year - 1 },
    { path: '/etc/mail/access', text: lines(...access), mode: 0o640, minutesOld: year },
    { path: '/etc/mail/access.db', text: map(access), mode: 0o640, minutesOld: year - 1 },
    { path: '/etc/mail/aliases', text: lines('MAILER-DAEMON: root', 'postmaster: root'), minutesOld: year },
    { path: '/etc/mail/aliases.db', text: map(['mailer-daemon: root']), minutesOld: year - 1 },
    { path: '/etc/mail/certs/relay-ca.pem', text: context.authority, minutesOld: year },
    {
      path: '/etc/syslog.conf',
      text: lines('# where mail goes', `mail.info\t\t${root}/var/log/maillog`),
      minutesOld: year,
    },
    {
      path: '/etc/resolv.conf',
      text: lines(`domain\t${domain}`, ...nameServerAddresses.map((address) => `nameserver\t${address}`)),
      minutesOld: year,
    },
    { path: '/etc/netsvc.conf', text: lines('hosts=local,bind4'), minutesOld: year },
    {
      path: '/etc/hosts',
      text: lines('127.0.0.1\tloopback localhost', `192.0.2.11\t${fullName(context)} ${context.name}`),
      minutesOld: year,
    },
    ...(state.service === 'active'
      ? [
          {
            path: '/etc/mail/sendmail.pid',
            text: lines('5243302', `${root}/usr/lib/sendmail -bd -q30m`),
            minutesOld: 60 * 24 * 9,
          },
        ]
      : []),
  ];
};
