import type { Fault } from '../../fault.ts';
import { relayPassword, relayUser } from '../../relay-mode.ts';
import { leaveBacklog, leaveMapStale, refusePort, stopService, useWrongPassword } from '../actions.ts';
import { changeCf, setLogin } from '../mail-files.ts';

const entry = `AuthInfo:smtp.relay.test "U:${relayUser}" "I:${relayUser}" "P:${relayPassword}" "M:PLAIN LOGIN"\n`;

/** The same faults in another order, at another time, or just mended. */
export const timingFaults: readonly Fault[] = [
  {
    name: 'fresh-535-after-success',
    expected: 'authentication',
    codes: ['AUTH_INVALID_535'],
    mail: 'none',
    break: async (host) => {
      await host.send();
      await useWrongPassword(host);
    },
    note: 'The password was changed a moment ago, nothing was sent since: the log is all success.',
  },
  {
    name: 'fresh-stale-after-success',
    expected: ['configuration', 'degraded'],
    codes: ['CONFIG_AUTHINFO_DB_STALE'],
    mail: 'none',
    break: async (host) => {
      await host.send();
      host.write('etc/mail/authinfo', entry.replace(relayPassword, 'Another-Secret-77'));
    },
    note: 'authinfo was edited and the old database still works: a warning, mail flows.',
  },
  {
    name: 'fresh-map-removed',
    expected: 'configuration',
    codes: ['CONFIG_AUTHINFO_DB_MISSING'],
    mail: 'none',
    break: async (host) => {
      await host.send();
      await host.must('rm /etc/mail/authinfo.db');
    },
    note: 'The database was removed a moment ago, nothing was sent since.',
  },
  {
    name: 'fresh-block',
    expected: 'connectivity',
    codes: ['CONNECT_TIMED_OUT'],
    mail: 'none',
    break: async (host) => {
      await host.send();
      await host.network('tcp dport 587 drop');
    },
    note: 'The firewall was shut a moment ago, nothing was sent since.',
  },
  {
    name: '535-mended-no-mail-since',
    expected: ['healthy', 'degraded'],
    mail: 'none',
    break: async (host) => {
      await useWrongPassword(host);
      await host.send();
      await host.must('sleep 2');
      await setLogin(host, entry);
    },
    note: 'The password was mended after the refusals; nothing was sent since.',
  },
  {
    name: 'relay-mended-no-mail-since',
    expected: ['healthy', 'degraded', 'relay'],
    mail: 'none',
    break: async (host) => {
      host.relay({ message: '554 Transaction failed' });
      await host.send();
      host.relay({});
    },
    note: 'The relay refused two messages; nothing was sent since. Nobody can know whether it still would.',
  },
  {
    name: 'stopped-with-queued-and-client-mail',
    expected: 'service',
    codes: ['SERVICE_NOT_RUNNING_MAIL_WAITING', 'SERVICE_INOPERATIVE'],
    mail: 'none',
    break: async (host) => {
      await leaveBacklog(host, 2);
      await stopService(host);
      await host.send({ flags: '-odb' });
    },
    note: 'Mail waits in both queues and the daemon is down.',
  },
  {
    name: 'db-deleted-with-backlog',
    expected: 'configuration',
    codes: ['CONFIG_AUTHINFO_DB_MISSING'],
    mail: 'none',
    break: async (host) => {
      await leaveBacklog(host, 2);
      await host.must('rm /etc/mail/authinfo.db');
    },
    note: 'The database went away while mail waits: the next queue run would bounce it.',
  },
  {
    name: 'stale-with-535-on-both',
    expected: ['configuration', 'authentication'],
    codes: ['CONFIG_AUTHINFO_DB_STALE', 'AUTH_INVALID_535'],
    break: async (host) => {
      await leaveMapStale(host, ':');
      host.edit('etc/mail/authinfo', /"P:[^"]*"/u, '"P:also-wrong-99"');
    },
    note: 'Text and database differ and neither password is right.',
  },
  {
    name: 'refused-only-now-and-then',
    expected: ['degraded', 'connectivity', 'queue'],
    mail: 'none',
    break: async (host) => {
      host.relay({ greeting: 'reset', every: 2 });
      await host.send({ count: 5 });
    },
    note: 'Every second connection is reset.',
  },
  {
    name: 'domain-in-capitals',
    expected: 'authentication',
    codes: ['AUTH_INVALID_535'],
    break: async (host) => {
      await changeCf(host, /^DSsmtp\.relay\.test$/mu, 'DSSmtp.Relay.Test.');
      await useWrongPassword(host);
    },
    note: 'Smart host with capitals and a dot at its end, and a wrong password.',
  },
  {
    name: 'address-and-refused',
    expected: 'connectivity',
    codes: ['CONNECT_REFUSED'],
    break: async (host) => {
      await setLogin(host, entry.replace('smtp.relay.test', '198.51.100.25'));
      await changeCf(host, /^DSsmtp\.relay\.test$/mu, 'DS[198.51.100.25]');
      await refusePort(host);
    },
    note: 'The smart host is an address, and its port is closed.',
  },
  {
    name: 'many-534',
    expected: 'authentication',
    break: async (host) => {
      host.relay({ auth: '534 5.7.14 Please log in via your web browser and then try again' });
      await host.send({ count: 6, to: 'many@partner.test' });
    },
    note: 'Six refusals with 534.',
  },
];
