import type { Fault } from '../../fault.ts';
import { relayAddress, secondRelayAddress } from '../../ground.ts';
import { relayPassword } from '../../relay-mode.ts';
import { leaveMapStale, rotateLog, useWrongPassword } from '../actions.ts';

/** States that look bad to a careless eye. A word of alarm about one of them is a defect. */
export const healthyFaults: readonly Fault[] = [
  { name: 'healthy-no-mail-yet', expected: 'healthy', mail: 'none', note: 'Nothing was sent since the start.' },
  {
    name: 'healthy-old-errors',
    expected: 'healthy',
    break: async (host) => {
      await useWrongPassword(host);
      await host.send();
      host.edit('etc/mail/authinfo', /"P:[^"]*"/u, `"P:${relayPassword}"`);
      await host.must('makemap hash /etc/mail/authinfo < /etc/mail/authinfo');
    },
    note: 'A 535 long mended: mail went out since.',
  },
  {
    name: 'healthy-old-outage',
    expected: 'healthy',
    break: async (host) => {
      host.relay({ greeting: 'close' });
      await host.send();
      host.relay({});
      await host.must('/usr/lib/sendmail -OTimeout.hoststatus=0m -q');
      await host.settle();
    },
    note: 'The relay was away; the queue run after it took everything out.',
  },
  {
    name: 'healthy-icmp-blocked',
    expected: 'healthy',
    break: (host) => host.network('icmp type echo-request drop'),
    note: 'ping loses everything, mail flows.',
  },
  {
    name: 'healthy-others-bounces',
    expected: ['healthy', 'degraded'],
    mail: 'none',
    break: async (host) => {
      host.relay({
        rcpt: '550 5.1.1 <nobody@partner.test>: Recipient address rejected: User unknown in virtual mailbox table',
      });
      await host.send({ to: 'nobody@partner.test' });
      host.relay({});
      await host.send();
    },
    note: 'Addresses that do not exist bounced, everything else goes out.',
  },
  {
    name: 'healthy-greylisting-passed',
    expected: 'healthy',
    mail: 'none',
    break: async (host) => {
      host.relay({ greylist: 1 });
      await host.send();
      await host.must('/usr/lib/sendmail -q');
      await host.settle();
      await host.must('/usr/lib/sendmail -q');
      await host.settle();
    },
    note: 'Put off at the first try, taken at the second.',
  },
  {
    name: 'healthy-verify-fail',
    expected: ['healthy', 'degraded'],
    break: async (host) => void (await host.must('rm /etc/mail/certs/ca.pem')),
    note: 'No CA on the host: verify=FAIL in the log, and mail flows.',
  },
  {
    name: 'healthy-open-relay-inside',
    expected: 'healthy',
    break: async (host) => {
      host.relay({ starttls: 'absent', mechanisms: [], needLogin: false });
      await host.must('rm /etc/mail/authinfo /etc/mail/authinfo.db');
    },
    note: 'A relay inside that wants neither TLS nor a login, and a host that has none.',
  },
  {
    name: 'healthy-plain-build',
    expected: 'healthy',
    break: async (host) => {
      host.relay({ starttls: 'absent', mechanisms: [], needLogin: false });
      await host.must('rm /etc/mail/authinfo /etc/mail/authinfo.db; ln -sf /usr/sbin/sendmail_plain /usr/lib/sendmail');
      await host.restart();
    },
    note: 'The default build of AIX 7.2, which can neither, and a relay that wants neither.',
  },
  {
    name: 'healthy-map-rebuilt-elsewhere',
    expected: ['healthy', 'degraded'],
    break: async (host) => void (await host.must('touch -t 202601010000 /etc/mail/authinfo.db')),
    note: 'The database is older than the file and holds the same: time alone proves nothing.',
  },
  {
    name: 'healthy-log-level-14',
    expected: 'healthy',
    break: async (host) => {
      host.edit('etc/mail/sendmail.cf', /^O LogLevel=.*$/mu, 'O LogLevel=14');
      await host.restart();
    },
    note: 'A talkative log, full of harmless warnings.',
  },
  {
    name: 'healthy-bracketed-relay',
    expected: 'healthy',
    break: async (host) => {
      host.edit('etc/mail/sendmail.cf', /^DSsmtp\.relay\.test$/mu, 'DSesmtp:[smtp.relay.test]');
      await host.restart();
    },
    note: 'The smart host is written mailer:[name].',
  },
  {
    name: 'healthy-log-rotated',
    expected: 'healthy',
    mail: 'both',
    break: rotateLog,
    note: 'The log was rotated a moment ago.',
  },
  {
    name: 'healthy-port-scanned',
    expected: 'healthy',
    break: async (host) => {
      await host.sh('for n in 1 2 3; do (echo QUIT; sleep 1) | /opt/lab/bin/telnet 127.0.0.1 25 >/dev/null 2>&1; done');
    },
    note: 'A monitor probes port 25: did not issue MAIL/EXPN/VRFY/ETRN.',
  },
  {
    name: 'healthy-two-addresses',
    expected: 'healthy',
    break: async (host) => host.names({ records: { 'smtp.relay.test': [relayAddress, secondRelayAddress] } }),
    note: 'Two addresses, both well.',
  },
  {
    name: 'stale-map-mended',
    expected: 'healthy',
    break: async (host) => {
      await leaveMapStale(host, 'touch -t 202601010000 /etc/mail/authinfo.db');
      await host.send();
      await host.must('makemap hash /etc/mail/authinfo < /etc/mail/authinfo');
    },
    note: 'The stale database was rebuilt, and mail went out since.',
  },
];
