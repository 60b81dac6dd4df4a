import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assert as check, constantFrom, nat, property, record } from 'fast-check';
import { lengthOf, problemsOf } from '../../src/adapters/practice-slack/blocks/problems.ts';
import { checkMessage } from '../../src/adapters/slack/blocks/check-message.ts';
import { nothingYet } from '../../src/adapters/slack/blocks/plan.ts';
import { reportMessage } from '../../src/adapters/slack/blocks/report-message.ts';
import { finalRoot, liveRoot, type RootContext } from '../../src/adapters/slack/blocks/root-message.ts';
import type { SlackMessage } from '../../src/adapters/slack/outbox/slack-message.ts';
import { degraded, refusedLogin, unreachable } from '../slack/canned.ts';

const context: RootContext = {
  runId: 'cmd-1',
  host: 'host01',
  requestedBy: 'U0ANN',
  requestedAt: '2026-11-22T14:05:00.000Z',
  offered: () => true,
};
const messages: readonly SlackMessage[] = [
  liveRoot(context, nothingYet),
  ...[refusedLogin, degraded, unreachable].flatMap((canned) => [
    finalRoot(context, canned('host01')),
    reportMessage(canned('host01')).message,
  ]),
];

type Node = Record<string, unknown> | unknown[];
type Place = { readonly parent: Node; readonly key: string | number };

/** Every text and every list in a message, but for the words that only the code can get wrong. */
function placesIn(node: unknown, found: Place[] = []): Place[] {
  if (typeof node !== 'object' || node === null) return found;
  for (const [key, value] of Object.entries(node)) {
    if (['type', 'style', 'level', 'status'].includes(key)) continue;
    if (typeof value === 'string' || Array.isArray(value)) found.push({ parent: node as Node, key });
    placesIn(value, found);
  }
  return found;
}

const lengths = constantFrom(0, 1, 75, 76, 150, 151, 255, 256, 2_000, 2_001, 3_000, 3_001, 12_001, 13_001);
const counts = constantFrom(0, 2, 9, 10, 11, 25, 26, 50, 51, 101);

/** A real message with one text or one list of another length. */
const changed = record({ message: constantFrom(...messages), place: nat(), length: lengths, count: counts }).map(
  ({ message, place, length, count }) => {
    const copy = structuredClone(message) as { text: string; blocks: unknown[] };
    const places = placesIn(copy.blocks);
    const { parent, key } = places[place % places.length] as { parent: Record<string, unknown>; key: string };
    const value = parent[key];
    parent[key] = Array.isArray(value)
      ? Array.from({ length: count }, (_, index) =>
          structuredClone(value[index % Math.max(value.length, 1)] as unknown),
        )
      : 'x'.repeat(length);
    return copy as unknown as SlackMessage;
  },
);

test('what the bot renders is taken here', () => {
  for (const { blocks } of messages) assert.deepEqual(problemsOf(blocks, 'message'), []);
});

test("what passes the bot's own check is taken here, whatever length its texts and lists have", () => {
  let refused = 0;
  check(
    property(changed, (message) => {
      const problems = problemsOf(message.blocks, 'message');
      if (problems.length > 0 || lengthOf(message.blocks) > 13_000) refused += 1;
      if (checkMessage(message).length > 0) return;
      assert.deepEqual(problems, []);
      assert.ok(lengthOf(message.blocks) <= 13_000);
    }),
    { numRuns: 1_500 },
  );
  assert.ok(refused > 100, `only ${refused} of the messages were wrong at all`);
});
