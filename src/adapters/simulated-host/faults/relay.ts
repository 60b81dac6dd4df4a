import { atRelay, authinfoLine, delivered, healthyState, messages, oldPassword, relayName } from '../host-state.ts';
import type { Fault } from './fault.ts';

const { relay } = healthyState;
const rejection =
  '554 Message rejected: Email address is not verified. The following identities failed the check in region US-EAST-1: batch@host.corp.example';
const throttling = '454 Throttling failure: Maximum sending rate exceeded.';

const plain = atRelay({
  dsn: '5.0.0',
  reply: '530 Must issue a STARTTLS command first',
  stat: 'Service unavailable',
  bounced: ['>>> MAIL From:<batch@host.corp.example>', '<<< 530 Must issue a STARTTLS command first'],
});
const untrusted = atRelay({
  tls: 'FAIL',
  before: `ruleset=tls_server, arg1=FAIL, relay=${relayName}, reject=403 4.7.0 authentication failed`,
  dsn: '4.7.0',
  stat: 'Deferred: 403 4.7.0 authentication failed',
  kept: 'Deferred: 403 4.7.0 authentication failed',
});
const badLogin = atRelay({
  tls: 'OK',
  dsn: '5.0.0',
  reply: '530 Authentication required',
  stat: 'Service unavailable',
  bounced: ['>>> AUTH dialogue', '<<< 535 Authentication Credentials Invalid', '<<< 530 Authentication required'],
});
const unverified = atRelay({
  tls: 'OK',
  dsn: '5.0.0',
  reply: rejection,
  stat: 'Service unavailable',
  bounced: ['>>> DATA', `<<< ${rejection}`],
});
const throttled = atRelay({
  tls: 'OK',
  dsn: '4.0.0',
  reply: throttling,
  stat: `Deferred: ${throttling}`,
  kept: `Deferred: ${throttling}`,
});

export const relayFaults: readonly Fault[] = [
  {
    name: 'starttls-missing',
    story: 'something on the way takes STARTTLS out of what the relay offers',
    state: { relay: { ...relay, startTls: false }, messages: messages([95, delivered], [33, plain], [15, plain]) },
    shows: { status: 'failed', stage: 'starttls', code: 'STARTTLS_NOT_OFFERED' },
  },
  {
    name: 'certificate-expired',
    story: "the relay's certificate ran out, and this host demands a good one",
    state: {
      relay: { ...relay, certificate: 'expired' },
      demandsCertificate: true,
      messages: messages([95, delivered], [33, untrusted], [15, untrusted], [4, untrusted]),
    },
    shows: { status: 'failed', stage: 'starttls', code: 'TLS_CERT_EXPIRED' },
  },
  {
    name: 'wrong-password',
    story: 'the relay was given a new password, and the host still has the old one',
    state: {
      authinfo: [authinfoLine(oldPassword)],
      authinfoDb: [authinfoLine(oldPassword)],
      messages: messages([95, delivered], [33, badLogin], [15, badLogin], [4, badLogin]),
    },
    shows: { status: 'failed', stage: 'authentication', code: 'AUTH_INVALID_535' },
  },
  {
    name: 'sender-not-verified',
    story: 'the relay takes the login but does not know the sender (554)',
    state: {
      relay: { ...relay, mailReply: rejection },
      messages: messages([95, delivered], [33, unverified], [15, unverified], [4, unverified]),
    },
    shows: { status: 'failed', stage: 'relay', code: 'RELAY_SENDER_NOT_VERIFIED' },
  },
  {
    name: 'throttled',
    story: 'the relay takes no more mail for now: the sending rate is exceeded (454)',
    state: {
      relay: { ...relay, mailReply: throttling },
      messages: messages([95, delivered], [33, throttled], [15, throttled], [4, throttled]),
    },
    shows: { status: 'failed', stage: 'relay', code: 'RELAY_THROTTLED' },
  },
];
