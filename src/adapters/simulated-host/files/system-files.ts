import type { FileContext, HostFile } from './host-file.ts';

const lines = (...text: readonly string[]): string => `${text.join('\n')}\n`;

const srcRow = (name: string, group: string, pid: string, status: string): string =>
  ` ${name.padEnd(17)}${group.padEnd(17)}${pid.padEnd(13)}${status}`;
const srcTitle = 'Subsystem         Group            PID          Status ';

const options = {
  complete: [
    ' Compiled with: DANE DNSMAP IPV6_FULL LDAPMAP LDAP_REFERRALS LOG MAP_REGEX',
    '                MATCHGECOS MILTER MIME7TO8 MIME8TO7 NAMED_BIND NETINET NETINET6',
    '                NETUNIX NEWDB PIPELINING SASLv2 SCANF SOCKETMAP STARTTLS',
    '                TLS_EC USERDB USE_LDAP_INIT XDEBUG',
  ],
  plain: [
    ' Compiled with: DNSMAP LDAPMAP LDAP_REFERRALS LOG MAP_REGEX MATCHGECOS',
    '                MILTER MIME7TO8 MIME8TO7 NAMED_BIND NETINET NETINET6 NETUNIX',
    '                NEWDB PIPELINING SCANF USERDB USE_LDAP_INIT XDEBUG',
  ],
};

const varSize = 4_194_304;

const diskFree = (free: number): HostFile[] => {
  const used = varSize - free;
  const percent = `${Math.round((100 * used) / varSize)}%`;
  const cell = (value: number | string, width: number): string => String(value).padStart(width);
  return [
    {
      path: '/sim/df',
      text: lines(
        'Filesystem    1024-blocks      Free %Used    Iused %Iused Mounted on',
        `/dev/hd9var   ${cell(varSize, 11)} ${cell(free, 9)} ${cell(percent, 5)}     9170     2% /var`,
      ),
    },
    {
      path: '/sim/df-posix',
      text: lines(
        'Filesystem    1024-blocks      Used Available Capacity Mounted on',
        `/dev/hd9var   ${cell(varSize, 11)} ${cell(used, 9)} ${cell(free, 9)} ${cell(percent, 8)} /var`,
      ),
    },
  ];
};

const errorStamp = (time: Date): string => {
  const two = (value: number): string => String(value).padStart(2, '0');
  return [time.getMonth() + 1, time.getDate(), time.getHours(), time.getMinutes(), time.getFullYear() % 100]
    .map(two)
    .join('');
};

/** What the programs of the host print when they have nothing to compute. */
export const systemFiles = (context: FileContext): HostFile[] => {
  const { state, name, now } = context;
  const running = state.service === 'active';
  const full = `369D049B   ${errorStamp(new Date(now.getTime() - 9 * 60_000))} I O SYSPFS         UNABLE TO ALLOCATE SPACE IN FILE SYSTEM`;
  return [
    { path: '/sim/hostname', text: lines(name) },
    {
      path: '/sim/lssrc-sendmail',
      text: lines(srcTitle, srcRow('sendmail', 'mail', running ? '5243302' : '', running ? 'active' : 'inoperative')),
    },
    { path: '/sim/lssrc-syslogd', text: lines(srcTitle, srcRow('syslogd', 'ras', '4128914', 'active')) },
    {
      path: '/sim/ps',
      text: lines(
        '       1        0     root /etc/init',
        ' 4128914  3801442     root /usr/sbin/syslogd',
        ...(running ? [' 5243302  3801442     root sendmail: accepting connections'] : []),
      ),
    },
    {
      path: '/sim/sendmail-version',
      text: lines(
        'Version AIX7.3/8.18.1',
        ...options[state.build],
        '',
        '============ SYSTEM IDENTITY (after readcf) ============',
        `      (short domain name) $w = ${name}`,
        `  (canonical domain name) $j = ${name}.corp.example`,
        '         (subdomain name) $m = corp.example',
        `              (node name) $k = ${name}`,
        '========================================================',
        '',
        'ADDRESS TEST MODE (ruleset 3 NOT automatically invoked)',
        'Enter <ruleset> <address>',
        '> ',
      ),
    },
    {
      path: '/sim/errpt',
      text: state.varFreeKib > 0 ? '' : lines('IDENTIFIER TIMESTAMP  T C RESOURCE_NAME  DESCRIPTION', full),
    },
    {
      path: '/sim/odm-sendmail',
      text: lines(
        '',
        'SRCsubsys:',
        '        subsysname = "sendmail"',
        '        cmdargs = "-bd -q30m"',
        `        path = "${context.root}/usr/lib/sendmail"`,
      ),
    },
    {
      path: '/sim/lslpp',
      text: lines('bos.net:bos.net.tcp.sendmail:7.3.3.0: : :C:F:TCP/IP sendmail Applications: : : : : : :0:0:/:2520'),
    },
    ...diskFree(state.varFreeKib),
  ];
};
