import { join } from 'node:path';
import { must } from '../../command.ts';
import type { Fault } from '../../fault.ts';
import {
  dropPort,
  leaveBacklog,
  leaveMapStale,
  misspellRelay,
  refusePort,
  stopService,
  useWrongPassword,
} from '../actions.ts';
import { down, fault, nameRelay } from '../mail-files.ts';

/** Two faults at once: the earlier stage is the answer, the other one is named too. */
export const combinedFaults: readonly Fault[] = [
  {
    name: 'both-stopped-and-535',
    expected: 'service',
    alsoFound: ['authentication'],
    break: async (host) => {
      await useWrongPassword(host);
      await stopService(host);
    },
    note: 'Starting the service alone would lose the mail.',
  },
  {
    name: 'both-stopped-and-blocked',
    expected: 'service',
    alsoFound: ['connectivity'],
    break: async (host) => {
      await dropPort(host);
      await stopService(host);
    },
    note: 'The daemon is down and the firewall shut.',
  },
  {
    name: 'both-stopped-and-name-wrong',
    expected: 'service',
    alsoFound: ['dns'],
    break: async (host) => {
      await misspellRelay(host);
      await stopService(host);
    },
    note: 'The daemon is down and the smart host misspelt.',
  },
  {
    name: 'both-no-queue-run-and-refused',
    expected: 'service',
    alsoFound: ['connectivity'],
    plain: { expected: 'connectivity', codes: ['CONNECT_REFUSED'] },
    break: async (host) => {
      await host.restart('-bd');
      await refusePort(host);
    },
    note: 'The relay refuses, and without -q nothing would retry when it is well again.',
  },
  {
    name: 'both-stale-and-blocked',
    expected: 'configuration',
    alsoFound: ['connectivity'],
    plain: { expected: 'connectivity', codes: ['CONNECT_TIMED_OUT'] },
    break: async (host) => {
      await leaveMapStale(host, ':');
      await dropPort(host);
    },
    note: 'The stale database shows by its contents, though no login can be tried.',
  },
  {
    name: 'both-stale-and-dns-silent',
    expected: 'configuration',
    alsoFound: ['dns'],
    plain: { expected: 'dns', codes: ['DNS_SERVERS_SILENT'] },
    break: async (host) => {
      await leaveMapStale(host, ':');
      host.names({ answer: 'silent' });
    },
    note: 'Two faults that have nothing to do with each other.',
  },
  {
    name: 'both-stale-and-tls-garbage',
    expected: 'configuration',
    alsoFound: ['starttls'],
    plain: { expected: 'starttls', codes: ['TLS_GARBAGE'] },
    break: async (host) => {
      await leaveMapStale(host, ':');
      host.relay({ starttls: 'garbage' });
    },
    note: 'The handshake fails before any login.',
  },
  {
    name: 'both-disk-full-and-blocked',
    expected: 'queue',
    alsoFound: ['connectivity'],
    break: async (host) => {
      await dropPort(host);
      await must('mount', ['-o', 'remount,size=1m', join(host.root, 'var/spool/mqueue')]);
      await host.sh('dd if=/dev/zero of=/var/spool/mqueue/core bs=4096 count=300');
    },
    note: 'The backlog of a shut firewall filled the disk.',
  },
  {
    name: 'both-quarantined-and-535',
    expected: ['queue', 'authentication'],
    mail: 'none',
    break: async (host) => {
      await leaveBacklog(host, 2);
      await host.must('/usr/lib/sendmail -Qsuspicious -qRpartner.test');
      await useWrongPassword(host);
    },
    later: (host) => host.send(),
    check: (answer) => {
      const named = [answer.code, ...answer.alsoFound.map((found) => found.code)];
      return ['QUEUE_QUARANTINED', 'AUTH_INVALID_535']
        .filter((code) => !named.includes(code))
        .map((code) => `${code} is not named`);
    },
    note: 'Some mail is held by an administrator, all other mail is refused.',
  },
  {
    name: 'both-expired-and-535',
    expected: 'authentication',
    codes: ['AUTH_INVALID_535'],
    alsoFound: ['TLS_CERT_EXPIRED'],
    break: async (host) => {
      host.relay({ certificate: 'expired' });
      await useWrongPassword(host);
    },
    note: 'The expired certificate stops nothing here; the password does.',
  },
  {
    name: 'both-no-log-and-535',
    expected: 'authentication',
    codes: ['AUTH_INVALID_535'],
    alsoFound: ['logs'],
    break: async (host) => {
      host.write('etc/syslog.conf', '*.err;mail.none\t/var/log/messages\n');
      await host.must('refresh -s syslogd; rm /var/log/maillog');
      await useWrongPassword(host);
    },
    note: 'Nothing is logged; only the login tried by the check proves it.',
  },
  {
    name: 'both-readable-and-554',
    expected: 'relay',
    codes: ['RELAY_SENDER_NOT_VERIFIED'],
    alsoFound: ['CONFIG_AUTHINFO_READABLE_BY_ALL'],
    break: async (host) => {
      await host.must('chmod 644 /etc/mail/authinfo');
      host.relay({
        message:
          '554 Message rejected: Email address is not verified. The following identities failed the check in region EU-WEST-1: app@corp.test',
      });
    },
    note: 'The relay refuses the sender; that everybody can read the password is a matter of its own.',
  },
  {
    name: 'both-name-wrong-and-535',
    expected: 'dns',
    codes: ['DNS_NAME_UNKNOWN'],
    break: async (host) => {
      await useWrongPassword(host);
      await misspellRelay(host);
    },
    note: 'The wrong password cannot show before the name is mended.',
  },
  {
    name: 'both-starttls-absent-and-535',
    expected: 'starttls',
    codes: ['STARTTLS_NOT_OFFERED'],
    break: async (host) => {
      await useWrongPassword(host);
      host.relay({ starttls: 'absent' });
    },
    note: 'The wrong password cannot show before TLS works.',
  },
  fault(
    'both-stale-and-554',
    'configuration',
    ['CONFIG_AUTHINFO_DB_STALE'],
    'A stale database, and a relay that would refuse the sender.',
    async (host) => {
      await leaveMapStale(host, ':');
      host.relay({ message: '554 Message rejected: Email address is not verified.' });
    },
  ),
  fault(
    'both-535-and-disk-full',
    'queue',
    ['QUEUE_DISK_FULL'],
    'A full disk and a wrong password.',
    async (host) => {
      await useWrongPassword(host);
      await must('mount', ['-o', 'remount,size=1m', join(host.root, 'var/spool/mqueue')]);
      await host.sh('dd if=/dev/zero of=/var/spool/mqueue/core bs=4096 count=300');
    },
    { alsoFound: ['authentication'] },
  ),
  fault(
    'both-name-wrong-and-quarantined',
    'queue',
    [],
    'Held mail and a name that does not exist.',
    async (host) => {
      await leaveBacklog(host, 2);
      await host.must('/usr/lib/sendmail -Qsuspicious -qRpartner.test');
      await misspellRelay(host);
    },
    {
      mail: 'none',
      later: (host) => host.send(),
      alsoFound: ['dns'],
      plain: { expected: 'dns', codes: ['DNS_NAME_UNKNOWN'] },
    },
  ),
  fault(
    'both-no-smart-host-and-stopped',
    'service',
    down,
    'Stopped and without a smart host.',
    async (host) => {
      await nameRelay(host, '');
      await stopService(host);
    },
    { alsoFound: ['configuration'] },
  ),
];
