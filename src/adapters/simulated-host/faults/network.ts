import { delivered, healthyState, messages, relayAddress, relayName } from '../host-state.ts';
import type { Fault } from './fault.ts';

const wrongName = 'smtp.realy.example';
const unknown = {
  dsn: '5.1.2',
  stat: `Host unknown (Name server: ${wrongName}: host not found)`,
  relay: wrongName,
  bounced: [`550 5.1.2 <reports@dest.example>... Host unknown (Name server: ${wrongName}: host not found)`],
};
const noAnswer = { dsn: '4.4.3', stat: 'queued', kept: 'host map: lookup (dest.example): deferred' };
const deferred = (why: string) => ({
  dsn: '4.4.1',
  relay: `${relayName}. [${relayAddress}]`,
  stat: `Deferred: ${why} ${relayName}.`,
  kept: `Deferred: ${why} ${relayName}.`,
});
const refused = deferred('Connection refused by');
const timedOut = deferred('Connection timed out with');

export const networkFaults: readonly Fault[] = [
  {
    name: 'relay-name-wrong',
    story: 'the smart host in sendmail.cf is misspelt, and DNS does not know it',
    state: { smartHost: wrongName, messages: messages([95, delivered], [33, unknown], [15, unknown], [4, unknown]) },
    shows: { status: 'failed', stage: 'dns', code: 'DNS_NAME_UNKNOWN' },
  },
  {
    name: 'dns-dead',
    story: 'no name server answers any more',
    state: { nameServers: 'silent', messages: messages([95, delivered], [33, noAnswer], [15, noAnswer]) },
    shows: { status: 'failed', stage: 'dns', code: 'DNS_SERVERS_SILENT' },
  },
  {
    name: 'port-blocked',
    story: 'a firewall drops every packet to port 587 of the relay',
    state: {
      relay: { ...healthyState.relay, port: 'silent' },
      messages: messages([95, delivered], [33, timedOut], [15, timedOut], [4, timedOut]),
    },
    shows: { status: 'failed', stage: 'connectivity', code: 'CONNECT_TIMED_OUT' },
  },
  {
    name: 'connection-refused',
    story: 'nothing listens on port 587 of the relay',
    state: {
      relay: { ...healthyState.relay, port: 'closed' },
      messages: messages([95, delivered], [33, refused], [15, refused], [4, refused]),
    },
    shows: { status: 'failed', stage: 'connectivity', code: 'CONNECT_REFUSED' },
  },
];
