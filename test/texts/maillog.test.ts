import assert from 'node:assert/strict';
import { test } from 'node:test';
import { causesIn, concernsOneMessage } from '../../src/domain/stages/logs/delivery-cause.ts';
import { failuresSinceSuccess, finalDeliveries, lastSuccess } from '../../src/domain/stages/logs/log-questions.ts';
import { secondsOf } from '../../src/domain/stages/logs/log-time.ts';
import { parseMaillog } from '../../src/domain/stages/logs/maillog.ts';

const now = Date.UTC(2026, 0, 2, 12, 0, 0) / 1000;
const body =
  '6AMDVR2P5243302: to=<a@dest.example>, delay=00:00:02, xdelay=00:00:02, mailer=relay, pri=120030, relay=relay.example.com. [192.0.2.25], dsn=4.0.0, stat=Deferred: Connection refused by relay.example.com.';

test('prefixes of AIX, Linux, Solaris, ISO time, priority number, collectors, and none at all', () => {
  for (const prefix of [
    'Nov 22 13:31:29 host01 mail:info sendmail[5243302]: ',
    'Nov 22 13:31:29 host01 sendmail[5243302]: ',
    'Nov  2 13:31:29 host01 sm-mta[53]: ',
    'Nov 22 13:31:29 host01 sendmail[5243302]: [ID 801593 mail.info] ',
    '2026-11-22T13:31:29.400761+08:00 host01 sendmail[5243302]: ',
    '<22>Nov 22 13:31:29 host01 sendmail[5243302]: ',
    '- 1131566491 2005.11.09 host01 Nov 9 12:01:31 src@host01 sendmail[4306]: ',
    '',
  ]) {
    const { deliveries } = parseMaillog([prefix + body]);
    assert.equal(deliveries.length, 1, prefix);
    assert.deepEqual(
      [deliveries[0]?.id, deliveries[0]?.relay, deliveries[0]?.address, deliveries[0]?.outcome, deliveries[0]?.place],
      ['6AMDVR2P5243302', 'relay.example.com', '192.0.2.25', 'deferred', 'relay'],
      prefix,
    );
  }
});

test('lines that were wrapped, in a word or between words, are joined', () => {
  const whole = `Nov 22 13:31:29 host01 sendmail[5243302]: ${body}`;
  for (const at of [
    whole.indexOf('elay=00'),
    whole.indexOf('relay=relay'),
    whole.indexOf('Connection'),
    whole.indexOf('refused'),
  ]) {
    const { deliveries } = parseMaillog([whole.slice(0, at).trimEnd(), `\t${whole.slice(at)}`]);
    assert.equal(deliveries[0]?.stat, 'Deferred: Connection refused by relay.example.com.', String(at));
    assert.equal(deliveries[0]?.mailer, 'relay');
  }
});

test('a year that turned: December is of last year in January', () => {
  assert.equal(secondsOf('Dec 31 23:00:00', now), Date.UTC(2025, 11, 31, 23) / 1000);
  assert.equal(secondsOf('Jan  2 11:00:00', now), Date.UTC(2026, 0, 2, 11) / 1000);
  assert.equal(secondsOf('Jan  2 11:00:00', undefined), null);
  assert.equal(secondsOf('2025-12-31T23:00:00', undefined), Date.UTC(2025, 11, 31, 23) / 1000);
});

const entry = (id: string, rest: string, pid = 7): string =>
  `Jan  2 11:00:00 host01 mail:info sendmail[${pid}]: ${id}: ${rest}`;
const sent = (id: string): string =>
  entry(id, 'to=<a@dest.example>, mailer=relay, relay=relay.example.com. [192.0.2.25], dsn=2.0.0, stat=Sent (Ok 1)');
const refused = (id: string): string =>
  entry(
    id,
    'to=<a@dest.example>, mailer=relay, relay=relay.example.com., dsn=4.0.0, stat=Deferred: Connection refused by relay.example.com.',
  );

test('only failures after the last success count, and the last attempt of a message wins', () => {
  const mended = finalDeliveries(parseMaillog([refused('6AMDVR2P00001'), sent('6AMDVR2P00002')], now));
  assert.deepEqual(failuresSinceSuccess(mended), []);
  const broken = finalDeliveries(
    parseMaillog([sent('6AMDVR2P00002'), refused('6AMDVR2P00001'), refused('6AMDVR2P00001')], now),
  );
  assert.equal(failuresSinceSuccess(broken).length, 1);
  assert.equal(lastSuccess(broken)?.id, '6AMDVR2P00002');
  assert.equal(
    finalDeliveries(parseMaillog([refused('6AMDVR2P00001'), sent('6AMDVR2P00001')], now))[0]?.outcome,
    'sent',
  );
});

test('a bounce is tied to its message and is no success of it', () => {
  const log = parseMaillog([
    entry(
      '6AMDVR2P00001',
      'to=<a@dest.example>, mailer=relay, relay=relay.example.com. [192.0.2.25], dsn=5.0.0, stat=Service unavailable',
    ),
    entry('6AMDVR2P00001', '6AMDVR2Q00001: DSN: Service unavailable'),
    entry('6AMDVR2Q00001', 'to=root, mailer=local, dsn=2.0.0, stat=Sent'),
  ]);
  assert.equal(log.deliveries[1]?.bounceOf, '6AMDVR2P00001');
  assert.deepEqual(
    finalDeliveries(log).map(({ outcome }) => outcome),
    ['failed'],
  );
});

test('mail handed to the own daemon: what the daemon did with it is the outcome', () => {
  const log = parseMaillog([
    entry(
      '6AMDVR2P00001',
      'to=<a@dest.example>, mailer=relay, relay=[127.0.0.1] [127.0.0.1], dsn=2.0.0, stat=Sent (6AMDVR2Q00009 Message accepted for delivery)',
    ),
    refused('6AMDVR2Q00009'),
  ]);
  assert.equal(log.deliveries[0]?.place, 'own-host');
  assert.deepEqual(
    finalDeliveries(log).map(({ outcome }) => outcome),
    ['deferred'],
  );
});

test('causes: the lines of the same session explain a mute outcome', () => {
  const log = parseMaillog([
    entry(
      '6AMDVR2P00001',
      'SYSERR(root): hash map "authinfo": missing map file /etc/mail/authinfo.db: No such file or directory',
    ),
    entry(
      '6AMDVR2P00001',
      'to=<a@dest.example>, mailer=relay, relay=relay.example.com. [192.0.2.25], dsn=5.0.0, stat=Service unavailable',
    ),
    entry('6AMDVR2P00002', 'timeout waiting for input from relay.example.com. during client greeting', 8),
    entry(
      '6AMDVR2P00002',
      'to=<a@dest.example>, mailer=relay, relay=relay.example.com. [192.0.2.25], dsn=4.0.0, stat=Deferred: Connection timed out with relay.example.com.',
      8,
    ),
    entry(
      '6AMDVR2P00003',
      'to=<b@dest.example>, mailer=relay, relay=relay.example.com. [192.0.2.25], dsn=5.1.1, reply=550 5.1.1 <b@dest.example>: no such user, stat=User unknown',
      9,
    ),
  ]);
  const cause = causesIn(log);
  const rows = log.deliveries.map(cause);
  assert.deepEqual(
    rows.map((row) => row?.code),
    ['CONFIG_AUTHINFO_DB_MISSING', 'CONNECT_NO_GREETING', 'RELAY_RECIPIENT_UNKNOWN'],
  );
  assert.deepEqual(
    rows.map((row) => row !== undefined && concernsOneMessage(row)),
    [false, false, true],
  );
});

test('commas in addresses, message ids and texts do not shift fields', () => {
  const { deliveries } = parseMaillog([
    entry(
      '6AMDVR2P00001',
      'to=<a@dest.example>,<b@dest.example>, ctladdr=<x@host01> (0/0), mailer=relay, relay=relay.example.com. [192.0.2.25], dsn=4.0.0, reply=451 wait, please, stat=later, stat=Deferred: 451 wait, please',
    ),
  ]);
  assert.equal(deliveries[0]?.recipient, '<a@dest.example>,<b@dest.example>');
  assert.equal(deliveries[0]?.dsn, '4.0.0');
});

test('success elsewhere does not clear the smart host; direct delivery to another domain clears direct delivery', () => {
  const elsewhere = entry(
    '6AMDVR2P00002',
    'to=<a@inside.example>, mailer=relay, relay=mailhub.example.com. [192.0.2.30], dsn=2.0.0, stat=Sent (Ok)',
  );
  assert.equal(
    failuresSinceSuccess(finalDeliveries(parseMaillog([refused('6AMDVR2P00001'), elsewhere]))).length,
    1,
    'the smart host still refuses',
  );
  const direct = (line: string): string => line.replace('mailer=relay', 'mailer=esmtp');
  assert.deepEqual(
    failuresSinceSuccess(finalDeliveries(parseMaillog([direct(refused('6AMDVR2P00001')), direct(elsewhere)]))),
    [],
  );
});

test('an IPv6 address of the relay is one that was connected to', () => {
  const [delivery] = parseMaillog([
    entry(
      '6AMDVR2P00001',
      'to=<a@dest.example>, mailer=relay, relay=relay.example.com. [IPv6:2001:db8::25], dsn=4.0.0, stat=Deferred: Connection refused by relay.example.com.',
    ),
  ]).deliveries;
  assert.equal(delivery?.relay, 'relay.example.com');
  assert.equal(delivery?.address, '2001:db8::25');
});
