import { atRelay, authinfoLine, delivered, healthyState, messages, oldPassword, relayName } from '../host-state.ts';
import type { Fault } from './fault.ts';

const notOffered = atRelay({
  tls: 'OK',
  dsn: '5.0.0',
  reply: '530 Authentication required',
  stat: 'Service unavailable',
  bounced: ['>>> MAIL From:<batch@host.corp.example>', '<<< 530 Authentication required'],
});
const plainSession = atRelay({
  dsn: '5.0.0',
  reply: '530 Must issue a STARTTLS command first',
  stat: 'Service unavailable',
  bounced: ['>>> MAIL From:<batch@host.corp.example>', '<<< 530 Must issue a STARTTLS command first'],
});
const refused = atRelay({
  tls: 'OK',
  dsn: '5.0.0',
  reply: '530 Authentication required',
  stat: 'Service unavailable',
  bounced: ['>>> AUTH dialogue', '<<< 535 Authentication Credentials Invalid', '<<< 530 Authentication required'],
});
const direct = {
  dsn: '4.4.1',
  stat: 'Deferred: Connection timed out with mx.dest.example.',
  relay: 'mx.dest.example. [192.0.2.77]',
  kept: 'Deferred: Connection timed out with mx.dest.example.',
};

export const configurationFaults: readonly Fault[] = [
  {
    name: 'stale-authinfo-db',
    story: 'the password in authinfo was changed, but authinfo.db was not built again',
    state: {
      authinfoDb: [authinfoLine(oldPassword)],
      messages: messages([95, delivered], [33, refused], [15, refused], [4, refused]),
    },
    shows: { status: 'failed', stage: 'configuration', code: 'CONFIG_AUTHINFO_DB_STALE' },
  },
  {
    name: 'no-authinfo-entry',
    story: 'authinfo has a line for another relay only',
    state: {
      authinfo: healthyState.authinfo.map((line) => line.replace(relayName, 'old-relay.corp.example')),
      authinfoDb: healthyState.authinfoDb.map((line) => line.replace(relayName, 'old-relay.corp.example')),
      messages: messages([95, delivered], [33, notOffered], [15, notOffered], [4, notOffered]),
    },
    shows: { status: 'failed', stage: 'configuration', code: 'CONFIG_AUTHINFO_NO_ENTRY' },
  },
  {
    name: 'no-smart-host',
    story: 'sendmail.cf names no relay, so mail is sent directly and the firewall drops it',
    state: { smartHost: '', messages: messages([95, delivered], [33, direct], [15, direct], [4, direct]) },
    shows: { status: 'failed', stage: 'configuration', code: 'CONFIG_NO_SMART_HOST' },
  },
  {
    name: 'build-without-sasl',
    story: 'an update brought back a Sendmail that can neither encrypt nor log in',
    state: { build: 'plain', messages: messages([95, delivered], [33, plainSession], [15, plainSession]) },
    shows: { status: 'failed', stage: 'configuration', code: 'CONFIG_BUILD_WITHOUT_TLS' },
  },
];
