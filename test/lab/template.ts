import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { must } from './command.ts';
import { base, clientKey, nameServer, relayDirectory } from './ground.ts';
import { sendmailSource, sourceWithoutAuthinfo, submitSource } from './mail-configuration.ts';
import { relayPassword, relayUser } from './relay-mode.ts';

const here = dirname(fileURLToPath(import.meta.url));

/** The layer between the machine's own files and each host's changes: what makes it look like AIX. */
export const template = join(base, 'template');

// What AIX does not have, or what would let a probe lean on this machine.
const absent =
  `timeout stat nc nc.openbsd nc.traditional ncat mktemp tempfile readlink realpath seq base64 base32 curl wget python3 python node npm npx gawk ip ss dig
 nproc getent pgrep pkill killall tac shuf numfmt md5sum sha1sum sha256sum sha512sum setsid flock stdbuf setpriv pidof tree jq less bash rbash busybox git gcc cc
 make lsof watch truncate install free top pwdx swaks dpkg apt apt-get journalctl systemctl service`.split(/\s+/u);
const refusing =
  'grep egrep fgrep sed ls tail head sort date wc xargs du uname hostname touch cat uniq cp find sleep cut tr'.split(
    ' ',
  );

const put = (path: string, text: string, mode = 0o644): void => {
  const place = join(template, path);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, text);
  chmodSync(place, mode);
};
const link = (path: string, target: string): void => {
  mkdirSync(dirname(join(template, path)), { recursive: true });
  symlinkSync(target, join(template, path));
};

/** A character device 0/0 hides the file of the same name in the layer below. */
const hide = async (paths: readonly string[]): Promise<void> => {
  const hidden = paths
    .filter((path) => existsSync(path) && !existsSync(join(template, path)))
    .map((path) => join(template, path));
  for (const path of hidden) mkdirSync(dirname(path), { recursive: true });
  await must('sh', ['-c', 'for path do mknod "$path" c 0 0 || exit 1; done', 'sh', ...hidden]);
};

const putUserland = async (): Promise<void> => {
  const own = (name: string): string => readFileSync(join(here, 'aix', name), 'utf8');
  for (const name of [
    'host',
    'telnet',
    'ping',
    'uname',
    'oslevel',
    'lslpp',
    'odmget',
    'errpt',
    'df',
    'istat',
    'bellmail',
  ])
    put(`usr/bin/${name}`, own(name), 0o755);
  for (const name of ['lssrc', 'startsrc', 'stopsrc', 'refresh']) put(`usr/bin/${name}`, own('src'), 0o755);
  for (const name of refusing)
    if (!existsSync(join(template, 'usr/bin', name))) put(`usr/bin/${name}`, own('refuse'), 0o755);
  put('usr/sbin/syslogd', own('syslogd'), 0o755);
  put('opt/lab/init', own('init'), 0o755);
  mkdirSync(join(template, 'opt/lab/bin'));
  cpSync('/usr/bin/busybox', join(template, 'opt/lab/busybox'));
  chmodSync(join(template, 'opt/lab/busybox'), 0o4755);
  for (const shell of ['usr/bin/sh', 'usr/bin/ksh']) link(shell, '/usr/bin/mksh');
  link('usr/bin/awk', '/usr/bin/mawk');
  await hide([
    ...absent.map((name) => `/usr/bin/${name}`),
    ...['ip', 'service', 'killall5'].map((name) => `/usr/sbin/${name}`),
  ]);
};

const putSendmail = async (): Promise<void> => {
  mkdirSync(join(template, 'usr/sbin'), { recursive: true });
  for (const name of ['sendmail', 'makemap']) cpSync(`/usr/libexec/sendmail/${name}`, join(template, 'usr/sbin', name));
  await must('chown', ['root:smmsp', join(template, 'usr/sbin/sendmail')]);
  chmodSync(join(template, 'usr/sbin/sendmail'), 0o2755);
  link('usr/lib/sendmail', '/usr/sbin/sendmail');
  for (const name of ['usr/bin/mailq', 'usr/bin/newaliases', 'usr/sbin/mailq', 'usr/sbin/newaliases'])
    link(name, '/usr/sbin/sendmail');
  await hide(['/usr/libexec/sendmail']);
  for (const name of ['sendmail_plain', 'sendmail_nosasl'])
    put(`usr/sbin/${name}`, readFileSync(join(here, 'aix', 'sendmail-plain'), 'utf8'), 0o755);
  const makeConfiguration = (source: string): Promise<string> =>
    must('m4', ['-D_CF_DIR_=/usr/share/sendmail/cf/', '/usr/share/sendmail/cf/m4/cf.m4', '-'], { input: source });
  const configuration = await makeConfiguration(sendmailSource);
  put('etc/mail/sendmail.cf', configuration);
  put('opt/lab/sendmail-without-authinfo.cf', await makeConfiguration(sourceWithoutAuthinfo));
  put('etc/mail/submit.cf', await makeConfiguration(submitSource));
  link('etc/sendmail.cf', '/etc/mail/sendmail.cf');
  // What builds without SASLv2, and without STARTTLS too, make of the same file: no authinfo, no TLS.
  const withoutLogin = configuration.replaceAll('/etc/mail/authinfo.db', '/nonexistent');
  put('etc/mail/.nosasl.cf', withoutLogin);
  put(
    'etc/mail/.plain.cf',
    withoutLogin.replace(/^Stry_tls$/mu, 'Stry_tls\nR$*\t\t$#error $@ 5.7.1 $: "550 not built in"'),
  );
  link('etc/aliases', '/etc/mail/aliases');
  put('etc/mail/aliases', 'postmaster: root\nMAILER-DAEMON: postmaster\n');
  put('etc/mail/local-host-names', '');
  put('etc/mail/access', '');
  put(
    'etc/mail/authinfo',
    `AuthInfo:smtp.relay.test "U:${relayUser}" "I:${relayUser}" "P:${relayPassword}" "M:PLAIN LOGIN"\n`,
    0o600,
  );
  for (const map of ['authinfo', 'access'])
    await must('/usr/libexec/sendmail/makemap', ['hash', join(template, 'etc/mail', map)], {
      input: readFileSync(join(template, 'etc/mail', map), 'utf8'),
    });
  chmodSync(join(template, 'etc/mail/authinfo.db'), 0o600);
  put('etc/mail/certs/ca.pem', readFileSync(join(relayDirectory, 'certs/ca.pem'), 'utf8'));
  await hide(readdirSync('/etc/mail').map((name) => `/etc/mail/${name}`));
  await must('chown', ['-R', 'root:root', join(template, 'etc/mail')]);
};

const putSystem = async (): Promise<void> => {
  const keep = (file: string): string => readFileSync(file, 'utf8');
  const users = ['mailops', 'reader', 'app'];
  put(
    'etc/passwd',
    `${keep('/etc/passwd').replace(/^root:.*$/mu, 'root:x:0:0::/:/usr/bin/ksh')}${users.map((user, at) => `${user}:x:${4001 + at}:100::/home/${user}:/usr/bin/ksh\n`).join('')}`,
  );
  put(
    'etc/shadow',
    `${keep('/etc/shadow').replace(/^root:[^:]*:/mu, 'root:*:')}${users.map((user) => `${user}:*:19000:0:99999:7:::\n`).join('')}`,
    0o640,
  );
  put('etc/sudoers.d/mailops', 'mailops ALL=(ALL) NOPASSWD: ALL\n', 0o440);
  put(
    'etc/ssh/sshd_config',
    'Port 22\nHostKey /etc/ssh/ssh_host_ed25519_key\nHostKey /etc/ssh/ssh_host_ecdsa_key\nPermitRootLogin prohibit-password\nUsePAM no\nStrictModes no\nUseDNS no\nMaxStartups 100\nAuthorizedKeysFile /etc/ssh/lab_keys\nBanner /etc/issue.lab\nPidFile none\n',
  );
  put('etc/ssh/lab_keys', keep(`${clientKey}.pub`));
  put('etc/issue.lab', 'Authorized use only. All activity is logged.\n');
  put('etc/resolv.conf', `nameserver ${nameServer}\noptions timeout:1 attempts:2\n`);
  put('etc/netsvc.conf', 'hosts=local,bind4\n');
  put(
    'etc/syslog.conf',
    '# @(#)syslog.conf\nmail.debug\t\t/var/log/maillog rotate size 1m files 5 compress\n*.err;mail.none\t\t/var/log/messages\n',
  );
  put('etc/nsswitch.conf', 'passwd: files\ngroup: files\nhosts: files dns\n');
  put('var/log/maillog', '', 0o640);
  put('var/log/messages', '', 0o640);
  put('var/adm/ras/errpt.summary', '');
  put('var/src/sendmail.group', 'mail\n');
  put('var/src/syslogd.group', 'ras\n');
  put('var/spool/mail/root', '', 0o660);
  for (const directory of [
    'dev',
    'tmp',
    'run',
    'proc',
    'var/spool/mqueue',
    'var/spool/clientmqueue',
    'home/mailops',
    'home/reader',
  ])
    mkdirSync(join(template, directory), { recursive: true });
  await must('chown', ['4001:100', join(template, 'home/mailops')]);
  await must('chown', ['4002:100', join(template, 'home/reader')]);
};

/** Built once a run; each host is an overlay of it. */
export const buildTemplate = async (): Promise<void> => {
  mkdirSync(template, { mode: 0o755 });
  await putUserland();
  await putSendmail();
  await putSystem();
  const outside = readdirSync('/').filter(
    (name) =>
      !'bin sbin lib lib64 lib32 libx32 usr etc var dev proc sys tmp run home mnt opt'.split(' ').includes(name),
  );
  await hide([
    ...outside.map((name) => `/${name}`),
    ...readdirSync('/home').map((name) => `/home/${name}`),
    ...readdirSync('/var/log').map((name) => `/var/log/${name}`),
    ...readdirSync('/etc/ssh')
      .filter((name) => name.startsWith('ssh_host_'))
      .map((name) => `/etc/ssh/${name}`),
  ]);
};
