import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '../../fault.ts';
import { leaveBacklog, stopService, useWrongPassword } from '../actions.ts';
import { changeCf, down, fault, setAccess, well } from '../mail-files.ts';

/** What is wrong on the host itself, beside the way to the relay. */
export const ownHostFaults: readonly Fault[] = [
  fault(
    'old-configuration-in-daemon',
    'service',
    ['SERVICE_OLD_CONFIGURATION'],
    'The port in sendmail.cf was mended and the daemon never restarted: its queue runs use the old one.',
    async (host) => {
      host.edit('etc/mail/sendmail.cf', /TCP \$h 587/gu, 'TCP $h 2525');
      await host.restart('-bd -q3s');
      await host.send();
      await host.must('sleep 3');
      host.edit('etc/mail/sendmail.cf', /TCP \$h 2525/gu, 'TCP $h 587');
      await host.must('sleep 8');
    },
    { mail: 'none' },
  ),
  fault(
    'min-free-blocks',
    'queue',
    ['QUEUE_DISK_FULL'],
    'MinFreeBlocks asks for more than the file system has: every submission is refused.',
    (host) => changeCf(host, /^#?O MinFreeBlocks=.*$/mu, 'O MinFreeBlocks=99999999999'),
    { mail: 'none', later: (host) => host.send({ flags: '-odb' }) },
  ),
  fault(
    'access-map-missing',
    'configuration',
    ['CONFIG_MAP_MISSING'],
    'access.db is gone and sendmail.cf insists on it.',
    async (host) => {
      host.edit('etc/mail/sendmail.cf', /^(Kaccess hash .*)-o /mu, '$1');
      await host.must('rm /etc/mail/access.db');
      await host.restart();
    },
  ),
  fault(
    'authinfo-other-file',
    'configuration',
    ['CONFIG_AUTHINFO_DB_MISSING'],
    'sendmail.cf names another file of credentials, which is not there.',
    (host) => changeCf(host, '/etc/mail/authinfo.db', '/etc/mail/relay-auth.db'),
  ),
  fault(
    'recipient-domain-is-local',
    ['configuration', 'degraded'],
    [],
    "The recipients' domain stands in class w of sendmail.cf: mail for it never leaves the host.",
    async (host) => {
      host.edit('etc/mail/sendmail.cf', /^Cwlocalhost.*$/mu, '$&\nCwpartner.test');
      await host.restart();
    },
  ),
  fault(
    'daemon-on-other-port',
    ['service', 'queue', 'configuration', 'degraded'],
    [],
    'The daemon listens on 2525, programs hand in their mail on 25.',
    async (host) => {
      await changeCf(host, /^O DaemonPortOptions=.*$/mu, 'O DaemonPortOptions=Port=2525, Name=MTA');
      await host.send({ flags: '-odb' });
    },
    { mail: 'none' },
  ),
  fault(
    'program-without-group',
    [...well, 'configuration', 'queue'],
    [],
    'sendmail lost its set-group-id bit.',
    (host) => host.must('chmod 755 /usr/sbin/sendmail'),
  ),
  fault(
    'verified-without-ca',
    'starttls',
    [],
    'A verified certificate is demanded, and the file of authorities is gone.',
    async (host) => {
      await setAccess(host, 'TLS_Srv:smtp.relay.test\tVERIFY:112\n');
      rmSync(join(host.root, 'etc/mail/certs/ca.pem'));
    },
  ),
  fault('verified-and-good', 'healthy', [], 'A verified certificate is demanded, and it is one.', (host) =>
    setAccess(host, 'TLS_Srv:smtp.relay.test\tVERIFY:112\n'),
  ),
  fault(
    'no-resolv-and-535',
    'dns',
    ['DNS_RESOLV_CONF_MISSING'],
    'No resolv.conf and a wrong password.',
    async (host) => {
      await useWrongPassword(host);
      rmSync(join(host.root, 'etc/resolv.conf'));
    },
  ),
  fault(
    'src-stopped-and-queue-quarantined',
    'service',
    down,
    'Stopped, and held mail in the queue.',
    async (host) => {
      await leaveBacklog(host, 1);
      await host.must('/usr/lib/sendmail -Qheld -qRpartner.test');
      await stopService(host);
    },
    { mail: 'none', alsoFound: ['QUEUE_QUARANTINED'] },
  ),
  fault('relay-in-hosts-and-dns', 'healthy', [], '/etc/hosts and DNS agree.', async (host) =>
    host.write('etc/hosts', `${host.read('etc/hosts')}198.51.100.25\tsmtp.relay.test relay\n`),
  ),
  fault('clock-of-log-without-seconds', well, [], 'Other programs fill the log.', (host) =>
    host.must(
      'n=0; while [ $n -lt 400 ]; do n=$((n + 1)); echo "Nov  1 10:00:00 h mail:info imapd[77]: login failed user=x"; done >> /var/log/maillog',
    ),
  ),
];
