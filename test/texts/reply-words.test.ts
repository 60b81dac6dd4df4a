import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from '../../src/domain/explain/index.ts';

/** Replies as servers word them, under the code that names their reason. */
const replies: Readonly<Record<string, readonly string[]>> = {
  RELAY_RECIPIENT_UNKNOWN: [
    '550 anna@dest.example: Unrouteable address',
    '550-anna@dest.example is not an active address of this site',
    '551 anna is not our customer',
    '550 BAD_RECIPIENT, see our help pages',
    '550 The address was not found here',
    '550 Mailbox unknown or not accepting mail, sorry',
    '550 Rejected, no user by that name',
    '550 unknown or illegal user: anna@dest.example',
    '550 The account not available',
    '550 Invalid user here',
    "SMTPRecipientsRefused: {'anna@dest.example': (550, b'5.1.1 No such user')}",
    '551 anna is not our user',
    '550 <anna@dest.example>... User not exist',
    '550 there is no mail box for anna',
    '550 5.1.1 anna@dest.example Address rejected',
    '554 5.7.1 <anna@dest.example>: Recipient address rejected: nonexistent mailbox',
    'Diagnostic-Code: X-Notes; User anna (anna@dest.example) not listed in Domino Directory',
    'Diagnostic-Code: X-Notes; The name anna (anna@dest.example) is not unique. Several matches found',
  ],
  RELAY_RECIPIENT_DISABLED: [
    '551 <anna@dest.example> belongs to a deactivated mailbox',
    '554 delivery error: Sorry, your message cannot be delivered: this account has been disabled or discontinued',
    '550 This recipient has suspended the service',
    '550 The mailbox is frozen',
    '550 5.7.1 <anna@dest.example>: Recipient address rejected: User anna is locked for now',
    '550 Such addresses are no longer used',
    '550 5.1.1 <a-long-local-part@dest.example>: inactive email address',
  ],
  RELAY_MAILBOX_FULL: [
    '550 The inbox is full',
    '550 anna has full mailbox',
    '451 Account anna out of quota. Try later',
    '452 4.0.0 anna is overquota',
    '552 mail would exceed the quota',
    '550 Too many messages in this mailbox',
    '552 Account anna does not have enough space',
    '552 Not enough storage space for anna',
    '552 The mailbox limit was: limit exceeded',
    '554 Mailbox has exceeded what it may hold',
    '550 Anna hat noch kein Postfach geleert: Postfach ist voll',
    '552 5.2.2 <anna@dest.example>: Recipient address rejected: Mailbox full',
    'Diagnostic-Code: X-Postfix; maildir delivery failed: Sorry, the user has overdrawn the disk quota, please try again later.',
  ],
  RELAY_MESSAGE_TOO_LARGE: [
    '550 RCPT TO:<anna@dest.example> max message size exceeded',
    '554 5.7.1 Message Rejected: above the size limit of 9000000',
  ],
  RELAY_CONTENT_REJECTED: [
    '550 this message is banned',
    '554 5.7.1 bulk mail, no thanks',
    '550 5.7.1 Mail 42 appears to be unsolicited',
    '550 Denied: Restricted attachment',
    '554 contains an unacceptable attachment',
    '552 above the maximum attachment count',
    '553 5.7.1 Sensitive words found',
    '550 message was held for review',
    '550-REJECTED - Blacklisted URL in message',
  ],
  RELAY_SENDER_REJECTED: ['553 sorry, that sender is in my badmailfrom list'],
  RELAY_SENDER_DOMAIN_UNKNOWN: [
    '421 unable to verify sender domain',
    '550 Domain may not exist',
    '553 5.5.4 <root>... Domain name required for sender address root',
  ],
  RELAY_SENDER_NOT_OWNED: [
    '553 Mail from must equal authorized user',
    '501 mail from address must be same as authorization user',
  ],
  RELAY_DENIED: [
    '550 That was a rejected relay attempt',
    "smtplib.SMTPRecipientsRefused: {'anna@dest.example': (550, b'not relaying to dest.example')}",
    '553 you are trying to use me [192.0.2.9] as a relay, and may not',
    '550 That domain is not hosted here',
    '501 5.7.1 This system is not configured to relay mail for you',
    '550 5.7.0 <anna@dest.example>: Recipient address rejected: No relaying',
  ],
  RELAY_CLIENT_BLOCKED: [
    'host mx.dest.example[192.0.2.25] refused to talk to me: 521 not today',
    '550 Mail from 192.0.2.9 is refused for its poor email reputation',
    '551 access forbidden by your IP 192.0.2.9',
    '554 5.3.2 We do not accept mail from your IP',
    '554 192.0.2.9 was found on DNSBLs',
    '550 Blocked for abuse',
    '554 mx.dest.example Connection refused from 192.0.2.9',
    '550-5.7.1 likely suspicious due to the very low reputation of the sending IP',
  ],
  RELAY_REVERSE_DNS: [
    '550 PTR lookup found nothing',
    '554 bad DNS PTR of 192.0.2.9',
    '554 This server requires a PTR',
    '501 5.7.1 The sender IP must resolve',
    '421 4.7.1 : (DNS:NR) see our pages',
    "451 4.7.0 your host can't be resolved",
    '501 Connection refused: 192.0.2.9 has no valid Reverse DNS',
  ],
  RELAY_AUTHENTICITY: [
    '554 5.2.0 Message rejected due to DMARC',
    '550 5.7.1 Mail was rejected due to the DMARC policy of that domain',
    '550 5.7.26 <anna@dest.example>: Recipient address rejected: authentication checks failed',
    '550 domain [sender.example] mismatches client ip 192.0.2.9',
    "550 5.7.1 can't determine the Purported Responsible Address",
    '550 192.0.2.9 is not allowed to send mail from sender.example',
    '550 5.7.1 SPF for sender.example did not pass',
  ],
  RELAY_THROTTLED: [
    '451 4.7.1 <mx.sender.example[192.0.2.9]>: Client host rejected: Please try again slower',
    '550 Connection frequency limited',
    '552 Too many recipients',
  ],
  RELAY_BUSY_421: ['421 4.2.1 Refused for now'],
  RELAY_TEMPORARY: [
    '452 4.5.3 Recipients over the limit of this session',
    '450 4.7.1 Access denied',
    '4.7.1 Service unavailable - try again later',
    'Diagnostic-Code: smtp; 451 4.3.0 This message could not be delivered for a reason of the recipient',
    'Diagnostic-Code: smtp; 220-mx.dest.example 451 4.3.0 Refused for now',
  ],
  CONFIG_LOCAL_MAILER_FAILED: ['554 "|/usr/local/bin/filter -f-"... Service unavailable'],
  CONFIG_LOCAL_USER_UNKNOWN: ['mail.local: unknown user: anna\n554 <anna@sender.example>... Service unavailable'],
  AUTH_TEMPORARY_454: ['454 4.7.8 Authentication failed'],
  CONNECT_REFUSED: [
    'ConnectionRefusedError: [Errno 79] Connection refused',
    'Diagnostic-Code: smtp;550 5.4.316 Message expired, connection refused',
  ],
  AUTH_NOT_OFFERED: ['Unspecified error: the server does not advertise AUTH capability'],
  RELAY_REJECTED: ['554 Service currently unavailable', '554 The server is too busy', '550 Refused, please try later'],
  RELAY_STORAGE_FULL: ['550 5.0.0 The mail system is full'],
  CONFIG_MAIL_LOOP: ['550 a routing loop was found'],
  AUTH_REQUIRED_530: [
    '503 5.5.4 Error: send AUTH command first',
    "SMTPSenderRefused: (530, b'5.7.0 Authentication Required...')",
    "smtplib.SMTPSenderRefused: (503, 'need EHLO and AUTH first', 'app@sender.example')",
  ],
};

for (const [code, texts] of Object.entries(replies))
  test(`replies that mean ${code}`, () => {
    for (const text of texts) assert.equal(explain(text, 'smtp').code, code, text);
  });

test('a disabled account is that of the recipient where the recipient was refused, and ours elsewhere', () => {
  const refused = (command: string): string | null =>
    explain(`>>> ${command}\n<<< 550 This account has been disabled`, 'smtp').code;
  assert.equal(refused('RCPT To:<anna@dest.example>'), 'RELAY_RECIPIENT_DISABLED');
  assert.equal(refused('MAIL From:<app@sender.example>'), 'RELAY_ACCOUNT_SUSPENDED');
});

test('what the last machine of a relay decides counts, not what the one before put off', () => {
  const text = [
    '... while talking to mx1.dest.example.:',
    '<<< 450 busy - please try later',
    '... while talking to mx2.dest.example.:',
    '>>> DATA',
    '<<< 551 not our customer',
    '550 5.1.1 <anna@dest.example>... User unknown',
  ].join('\n');
  assert.equal(explain(text, 'smtp').code, 'RELAY_RECIPIENT_UNKNOWN');
});

test('a connection refused by a host is none that a relay refuses in its reply', () => {
  assert.equal(
    explain('<a@dest.example>... Deferred: Connection refused by mx.dest.example.', 'smtp').code,
    'CONNECT_REFUSED',
  );
});

test('a sentence that a mail program wrapped is read on the next line', () => {
  const text = '<anna@dest.example>:\nunable to connect to the remote server [192.0.2.25:25]: Operation timed\nout';
  assert.equal(explain(text, 'smtp').code, 'CONNECT_TIMED_OUT');
  const preface =
    "I'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.";
  assert.equal(explain(preface, 'smtp').stage, 'none', 'a preface gives no reason');
});

test('the code of a greeting in a report is no success', () => {
  assert.equal(explain('Diagnostic-Code: smtp; 220 mx.dest.example ESMTP', 'smtp').stage, 'none');
  assert.equal(explain('Diagnostic-Code: smtp; 250 2.1.5 Ok', 'smtp').stage, 'delivered');
});
