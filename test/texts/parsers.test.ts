import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTcpTools } from '../../src/domain/stages/connectivity/tcp-tools.ts';
import { parseLookup } from '../../src/domain/stages/dns/lookup.ts';
import { parseMailq } from '../../src/domain/stages/queue/mailq.ts';
import { classifyReply, parseReplies } from '../../src/domain/stages/relay/smtp-reply.ts';
import { parseErrpt } from '../../src/domain/stages/service/errpt.ts';
import { parseSubsystems } from '../../src/domain/stages/service/subsystems.ts';
import { parseSClient } from '../../src/domain/stages/starttls/s-client.ts';
import { withoutSharedMark } from '../../src/domain/text/clean-lines.ts';

const lines = (text: string): readonly string[] => text.split('\n');

test('lssrc: rows are read from the right, whatever column is blank', () => {
  const { subsystems } = parseSubsystems(
    lines(
      'Subsystem         Group            PID          Status \n sendmail         mail             5243302      active\n lpd              spooler                       inoperative\n aso                               6029758      active\n gsclvmd                                        inoperative\n xntpd            tcpip            77           warned to stop  ',
    ),
  );
  assert.deepEqual(
    subsystems.map(({ name, group, pid, status }) => [name, group, pid, status]),
    [
      ['sendmail', 'mail', 5243302, 'active'],
      ['lpd', 'spooler', null, 'inoperative'],
      ['aso', null, 6029758, 'active'],
      ['gsclvmd', null, null, 'inoperative'],
      ['xntpd', 'tcpip', 77, 'warned to stop'],
    ],
  );
});

test('startsrc and friends: number, subsystem and process, also in a page with prompts and HTML', () => {
  const { messages, subsystems } = parseSubsystems(
    lines(
      '[root@host01]:/# stopsrc -s sendmail<br />\n0513-044 The sendmail Subsystem was requested to stop.<br />\n// 0513-059 The sendmail Subsystem has been started. Subsystem PID is 4456846.\n0513-004 The Subsystem or Group, sendmail, is currently inoperative.\n0513-095 The request for subsystem refresh was completed successfully.',
    ),
  );
  assert.deepEqual(
    messages.map(({ number, subsystem, pid }) => [number, subsystem, pid]),
    [
      ['0513-044', 'sendmail', null],
      ['0513-059', 'sendmail', 4456846],
      ['0513-004', 'sendmail', null],
      ['0513-095', null, null],
    ],
  );
  assert.deepEqual(subsystems, []);
});

test('lssrc -t has other columns', () => {
  const { subsystems } = parseSubsystems(
    lines(
      'Service       Command                  Description              Status \n telnet       /usr/sbin/telnetd        telnetd -a               active',
    ),
  );
  assert.deepEqual(subsystems, [{ name: 'telnet', group: null, pid: null, status: 'active' }]);
});

test('errpt: both forms, times with the year last', () => {
  const short = parseErrpt(
    lines(
      'IDENTIFIER TIMESTAMP  T C RESOURCE_NAME  DESCRIPTION\n369D049B   1120112826 I O SYSPFS         UNABLE TO ALLOCATE SPACE IN FILE SYSTEM\nBC3BE5A3   0719113199 P S SRC            SOFTWARE PROGRAM ERROR',
    ),
  );
  assert.deepEqual(
    short.entries.map(({ identifier, time, type, resource }) => [identifier, time, type, resource]),
    [
      ['369D049B', '2026-11-20 11:28', 'I', 'SYSPFS'],
      ['BC3BE5A3', '1999-07-19 11:31', 'P', 'SRC'],
    ],
  );
  const long = parseErrpt(
    lines(
      '-'.repeat(75) +
        '\nLABEL:\t\tSRC_SVKO\nIDENTIFIER:\tBC3BE5A3\n\nDate/Time:       Fri Jul 19 11:31:07 CDT 2024\nClass:           S\nType:            PERM\nResource Name:   SRC\n\nDescription\nSOFTWARE PROGRAM ERROR\n\nDetail Data\nFAILING MODULE\nsendmail\n',
    ),
  );
  assert.deepEqual(long.entries, [
    {
      identifier: 'BC3BE5A3',
      label: 'SRC_SVKO',
      time: '2024-07-19 11:31',
      type: 'P',
      class: 'S',
      resource: 'SRC',
      description: 'SOFTWARE PROGRAM ERROR',
      detail: ['FAILING MODULE', 'sendmail'],
    },
  ]);
});

test('mailq: long AIX ids, a marker without a blank, status and body type on one line, several queues', () => {
  const queue = parseMailq(
    lines(
      '\t\t/var/spool/mqueue/q1 (3 requests, only 2 printed)\n-----Q-ID----- --Size-- -----Q-Time----- ------------Sender/Recipient-----------\nw6VE18MC9765002-    1034 Tue Jul 31 14:01 <appuser@host01.example.com>\n      8BITMIME   (Deferred: Connection refused by relay.example.com.)\n\t\t\t\t\t <a@dest.example>\n\t\t\t\t\t <b@dest.example>\nw6TGiPIp12976156*     42 Tue Jul 31 14:02 MAILER-DAEMON\n/var/spool/mqueue/q2 is empty\n\t\tTotal requests: 3',
    ),
  );
  assert.equal(queue.kind, 'listed');
  assert.deepEqual([queue.requests, queue.listed, queue.deferred, queue.running], [3, 2, 1, 1]);
  assert.deepEqual(queue.directories, [
    { path: '/var/spool/mqueue/q1', requests: 3 },
    { path: '/var/spool/mqueue/q2', requests: 0 },
  ]);
  assert.deepEqual(queue.entries[0], {
    id: 'w6VE18MC9765002',
    marker: '-',
    size: 1034,
    time: 'Tue Jul 31 14:01',
    sender: '<appuser@host01.example.com>',
    status: 'Deferred: Connection refused by relay.example.com.',
    quarantine: null,
    recipients: 2,
  });
});

test('mailq: what cannot be read is not called empty', () => {
  assert.equal(parseMailq(['']).kind, 'unreadable');
  assert.equal(parseMailq(['can not chdir(/var/spool/mqueue/): Permission denied']).kind, 'denied');
  assert.equal(parseMailq(['/var/spool/mqueue is empty']).kind, 'empty');
});

test('replies: several lines are one, and the phase comes from the command before', () => {
  const replies = parseReplies(
    lines(
      '>>> MAIL From:<root@host01.example.com>\n<<< 250 2.1.0 Ok\n>>> RCPT To:<a@dest.example>\n<<< 550-5.1.1 The account\n<<< 550 5.1.1 does not exist - gsmtp\n550 5.1.1 <a@dest.example>... User unknown',
    ),
  );
  assert.deepEqual(
    replies.map(({ code, enhanced, phase, origin }) => [code, enhanced, phase, origin]),
    [
      [250, '2.1.0', 'mail', 'relay'],
      [550, '5.1.1', 'rcpt', 'relay'],
      [550, '5.1.1', 'rcpt', 'own'],
    ],
  );
  assert.equal(replies[1]?.text, 'The account does not exist - gsmtp');
});

test('replies of unknown wording are named by code and phase', () => {
  const named = (
    code: number,
    phase: Parameters<typeof classifyReply>[0]['phase'],
    enhanced: string | null = null,
  ): string => classifyReply({ code, enhanced, text: 'zzz', phase }).code;
  assert.equal(named(530, 'mail'), 'AUTH_REQUIRED_530');
  assert.equal(named(535, 'auth'), 'AUTH_INVALID_535');
  assert.equal(named(534, 'auth'), 'AUTH_APP_PASSWORD_534');
  assert.equal(named(454, 'starttls'), 'STARTTLS_REFUSED_454');
  assert.equal(named(454, 'auth'), 'AUTH_TEMPORARY_454');
  assert.equal(named(454, 'content'), 'RELAY_TEMPORARY');
  assert.equal(named(421, 'greeting'), 'RELAY_BUSY_421');
  assert.equal(named(554, 'greeting'), 'RELAY_CLIENT_BLOCKED');
  assert.equal(named(550, 'mail'), 'RELAY_SENDER_REJECTED');
  assert.equal(named(550, 'rcpt'), 'RELAY_RECIPIENT_UNKNOWN');
  assert.equal(named(550, 'rcpt', '5.7.1'), 'RELAY_DENIED');
  assert.equal(named(552, 'content'), 'RELAY_MESSAGE_TOO_LARGE');
  assert.equal(named(554, 'content'), 'RELAY_REJECTED');
  assert.equal(named(450, 'rcpt'), 'RELAY_TEMPORARY');
  assert.equal(named(504, 'auth'), 'AUTH_NO_MECHANISM');
});

test('words about a full disk are about the machine that says them', () => {
  const reply = {
    code: 452,
    enhanced: '4.4.5',
    text: 'Insufficient disk space; try again later',
    phase: 'mail',
  } as const;
  assert.equal(classifyReply(reply).code, 'RELAY_STORAGE_FULL');
  assert.equal(classifyReply({ ...reply, speaker: 'own-host' }).code, 'QUEUE_DISK_FULL');
});

test('s_client: a verify code of 0 proves nothing without a handshake', () => {
  const read = parseSClient(
    lines(
      'CONNECTED(00000003)\nwrite:errno=104\n---\nno peer certificate available\n---\nNew, (NONE), Cipher is (NONE)\nSSL-Session:\n    Protocol  : TLSv1.2\n    Cipher    : 0000\nVerify return code: 0 (ok)',
    ),
  );
  assert.equal(read.handshake, null);
  assert.equal(read.error, 'write:errno=104');
  assert.deepEqual(read.verify, []);
});

test('s_client: handshake, certificate and verify codes, errors of the connection', () => {
  const read = parseSClient(
    lines(
      'depth=0 CN = relay.example.com\nverify error:num=20:unable to get local issuer certificate\nverify return:1\nCONNECTED(00000003)\nsubject=CN = relay.example.com\n\nissuer=CN = Some CA\nNew, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384\nVerify return code: 20 (unable to get local issuer certificate)',
    ),
  );
  assert.deepEqual(read.handshake, { protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384' });
  assert.deepEqual(read.verify, [{ code: 20, text: 'unable to get local issuer certificate' }]);
  assert.deepEqual(read.certificate, { subject: 'CN = relay.example.com', issuer: 'CN = Some CA', notAfter: null });
  assert.equal(read.starttls, 'offered');
  assert.equal(
    parseSClient(['connect: Connection refused', 'connect:errno=79']).connectError,
    'connect: Connection refused',
  );
});

test('look-ups: the name server is not the answer', () => {
  const read = parseLookup(
    lines(
      'Server:\t\tns1.example.com\nAddress:\t192.0.2.53#53\n\nNon-authoritative answer:\nName:\trelay.example.com\nAddresses:  198.51.100.10, 198.51.100.11',
    ),
  );
  assert.deepEqual(read, {
    name: 'relay.example.com',
    addresses: ['198.51.100.10', '198.51.100.11'],
    exchangers: [],
    outcome: 'found',
    failedLast: false,
    server: 'ns1.example.com',
  });
  assert.deepEqual(parseLookup(['example.net\tmail exchanger = 10 mx1.example.net.']).exchangers, ['mx1.example.net.']);
  assert.equal(parseLookup(['example.net mail is handled by 10 mx1.example.net.']).outcome, 'found');
  assert.equal(parseLookup(['example.net mail is handled by 0 .']).outcome, 'unreadable');
  assert.deepEqual(parseLookup(['relay is 192.0.2.25, Aliases: mail, smtp']).addresses, ['192.0.2.25']);
  assert.equal(parseLookup(['host: 0827-801 Host name relay does not exist.']).outcome, 'nxdomain');
  assert.equal(parseLookup([';; connection timed out; no servers could be reached']).outcome, 'timeout');
  assert.equal(parseLookup(['sh: host: not found']).outcome, 'unreadable');
});

test('lssrc: a heading and its row in one line; a subserver without its heading; a message without a blank before it', () => {
  const read = parseSubsystems([
    'Subsystem Group PID Status sendmail mail 12404 active',
    ' bootps       /usr/sbin/bootpd         bootpd -d /etc/bootptab  active',
    'sendmail0513-044 The sendmail Subsystem was requested to stop.',
    '2026-11-22 13:31:02,178 L0439 DEBUG| [stdout]  syslogd          ras              21910   active',
    'Debug         Not active',
  ]);
  assert.deepEqual(
    read.subsystems.map(({ name, pid, status }) => [name, pid, status]),
    [
      ['sendmail', 12404, 'active'],
      ['bootps', null, 'active'],
      ['syslogd', 21910, 'active'],
    ],
  );
  assert.deepEqual(
    read.messages.map(({ number, subsystem }) => [number, subsystem]),
    [['0513-044', 'sendmail']],
  );
});

test('telnet, nc and ping, one after the other', () => {
  const read = parseTcpTools(
    lines(
      '# telnet relay.example.com 587\nTrying...\nConnected to relay.example.com.\n220 relay.example.com ESMTP\nnc: connect to relay.example.com port 25 (tcp) failed: Connection refused\nPING relay.example.com: (192.0.2.25): 56 data bytes\n3 packets transmitted, 0 packets received, 100% packet loss',
    ),
  );
  assert.deepEqual(read.tries, [
    {
      tool: 'telnet',
      host: 'relay.example.com',
      port: 587,
      connected: true,
      banner: '220 relay.example.com ESMTP',
      error: null,
    },
    { tool: 'nc', host: 'relay.example.com', port: 25, connected: false, banner: null, error: 'Connection refused' },
  ]);
  assert.deepEqual(
    read.pings.map(({ sent, received }) => [sent, received]),
    [[3, 0]],
  );
});

test('a comment mark before every line is no part of the text', () => {
  assert.deepEqual(withoutSharedMark(['## a', '', '##  b']), [' a', '', '  b']);
  const prompts = ['# mailq', 'Mail queue is empty'];
  assert.deepEqual(withoutSharedMark(prompts), prompts);
});

test('a message that the terminal wrapped keeps its process number; `Debug Not active` is no subsystem', () => {
  const wrapped = parseSubsystems(
    lines('0513-059 The sendmail Subsystem has been started. Subsystem PID\nis 4521.\nDebug Not active'),
  );
  assert.equal(wrapped.messages[0]?.pid, 4521);
  assert.deepEqual(wrapped.subsystems, []);
});
