import type { Fault } from '../fault.ts';
import { oldPassword, relayUser } from '../relay-mode.ts';

/** The six states that every part of the product is shown on. */
export const main: readonly Fault[] = [
  { name: 'healthy', expected: 'healthy', note: 'Two messages were taken by the relay.' },
  {
    name: 'service-stopped',
    expected: 'service',
    mail: 'both',
    break: async (host) => void (await host.must('stopsrc -s sendmail')),
    note: 'Nobody retries, nobody listens.',
  },
  {
    name: 'relay-name-wrong',
    expected: 'dns',
    break: async (host) => {
      host.edit('etc/mail/sendmail.cf', /^DSsmtp\.relay\.test$/mu, 'DSsmpt.relay.test');
      host.edit('etc/mail/authinfo', 'smtp.relay.test', 'smpt.relay.test');
      await host.must('makemap hash /etc/mail/authinfo < /etc/mail/authinfo');
      await host.restart();
    },
    note: 'The name of the smart host does not exist; every message bounces at once.',
  },
  {
    name: 'port-blocked',
    expected: 'connectivity',
    break: (host) => host.network('tcp dport 587 drop'),
    note: 'A firewall drops what goes to port 587.',
  },
  {
    name: 'login-refused-535',
    expected: 'authentication',
    break: async (host) => {
      host.edit('etc/mail/authinfo', /"P:[^"]*"/u, `"P:${oldPassword}"`);
      await host.must('makemap hash /etc/mail/authinfo < /etc/mail/authinfo');
    },
    note: 'authinfo and its database agree, and the relay refuses the password.',
  },
  {
    name: 'authinfo-stale',
    expected: 'configuration',
    alsoFound: ['authentication'],
    break: async (host) => {
      host.write(
        'tmp/old',
        `AuthInfo:smtp.relay.test "U:${relayUser}" "I:${relayUser}" "P:${oldPassword}" "M:PLAIN LOGIN"\n`,
      );
      await host.must(
        'makemap hash /etc/mail/authinfo < /tmp/old; touch -t 202601010000 /etc/mail/authinfo.db; rm /tmp/old',
      );
    },
    note: 'The right password was written to authinfo and the database never rebuilt.',
  },
];
