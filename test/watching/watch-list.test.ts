import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { slotDue } from '../../src/domain/watch/slot.ts';
import type { Watch } from '../../src/domain/watch/watch.ts';
import { addWatches, emptyList, endWatches, watchByHost, watchesOf } from '../../src/domain/watch/watch-list.ts';
import { hosts } from '../slack/slack-bench.ts';

const of = (kind: Watch['target']['kind'], name: string, everySeconds: number, given: Partial<Watch> = {}): Watch => ({
  target: { kind, name },
  everySeconds,
  addedBy: null,
  ...given,
});

const file = [of('group', 'erp', 300), of('all', 'all', 600)];
const erp = { kind: 'group', name: 'erp' } as const;
const all = { kind: 'all', name: 'all' } as const;

test('a watch of a command stands in for the one of the file; ended, it stays ended until it is added again', () => {
  const faster = addWatches(emptyList, [of('group', 'erp', 60, { addedBy: 'U1', channel: 'C9' })]);
  assert.deepEqual(
    watchesOf(file, faster).map(({ target, everySeconds }) => [target.name, everySeconds]),
    [
      ['all', 600],
      ['erp', 60],
    ],
  );
  const ended = endWatches(file, faster, [erp]);
  assert.deepEqual(ended.ended, [erp]);
  assert.deepEqual(
    watchesOf(file, ended.list).map(({ target }) => target.name),
    ['all'],
  );
  assert.deepEqual(endWatches(file, ended.list, [erp]), { list: ended.list, ended: [] }, 'it was not there');
  assert.equal(watchesOf(file, addWatches(ended.list, [of('group', 'erp', 120)])).length, 2);
  assert.deepEqual(watchesOf(file, endWatches(file, faster, [all]).list), [], 'all ends everything');
});

test('the most frequent watch of a host decides, and the one that names it most closely when they are equal', () => {
  const decided = watchByHost(
    [of('all', 'all', 60), of('group', 'erp', 300), of('host', 'host01', 60, { channel: 'C2' })],
    { hosts },
  );
  assert.equal(decided.get('host01')?.channel, 'C2');
  assert.equal(decided.get('host02')?.everySeconds, 60);
  assert.equal(watchByHost([of('host', 'gone', 60)], { hosts }).size, 0, 'a host that is no longer in the file');
});

test('slots: one an interval, the same everywhere, near its begin only', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z]{1,20}$/),
      fc.integer({ min: 60, max: 86_400 }),
      fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }),
      (host, every, from) => {
        const grace = Math.max(30, every / 10);
        const due = new Set<string>();
        let lasted = 0;
        for (let second = from; second < from + 2 * every; second += 10) {
          const slot = slotDue(host, every, new Date(second * 1000));
          if (slot === undefined) continue;
          assert.ok(second - slot.start >= 0 && second - slot.start <= grace);
          due.add(slot.runId);
          lasted += 10;
        }
        assert.ok(due.size === 2 || due.size === 3, `${due.size} slots begin in two intervals`);
        assert.ok(lasted <= 3 * (grace + 10));
      },
    ),
    { numRuns: 100 },
  );
});

test('500 hosts spread over their interval', () => {
  const perTick = new Map<number, number>();
  for (let index = 0; index < 500; index++) {
    for (let second = 0; second < 300; second++) {
      const slot = slotDue(`aix${String(index).padStart(3, '0')}`, 300, new Date((1_800_000_000 + second) * 1000));
      if (slot?.start === 1_800_000_000 + second) {
        const tick = Math.floor(second / 10);
        perTick.set(tick, (perTick.get(tick) ?? 0) + 1);
      }
    }
  }
  const counts = [...perTick.values()];
  assert.equal(
    counts.reduce((sum, one) => sum + one, 0),
    500,
  );
  assert.ok(perTick.size === 30 && Math.max(...counts) <= 40, `at most ${Math.max(...counts)} in ten seconds`);
});
