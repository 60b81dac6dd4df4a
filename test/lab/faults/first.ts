import type { Fault } from '../fault.ts';
import { dropPort, leaveMapStale, misspellRelay, stopService, useWrongPassword } from './actions.ts';

/** The six states that every part of the product is shown on. */
export const firstFaults: readonly Fault[] = [
  { name: 'healthy', expected: 'healthy', note: 'Two messages were taken by the relay.' },
  {
    name: 'service-stopped',
    expected: 'service',
    codes: ['SERVICE_INOPERATIVE', 'SERVICE_NOT_RUNNING_MAIL_WAITING'],
    mail: 'both',
    break: stopService,
    note: 'Nobody retries and nobody listens.',
  },
  {
    name: 'relay-name-wrong',
    expected: 'dns',
    codes: ['DNS_NAME_UNKNOWN'],
    break: misspellRelay,
    note: 'The name of the smart host does not exist; every message bounces at once.',
  },
  {
    name: 'port-blocked',
    expected: 'connectivity',
    codes: ['CONNECT_TIMED_OUT'],
    break: dropPort,
    note: 'A firewall drops what goes to port 587.',
  },
  {
    name: 'login-refused-535',
    expected: 'authentication',
    codes: ['AUTH_INVALID_535'],
    break: useWrongPassword,
    note: 'authinfo and its database agree, and the relay refuses the password; queue empty, all mail lost.',
  },
  {
    name: 'authinfo-stale',
    expected: 'configuration',
    codes: ['CONFIG_AUTHINFO_DB_STALE'],
    alsoFound: ['authentication'],
    break: (host) => leaveMapStale(host, 'touch -t 202601010000 /etc/mail/authinfo.db'),
    note: 'The right password was written to authinfo and the database never rebuilt.',
  },
];
