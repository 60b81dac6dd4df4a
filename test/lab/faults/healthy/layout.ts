import { join } from 'node:path';
import { must } from '../../command.ts';
import type { LabHost } from '../../lab-host.ts';
import { sendmailSource, submitSource } from '../../mail-configuration.ts';
import { relayPassword, relayUser } from '../../relay-mode.ts';
import { entry } from '../configuration/styles.ts';
import { changeCf, nameRelay, setLogin } from '../mail-files.ts';
import { setOption } from '../state.ts';

// How hosts are laid out otherwise than the lab's usual one.

export const well = ['healthy', 'degraded'] as const;

/** The relay inside that asks for neither TLS nor a login, and a host that has no login. */
export const openRelay = async (host: LabHost): Promise<void> => {
  host.relay({ starttls: 'absent', mechanisms: [], needLogin: false });
  await host.must('rm -f /etc/mail/authinfo /etc/mail/authinfo.db');
};

/** No smart host by design: mail goes to the recipients' own servers on port 25. */
export const goDirect = async (host: LabHost): Promise<void> => {
  host.relay({ starttls: 'absent', mechanisms: [], needLogin: false });
  host.names({
    records: { 'mail.partner.test': ['198.51.100.25'], 'gone.test': ['198.51.100.26'] },
  });
  await host.must('rm -f /etc/mail/authinfo /etc/mail/authinfo.db');
  await changeCf(host, /TCP \$h 587/gu, 'TCP $h');
  await nameRelay(host, '');
};

/** A wrapper on this host takes plain SMTP on 127.0.0.1:2525 and brings it to port 465 of the relay under TLS, as stunnel does. */
export const openTunnel = async (host: LabHost): Promise<void> => {
  host.write(
    'opt/lab/tunnel',
    `#!/usr/bin/perl
use IO::Socket::INET;
$0 = 'stunnel'; $SIG{CHLD} = 'IGNORE';
my $listen = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 2525, Listen => 20, ReuseAddr => 1) or die;
open(STDOUT, '>', '/dev/null'); open(STDERR, '>', '/dev/null'); exit if fork;
while (1) { my $s = $listen->accept or next; next if fork; close $listen; open(STDIN, '<&', $s); open(STDOUT, '>&', $s);
  exec 'openssl', 's_client', '-quiet', '-nocommands', '-connect', 'smtp.relay.test:465'; exit 1 }
`,
  );
  await host.must('chmod 755 /opt/lab/tunnel; /opt/lab/tunnel </dev/null');
};

/** IPv6 between this host and the relay, which is 2001:db8:1::25. */
export const openIpv6 = async (host: LabHost): Promise<void> => {
  const address = (namespace: readonly string[], value: string, device: string): Promise<string> =>
    must('ip', [...namespace, '-6', 'address', 'replace', value, 'dev', device, 'nodad']);
  await must('sysctl', ['-qw', 'net.ipv6.conf.all.forwarding=1']);
  await address([], '2001:db8:1::1/64', 'outside');
  await address([], '2001:db8:2::1/64', 'hosts');
  await address(['-n', 'relay'], '2001:db8:1::25/64', 'eth0');
  await must('ip', ['-n', 'relay', '-6', 'route', 'replace', 'default', 'via', '2001:db8:1::1']);
  await address(['-n', host.name], `2001:db8:2::${host.name.slice(1)}/64`, 'eth0');
  await must('ip', ['-n', host.name, '-6', 'route', 'replace', 'default', 'via', '2001:db8:2::1']);
};

/** The smart host is the tunnel of this host. */
export const useTunnel = async (host: LabHost, password = relayPassword): Promise<void> => {
  await setLogin(
    host,
    entry('AuthInfo:127.0.0.1', `"U:${relayUser}" "I:${relayUser}" "P:${password}" "M:PLAIN LOGIN"`),
  );
  await changeCf(host, /TCP \$h 587/gu, 'TCP $h 2525');
  await nameRelay(host, 'relay:[127.0.0.1]');
};

/** A certificate of the host itself, shown to relays. */
export const useOwnCertificate = async (host: LabHost, keyMode = '600'): Promise<void> => {
  const at = (name: string): string => join(host.root, 'etc/mail/certs', name);
  await must('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    `/CN=${host.name}.corp.test`,
    '-days',
    '9',
    '-keyout',
    at('own.key'),
    '-out',
    at('own.pem'),
  ]);
  await host.must(
    `chown root:root /etc/mail/certs/own.*; chmod 644 /etc/mail/certs/own.pem; chmod ${keyMode} /etc/mail/certs/own.key`,
  );
  await setOption(host, 'ClientCertFile', '/etc/mail/certs/own.pem');
  await setOption(host, 'ClientKeyFile', '/etc/mail/certs/own.key');
};

/** As before 8.12: no submission queue; the program belongs to root and delivers by itself. */
export const leaveSubmissionOut = async (host: LabHost): Promise<void> => {
  await must('umount', ['-l', join(host.root, 'var/spool/clientmqueue')]);
  await host.must(
    'rm -rf /var/spool/clientmqueue /etc/mail/submit.cf; chown root:system /usr/sbin/sendmail 2>/dev/null || chown root:root /usr/sbin/sendmail; chmod 4555 /usr/sbin/sendmail',
  );
};

/** Programs hand their mail straight to the relay by submit.cf; no daemon listens, only the submission queue is run. */
export const submitToRelay = async (host: LabHost): Promise<void> => {
  host.write(
    'etc/mail/submit.cf',
    await must('m4', ['-D_CF_DIR_=/usr/share/sendmail/cf/', '/usr/share/sendmail/cf/m4/cf.m4', '-'], {
      input: submitSource.replace('[127.0.0.1]', '[smtp.relay.test]'),
    }),
  );
  await host.must('stopsrc -s sendmail; rm -f /etc/mail/sendmail.pid; /usr/lib/sendmail -Ac -q30m');
};

/** Builds sendmail.cf from a changed source without starting the daemon anew. */
export const writeCf = async (host: LabHost, change: (source: string) => string): Promise<void> => {
  const input = change(sendmailSource);
  if (input === sendmailSource) throw new Error('lab: the source of sendmail.cf was not changed');
  host.write(
    'etc/mail/sendmail.cf',
    await must('m4', ['-D_CF_DIR_=/usr/share/sendmail/cf/', '/usr/share/sendmail/cf/m4/cf.m4', '-'], { input }),
  );
};

/** Adds lines to the mail log as they would have been written. */
export const addToLog = (host: LabHost, lines: readonly string[]): void =>
  host.write('var/log/maillog', `${host.read('var/log/maillog')}${lines.map((line) => `${line}\n`).join('')}`);

/** A time as the log writes it, so many seconds ago. */
export const logTime = (secondsAgo: number): string => {
  const [, day = '', month = '', , clock = ''] = new Date(Date.now() - secondsAgo * 1000).toUTCString().split(' ');
  return `${month} ${String(Number(day)).padStart(2)} ${clock}`;
};
