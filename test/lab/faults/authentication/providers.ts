import type { Fault } from '../../fault.ts';
import type { RelayMode } from '../../relay-mode.ts';
import { useWrongPassword } from '../actions.ts';

const withWording = (name: string, mode: RelayMode, codes: readonly string[], note: string): Fault => ({
  name,
  expected: 'authentication',
  codes,
  break: async (host) => {
    if (mode.badLogin !== undefined) await useWrongPassword(host);
    host.relay(mode);
  },
  note,
});

export const authenticationFaults: readonly Fault[] = [
  withWording(
    'login-exchange-online',
    {
      badLogin: '535 5.7.3 Authentication unsuccessful [AM0PR0102CA0032.eurprd01.prod.exchangelabs.com]',
      noLogin: '530 5.7.57 Client not authenticated to send mail. [AM0PR0102CA0032.eurprd01.prod.exchangelabs.com]',
    },
    ['AUTH_INVALID_535'],
    'Exchange Online: wrong password.',
  ),
  withWording(
    'login-exchange-online-disabled',
    {
      auth: '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.',
      noLogin: '530 5.7.57 Client not authenticated to send mail.',
    },
    ['AUTH_DISABLED_535'],
    'Exchange Online: SMTP AUTH is switched off for the tenant.',
  ),
  withWording(
    'login-postfix',
    { badLogin: '535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6', noLogin: '530 5.7.0 Authentication required' },
    ['AUTH_INVALID_535'],
    'Postfix: wrong password.',
  ),
  withWording(
    'login-gmail',
    {
      badLogin:
        '535 5.7.8 Username and Password not accepted. For more information, go to\n535 5.7.8  https://support.google.com/mail/?p=BadCredentials d9443c01a7336-2a1b - gsmtp',
      noLogin:
        '530 5.7.0 Authentication Required. For more information, go to\n530 5.7.0  https://support.google.com/mail/?p=WantAuthError - gsmtp',
    },
    ['AUTH_INVALID_535'],
    'Gmail: wrong password, over two lines.',
  ),
  withWording(
    'login-gmail-app-password',
    {
      auth: '534 5.7.9 Application-specific password required. For more information, go to\n534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor - gsmtp',
      noLogin: '530 5.7.0 Authentication Required.',
    },
    ['AUTH_APP_PASSWORD_534'],
    'Gmail: wants an app password.',
  ),
  withWording(
    'login-sendgrid',
    {
      badLogin: '535 Authentication failed: Bad username / password',
      noLogin: '550 Unauthenticated senders not allowed',
    },
    ['AUTH_INVALID_535'],
    'SendGrid: wrong key.',
  ),
  withWording(
    'login-sendgrid-credits',
    { auth: '451 Authentication failed: Maximum credits exceeded', noLogin: '550 Unauthenticated senders not allowed' },
    ['AUTH_QUOTA'],
    'SendGrid: the plan is used up; no matter of passwords.',
  ),
  withWording(
    'login-exim',
    { badLogin: '535 Incorrect authentication data', noLogin: '550 relay not permitted, authentication required' },
    ['AUTH_INVALID_535'],
    'Exim: wrong password.',
  ),
  withWording(
    'login-not-offered',
    { mechanisms: [] },
    ['AUTH_NOT_OFFERED', 'AUTH_REQUIRED_530', 'AUTH_NO_MECHANISM'],
    'No AUTH in the reply, and 530 for mail without a login.',
  ),
  withWording(
    'login-other-mechanisms',
    { mechanisms: ['GSSAPI', 'NTLM'] },
    ['AUTH_NO_MECHANISM'],
    'Only GSSAPI and NTLM: no method in common.',
  ),
  withWording(
    'login-cram-md5-only',
    { mechanisms: ['CRAM-MD5'] },
    ['AUTH_NO_MECHANISM'],
    'Only CRAM-MD5, which authinfo does not name.',
  ),
  withWording(
    'login-454',
    { auth: '454 4.7.0 Temporary authentication failure' },
    ['AUTH_TEMPORARY_454'],
    'The relay cannot check logins now.',
  ),
  withWording(
    'login-dropped',
    { auth: 'close' },
    ['AUTH_CONNECTION_DROPPED'],
    'The relay hangs up in the middle of the login.',
  ),
];
