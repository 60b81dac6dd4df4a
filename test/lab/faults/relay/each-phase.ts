import type { Fault } from '../../fault.ts';
import { rotateLog, useWrongPassword } from '../actions.ts';
import { relayFault } from '../mail-files.ts';

export const phaseFaults: readonly Fault[] = [
  relayFault(
    'auth-432',
    { auth: '432 4.7.12 A password transition is needed' },
    'authentication',
    [],
    'A password transition is needed.',
  ),
  relayFault(
    'auth-421',
    { auth: '421 4.7.0 Too many failed logins, closing connection' },
    'authentication',
    [],
    '421 to the login.',
  ),
  relayFault(
    'auth-334-closes',
    { mechanisms: ['LOGIN'], auth: 'close' },
    'authentication',
    ['AUTH_CONNECTION_DROPPED'],
    'The relay closes after the password.',
  ),
  relayFault(
    'auth-hangs',
    { auth: 'hang' },
    'authentication',
    ['AUTH_CONNECTION_DROPPED'],
    'The relay never answers the login.',
  ),
  relayFault(
    'auth-535-bare',
    { auth: '535 Nein' },
    'authentication',
    ['AUTH_INVALID_535'],
    'A refusal in words that nobody knows.',
  ),
  relayFault(
    'auth-550',
    { auth: '550 5.7.1 Account locked by administrator' },
    'authentication',
    [],
    'A refusal with another code.',
  ),
  relayFault(
    'auth-538',
    { auth: '538 5.7.11 Encryption required for requested authentication mechanism' },
    ['authentication', 'starttls'],
    [],
    'Encryption required.',
  ),
  relayFault(
    '530-after-235',
    { mail: '530 5.7.0 Authentication required' },
    ['authentication', 'relay'],
    [],
    'The login is taken and MAIL refused all the same.',
  ),
  relayFault(
    'rcpt-policy',
    { rcpt: '550 Denied by policy (Ref: 8812)' },
    'relay',
    [],
    'A wording that nobody knows, at RCPT, for everybody.',
  ),
  relayFault('rcpt-571', { rcpt: '571 Delivery not authorized, message refused' }, 'relay', [], 'Code 571.'),
  relayFault('rcpt-administrative', { rcpt: '550 Administrative prohibition' }, 'relay', [], 'Exim, a rule.'),
  relayFault(
    'rcpt-spf',
    { rcpt: '550 5.7.23 The message was rejected because of Sender Policy Framework violation' },
    'relay',
    [],
    'SPF.',
  ),
  relayFault(
    'rcpt-503',
    { rcpt: '503 Bad sequence of commands' },
    ['relay', 'authentication'],
    [],
    'Some servers say this when a login is wanted.',
  ),
  relayFault(
    'rcpt-550-auth',
    { rcpt: '550 SMTP AUTH is required for this recipient' },
    ['relay', 'authentication'],
    [],
    'A login for relaying is wanted.',
  ),
  relayFault('mail-bare-550', { mail: '550' }, 'relay', [], 'A code and not a word.'),
  relayFault('message-bare-554', { message: '554' }, 'relay', [], 'A code and not a word, after the message.'),
  relayFault('message-541', { message: '541 Rejected' }, 'relay', [], 'An uncommon code.'),
  relayFault(
    'message-dmarc',
    {
      message:
        '550 5.7.509 Access denied, sending domain CORP.TEST does not pass DMARC verification and has a DMARC policy of reject.',
    },
    'relay',
    [],
    'DMARC.',
  ),
  relayFault(
    'message-reverse-dns',
    { message: '550 5.7.25 The IP address sending this message does not have a PTR record setup' },
    'relay',
    ['RELAY_REVERSE_DNS'],
    'No PTR.',
  ),
  relayFault('data-554', { data: '554 5.5.1 Error: no valid recipients' }, 'relay', [], 'Refused at DATA.'),
  relayFault('data-503', { data: '503 5.5.1 RCPT first' }, 'relay', [], 'Refused at DATA.'),
  relayFault(
    'temporary-unknown',
    { mail: '451 Please contact support, case 4711' },
    'relay',
    [],
    'Put off in words that nobody knows.',
  ),
  relayFault(
    'temporary-rcpt',
    { rcpt: '451 4.7.500 Server busy. Please try again later from [198.51.100.7].' },
    ['relay', 'degraded'],
    [],
    'Exchange Online, at RCPT.',
  ),
  relayFault(
    'temporary-452-rcpt',
    { rcpt: '452 4.5.3 Too many recipients' },
    ['relay', 'degraded'],
    [],
    'Too many recipients.',
  ),
  relayFault('temporary-452-message', { message: '452 4.3.1 Out of memory' }, 'relay', [], 'After the message.'),
  relayFault(
    'message-421',
    { message: '421 4.7.0 Try again later, closing connection' },
    ['relay', 'degraded'],
    [],
    '421 after the message.',
  ),
  relayFault(
    'suspended',
    { mail: '554 5.7.1 Account suspended due to abuse' },
    'relay',
    [],
    'The account is suspended.',
  ),
  relayFault(
    'message-552',
    { message: '552 5.2.3 Message exceeds maximum fixed size' },
    ['relay', 'degraded'],
    ['RELAY_MESSAGE_TOO_LARGE'],
    'Too large.',
  ),
  relayFault(
    'no-tls-no-login-554',
    {
      starttls: 'absent',
      mechanisms: [],
      needLogin: false,
      rcpt: '554 5.7.1 <user@partner.test>: Relay access denied',
    },
    'relay',
    ['RELAY_DENIED'],
    'A relay that goes by the address refuses.',
  ),
  relayFault(
    'login-in-clear',
    { starttls: 'absent', authInClear: true },
    ['healthy', 'degraded'],
    [],
    'No TLS, and the login in clear works.',
  ),
  {
    name: '535-log-rotated',
    expected: 'authentication',
    codes: ['AUTH_INVALID_535'],
    break: async (host) => {
      await useWrongPassword(host);
      await host.send();
      await rotateLog(host);
    },
    mail: 'none',
    note: 'The log was just rotated, the password is wrong.',
  },
  {
    name: 'many-recipients-unknown',
    expected: ['healthy', 'degraded'],
    break: async (host) => {
      await host.send();
      host.relay({ rcpt: '550 5.1.1 No such user here' });
      for (const to of ['a@partner.test', 'b@partner.test', 'c@other.test']) await host.send({ count: 1, to });
      host.relay({});
    },
    mail: 'none',
    note: 'Three addresses that do not exist; the last message went to one of them.',
  },
  {
    name: 'one-domain-deferred',
    expected: ['healthy', 'degraded', 'queue', 'relay'],
    break: async (host) => {
      host.relay({ rcpt: '450 4.4.3 <user@slow.test>: Recipient address rejected: Domain lookup failed temporarily' });
      await host.send({ count: 2, to: 'user@slow.test' });
      host.relay({});
      await host.send();
    },
    mail: 'none',
    note: 'The relay puts off mail for one domain, all other mail goes out.',
    check: (answer) =>
      answer.status === 'failed' && answer.failedStage === 'relay' && answer.certainty === 'proven'
        ? ['called a proven failure although other mail goes out']
        : [],
  },
];
