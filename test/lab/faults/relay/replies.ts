import type { Fault } from '../../fault.ts';
import type { RelayMode } from '../../relay-mode.ts';

const says = (
  name: string,
  mode: RelayMode,
  codes: readonly string[],
  note: string,
  expected: Fault['expected'] = 'relay',
): Fault => ({
  name,
  expected,
  codes,
  break: async (host) => host.relay(mode),
  note,
});

export const relayFaults: readonly Fault[] = [
  says(
    'relay-ses-unverified',
    {
      message:
        '554 Message rejected: Email address is not verified. The following identities failed the check in region EU-WEST-1: app@corp.test',
    },
    ['RELAY_SENDER_NOT_VERIFIED'],
    'SES, after the message.',
  ),
  says(
    'relay-ses-access-denied',
    {
      message:
        "554 Access denied: User `arn:aws:iam::000000000000:user/smtp' is not authorized to perform `ses:SendRawEmail' on resource `arn:aws:ses:eu-west-1:000000000000:identity/corp.test'",
    },
    ['RELAY_ACCESS_DENIED'],
    'SES: the policy of the account.',
  ),
  says(
    'relay-exchange-send-as',
    {
      message:
        '554 5.2.252 SendAsDenied; app@corp.test not allowed to send as app@corp.test; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied',
    },
    ['RELAY_SENDER_NOT_OWNED'],
    'Exchange Online, after the message.',
  ),
  says(
    'relay-exchange-no-permission',
    { mail: '550 5.7.60 SMTP; Client does not have permissions to send as this sender' },
    ['RELAY_SENDER_NOT_OWNED'],
    'Exchange Online, at MAIL.',
  ),
  says(
    'relay-sendgrid-identity',
    {
      message:
        '550 The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.',
    },
    ['RELAY_SENDER_NOT_VERIFIED', 'RELAY_SENDER_NOT_OWNED'],
    'SendGrid, after the message.',
  ),
  says(
    'relay-postfix-denied',
    { rcpt: '554 5.7.1 <user@partner.test>: Relay access denied' },
    ['RELAY_DENIED'],
    'Postfix, at RCPT.',
  ),
  says(
    'relay-exim-denied',
    { rcpt: '550 relay not permitted' },
    ['RELAY_DENIED'],
    'Exim, at RCPT; Sendmail logs it as User unknown.',
  ),
  says(
    'relay-exchange-denied',
    { rcpt: '550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain' },
    ['RELAY_DENIED'],
    'Exchange on premises, at RCPT.',
  ),
  says(
    'relay-sender-domain',
    { mail: '550 5.1.8 <app@corp.test>: Sender address rejected: Domain not found' },
    ['RELAY_SENDER_DOMAIN_UNKNOWN', 'RELAY_SENDER_REJECTED'],
    "The sender's domain is not in DNS.",
  ),
  says(
    'relay-553-sender',
    { mail: '553 5.7.1 <app@corp.test>: Sender address rejected: not owned by user' },
    ['RELAY_SENDER_NOT_OWNED'],
    'Postfix: the login does not own the sender.',
  ),
  says(
    'relay-554-rejected',
    { message: '554 Transaction failed' },
    ['RELAY_REJECTED', 'RELAY_CONTENT_REJECTED'],
    'No reason given.',
  ),
  says(
    'relay-content',
    { message: '554 5.7.1 Message rejected as spam by Content Filtering.' },
    ['RELAY_CONTENT_REJECTED'],
    'The content is refused, of these messages at least.',
    ['relay', 'degraded'],
  ),
  says(
    'relay-size',
    { message: '552 5.3.4 Message size exceeds fixed limit' },
    ['RELAY_MESSAGE_TOO_LARGE'],
    'Too large, at least these messages.',
    ['relay', 'degraded'],
  ),
  says(
    'relay-throttled',
    { message: '454 Throttling failure: Maximum sending rate exceeded.' },
    ['RELAY_THROTTLED'],
    'SES: too fast; the mail waits.',
  ),
  says(
    'relay-daily-quota',
    { message: '454 Throttling failure: Daily message quota exceeded.' },
    ['RELAY_DAILY_QUOTA'],
    'SES: the quota of the day; the mail waits.',
  ),
  says(
    'relay-gmail-quota',
    {
      message:
        '550 5.4.5 Daily user sending limit exceeded. For more information, go to https://support.google.com/a/answer/166852',
    },
    ['RELAY_DAILY_QUOTA'],
    'Gmail: the quota of the day.',
  ),
  says('relay-temporary', { mail: '451 4.3.0 Temporary service failure' }, ['RELAY_TEMPORARY'], 'Put off at MAIL.'),
  says(
    'relay-temporary-at-data',
    { data: '451 4.3.2 Please try again later' },
    ['RELAY_TEMPORARY', 'RELAY_BUSY_421'],
    'Put off at DATA: only the log and the queue know.',
  ),
  says(
    'relay-storage',
    { mail: '452 4.3.1 Insufficient system storage' },
    ['RELAY_STORAGE_FULL'],
    'The relay is full.',
  ),
  says(
    'relay-421-at-mail',
    { mail: '421 4.7.0 Too many messages, slow down' },
    ['RELAY_THROTTLED', 'RELAY_BUSY_421'],
    'Thrown out at MAIL.',
  ),
  says(
    'relay-client-blocked',
    { mail: '550 5.7.1 Service unavailable, Client host [198.51.100.7] blocked using zen.spamhaus.org' },
    ['RELAY_CLIENT_BLOCKED'],
    'The address of the host is on a blocklist.',
  ),
  {
    name: 'relay-recipient-unknown',
    expected: ['healthy', 'degraded'],
    codes: ['RELAY_RECIPIENT_UNKNOWN', 'LOGS_RECENT_BOUNCES'],
    mail: 'none',
    break: async (host) => {
      await host.send();
      host.relay({ rcpt: '550 5.1.1 <gone@partner.test>: Recipient address rejected: User unknown' });
      await host.send({ count: 1, to: 'gone@partner.test' });
      host.relay({});
    },
    note: "One recipient does not exist: nobody else's mail is concerned.",
  },
  {
    name: 'relay-greylisted',
    expected: ['degraded', 'relay', 'healthy'],
    codes: ['RELAY_GREYLISTED', 'QUEUE_BACKLOG_WAITING'],
    break: async (host) => host.relay({ greylist: 1 }),
    note: 'The first try is put off; the next queue run gets it through.',
  },
];
