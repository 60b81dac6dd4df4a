import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { recognise } from '../../src/domain/error-table/index.ts';
import { explain, textKinds } from '../../src/domain/explain/index.ts';
import { parseTcpTools } from '../../src/domain/stages/connectivity/tcp-tools.ts';
import { parseLookup } from '../../src/domain/stages/dns/lookup.ts';
import { finalDeliveries } from '../../src/domain/stages/logs/log-questions.ts';
import { parseMaillog } from '../../src/domain/stages/logs/maillog.ts';
import { parseMailq } from '../../src/domain/stages/queue/mailq.ts';
import { parseReplies } from '../../src/domain/stages/relay/smtp-reply.ts';
import { parseErrpt } from '../../src/domain/stages/service/errpt.ts';
import { parseSubsystems } from '../../src/domain/stages/service/subsystems.ts';
import { parseSClient } from '../../src/domain/stages/starttls/s-client.ts';
import { maskAddresses } from '../../src/domain/text/mask-addresses.ts';
import { redactSecrets } from '../../src/domain/text/redact-secrets.ts';
import { fixtures } from './fixtures.ts';

const parsers: readonly ((lines: readonly string[]) => unknown)[] = [
  parseSubsystems,
  parseErrpt,
  parseMailq,
  parseMaillog,
  parseReplies,
  parseSClient,
  parseLookup,
  parseTcpTools,
];

const bytes = fc.string({ unit: 'binary', maxLength: 400 });
/** Real text damaged: cut, doubled, mixed, with random bytes put in. */
const damaged = fc
  .tuple(
    fc.constantFrom(...fixtures.map(({ text }) => text)),
    fc.constantFrom(...fixtures.map(({ text }) => text)),
    fc.nat(),
    fc.nat(),
    bytes,
  )
  .map(
    ([one, other, cut, from, noise]) =>
      one.slice(0, cut % (one.length + 1)) + noise + other.slice(from % (other.length + 1)),
  );

test('no parser crashes, whatever comes', () => {
  fc.assert(
    fc.property(fc.oneof(bytes, damaged), (text) => {
      for (const parse of parsers) parse(text.split('\n'));
      for (const kind of textKinds) assert.ok(explain(text, kind).meaning.length > 0);
    }),
    { numRuns: 300 },
  );
});

test('random bytes are never called delivered', () => {
  fc.assert(
    fc.property(bytes, fc.constantFrom(undefined, ...textKinds), (text, kind) => {
      assert.notEqual(explain(text, kind).stage, 'delivered');
    }),
    { numRuns: 500 },
  );
});

test('a failure stays a failure when other text stands before it', () => {
  const failures = fixtures.filter(({ kind, stage }) => kind === 'maillog' && stage === 'connectivity');
  fc.assert(
    fc.property(fc.constantFrom(...failures), fc.string({ maxLength: 80 }), ({ text }, before) => {
      assert.notEqual(
        explain(`${before.replaceAll('<', '').replaceAll('&', '')}\n${text}`, 'maillog').stage,
        'delivered',
      );
    }),
  );
});

test('hostile repetitions are read in a bounded way', () => {
  const pieces = [
    '(',
    ')',
    'a ',
    ' ',
    '\t',
    ': ',
    '0',
    'relay=',
    'to=',
    '[',
    '550-',
    '334 ',
    '@',
    '"P:',
    'Sent (',
    '<<<',
    'errno=',
    '-',
    '.',
    'depth=',
    'a@',
  ];
  for (const piece of pieces) {
    const text = piece.repeat(20_000);
    for (const kind of textKinds) explain(text, kind);
    redactSecrets(text);
    maskAddresses(text);
    recognise(text);
  }
});

test('every message of a log has one outcome, its last', () => {
  const line = (id: number, stat: string): string =>
    `Nov 22 13:31:29 host01 sendmail[1]: 6AMDVR${String(id).padStart(4, '0')}00001: to=<a@dest.example>, mailer=relay, relay=relay.example.com. [192.0.2.25], dsn=4.0.0, stat=${stat}`;
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.nat(5),
          fc.constantFrom('Sent (Ok 1)', 'Deferred: Connection refused by relay.example.com.', 'Service unavailable'),
        ),
        { minLength: 1, maxLength: 30 },
      ),
      (attempts) => {
        const log = parseMaillog(attempts.map(([id, stat]) => line(id, stat)));
        const last = new Map(attempts.map(([id, stat]) => [id, stat]));
        const finals = finalDeliveries(log);
        assert.equal(finals.length, last.size);
        assert.deepEqual(finals.map(({ stat }) => stat).sort(), [...last.values()].sort());
      },
    ),
  );
});
