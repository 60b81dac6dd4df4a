import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain, textKinds } from '../../src/domain/explain/index.ts';
import { unfoldBounce } from '../../src/domain/text/unfold-bounce.ts';

const said = (text: string): string => {
  const { stage, code } = explain(text, 'smtp');
  return `${stage} ${code}`;
};

test('folded reports are read as one line, dialogues stay as they are', () => {
  assert.deepEqual(unfoldBounce(['Diagnostic-Code: smtp; 550', '    No such user', 'Status: 5.1.1']), [
    'Diagnostic-Code: smtp; 550 No such user',
    'Status: 5.1.1',
  ]);
  const dialogue = ['... while talking to mx.example.net.:', '>>> RCPT To:<a@example.net>', '<<< 550 unknown'];
  assert.deepEqual(unfoldBounce(dialogue), dialogue);
});

test('a reply whose code ends the line goes on below', () => {
  assert.equal(
    said(
      '<anna@example.net>: host mx.example.net[192.0.2.25] said: 550\n    Protocol violation (in reply to DATA command)',
    ),
    'relay RELAY_REJECTED',
  );
  assert.equal(
    said('Diagnostic-Code: X-Postfix; connect to mx.example.net[192.0.2.25]:25: Connection\n    timed out'),
    'connectivity CONNECT_TIMED_OUT',
  );
});

test('a refusal for good with 5.4.1 is no connection that timed out', () => {
  assert.equal(said('550 5.4.1 Recipient address rejected: Access denied'), 'relay RELAY_RECIPIENT_UNKNOWN');
  assert.equal(said('541 5.4.1 Mail not wanted here'), 'relay RELAY_REJECTED');
  assert.equal(said('451 4.4.1 gave no answer'), 'connectivity CONNECT_TIMED_OUT');
});

test('giving up after days is no cause; a cause beside it counts', () => {
  const alone = explain('Diagnostic-Code: smtp; 554 4.4.7 Message expired', 'smtp');
  assert.equal(alone.stage, 'none');
  assert.match(alone.meaning, /given up/);
  assert.equal(
    said('anna... Deferred: Connection refused by mx.example.net.\nMessage could not be delivered for 5 days'),
    'connectivity CONNECT_REFUSED',
  );
});

test('a program on the reporting host is no relay', () => {
  assert.equal(
    said('Diagnostic-Code: x-unix; filter: cannot lock mailbox'),
    'configuration CONFIG_LOCAL_MAILER_FAILED',
  );
  assert.equal(said('Diagnostic-Code: X-Unix; 75'), 'configuration CONFIG_LOCAL_MAILER_FAILED');
  assert.equal(said('Diagnostic-Code: x-unix; quota exceeded, mailbox full'), 'relay RELAY_MAILBOX_FULL');
});

test('a report of success is one', () => {
  assert.equal(explain('Diagnostic-Code: smtp; 250 2.0.0 Ok', 'smtp').stage, 'delivered');
});

test('a binary file is no text, and text in UTF-16 is read', () => {
  const binary = Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 7919) % 256)).toString('utf8');
  for (const kind of textKinds) assert.equal(explain(binary, kind).stage, 'none');
  assert.match(explain(binary).meaning, /no text/);
  assert.equal(
    explain(Buffer.from('550 5.1.1 User unknown', 'utf16le').toString('utf8')).code,
    'RELAY_RECIPIENT_UNKNOWN',
  );
});
