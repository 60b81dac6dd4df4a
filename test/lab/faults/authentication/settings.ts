import type { Fault } from '../../fault.ts';
import { relayPassword, relayUser } from '../../relay-mode.ts';
import { entry } from '../configuration/styles.ts';
import { setLogin } from '../mail-files.ts';
import { relayState, setOption, state } from '../state.ts';

const stopped = { arrives: false } as const;
const well = ['healthy', 'degraded'] as const;
const fields = (user: string, more: string): string => `"U:${user}" "I:${user}" "P:${relayPassword}" ${more}`;

/** Logins that fail, or work, for other reasons than a wrong password. */
export const loginSettings: readonly Fault[] = [
  state(
    'wrong-user',
    'authentication',
    'The password is right, the user is not.',
    (host) => setLogin(host, entry('AuthInfo:smtp.relay.test', fields('AKIALABUSER00000009', '"M:PLAIN LOGIN"'))),
    stopped,
  ),
  state(
    'method-by-entry',
    'authentication',
    'The entry allows CRAM-MD5, the relay offers PLAIN and LOGIN.',
    (host) => setLogin(host, entry('AuthInfo:smtp.relay.test', fields(relayUser, '"M:CRAM-MD5"'))),
    stopped,
  ),
  state(
    'login-for-method-plain',
    'authentication',
    'The entry says PLAIN, the relay offers LOGIN.',
    async (host) => {
      await setLogin(host, entry('AuthInfo:smtp.relay.test', fields(relayUser, '"M:PLAIN"')));
      host.relay({ mechanisms: ['LOGIN'] });
    },
    stopped,
  ),
  state(
    'realm-given',
    well,
    'A realm in the entry, which PLAIN does not use.',
    (host) => setLogin(host, entry('AuthInfo:smtp.relay.test', fields(relayUser, '"R:corp.test" "M:PLAIN LOGIN"'))),
    { arrives: true },
  ),
  state(
    'plugins-missing',
    ['authentication', 'configuration'],
    'The SASL plugins for PLAIN and LOGIN are not installed: Sendmail has no method, the check has.',
    (host) => host.must('rm /usr/lib/*/sasl2/libplain.* /usr/lib/*/sasl2/liblogin.*'),
    stopped,
  ),
  state(
    'map-writable-by-group',
    well,
    'The database of the credentials may be written by its group, which is that of root: Sendmail takes it.',
    (host) => host.must('chmod 660 /etc/mail/authinfo.db'),
    { arrives: true },
  ),
  state(
    'auth-options-plain-over-tls',
    well,
    'AuthOptions p: plain methods only over TLS, as it is.',
    (host) => setOption(host, 'AuthOptions', 'p'),
    { arrives: true },
  ),
  relayState(
    'login-only-in-clear',
    'authentication',
    'AUTH is offered before TLS and not after it.',
    { authInClear: true, mechanismsOverTls: [] },
    stopped,
  ),
  relayState(
    'login-xoauth2-only',
    'authentication',
    'The relay takes OAuth only.',
    { mechanisms: ['XOAUTH2', 'OAUTHBEARER'] },
    stopped,
  ),
  relayState(
    'login-504',
    'authentication',
    'The method is offered and refused as unknown.',
    { auth: '504 5.7.4 Unrecognized authentication type' },
    stopped,
  ),
  relayState(
    'login-525',
    'authentication',
    'The account is disabled.',
    { auth: '525 5.7.13 User account disabled' },
    stopped,
  ),
  relayState(
    'login-535-locked',
    'authentication',
    'Too many wrong logins.',
    { auth: '535 5.7.0 Too many failed login attempts, account locked. Try later' },
    stopped,
  ),
  relayState(
    'login-no-reply-code',
    'authentication',
    'The answer to the login is no SMTP.',
    { auth: 'login failed' },
    stopped,
  ),
];
