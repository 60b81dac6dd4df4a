import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from '../../src/domain/explain/index.ts';

const stageOf = (text: string, kind?: Parameters<typeof explain>[1]): string => explain(text, kind).stage;

test('failures of programs that send no mail are none of the mail path', () => {
  for (const line of [
    'Nov 22 09:01:29 aix01 sshd[12345]: Failed password for root from 192.0.2.7 port 4711 ssh2',
    'Nov 22 09:01:29 aix01 su: pam_unix(su:auth): authentication failure; logname=anna uid=201',
    '[Sun Nov 22 09:01:29 2026] [error] [client 192.0.2.7] File does not exist: /srv/www/admin',
    '2026/11/22 09:01:29 [error] 77#0: *1 user "anna" was not found in "/etc/htpasswd"',
    "Access denied for user 'root'@'192.0.2.7' (using password: YES)",
    'Nov 22 09:01:29 aix01 openvpn[99]: TLS Error: TLS handshake failed',
    'Nov 22 09:01:29 aix01 dovecot: imap-login: Login aborted: SSL_accept() failed: error:0A0000C1:SSL routines::no shared cipher',
  ])
    assert.equal(stageOf(line), 'none', line);
});

test('the same words count when a mail program says them', () => {
  assert.equal(stageOf('Nov 22 09:01:29 aix01 app[12]: javax.mail: 535 5.7.8 authentication failed'), 'authentication');
  assert.equal(stageOf('TLS handshake failed'), 'starttls');
});

test('what a mail quotes or carries is not what it reports', () => {
  const report = [
    'The following address failed:',
    '<anna@example.net>: host relay.example.com[192.0.2.25] said: 550 5.1.1 User unknown',
    '',
    '--- Below this line is a copy of the message.',
  ];
  assert.equal(stageOf([...report, 'Connection timed out again, 535 authentication failed.'].join('\n')), 'relay');
  const forwarded = ['Please look at this:', '', '', 'Content-Type: message/rfc822', '', report[1]];
  assert.equal(stageOf(forwarded.join('\n')), 'relay', 'a forwarded bounce is read all the same');
});

test('only the status lines of a queue list', () => {
  const lines =
    '   (connect to relay.example.com[192.0.2.25]:25: Connection timed out)\n(Deferred: 450 4.7.1 Greylisted';
  assert.equal(stageOf(lines, 'mailq'), 'connectivity');
  assert.equal(stageOf('()\n(a note)\n'.repeat(20_000), 'mailq'), 'none');
});
