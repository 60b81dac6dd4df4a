import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { effectOf, type HistoryEntry } from '../../src/domain/history/history-entry.ts';
import { failingStretches, repairTimes } from '../../src/domain/history/repairs.ts';
import { summarise } from '../../src/domain/history/summary.ts';
import { entryAt } from './history-contract.ts';

const outcome = fc.constantFrom<HistoryEntry['outcome']>(
  'healthy',
  'degraded',
  'failed',
  'unreachable',
  'unknown',
  'none',
);
const history = fc.array(fc.tuple(fc.integer({ min: 1, max: 100_000 }), outcome), { maxLength: 60 }).map((steps) => {
  let at = 1_000_000;
  return steps.map(([gap, what]) => {
    at += gap;
    return entryAt(at, { outcome: what });
  });
});

test('stretches part the failing runs: each is in exactly one, no working run is inside of one', () => {
  fc.assert(
    fc.property(history, (entries) => {
      const stretches = failingStretches(entries);
      for (const { at, outcome: what } of entries) {
        const inside = stretches.filter(({ from, until }) => at >= from && at < (until ?? Number.POSITIVE_INFINITY));
        const effect = effectOf(what);
        if (effect === 'failing') assert.equal(inside.length, 1);
        if (effect === 'working') assert.equal(inside.length, 0);
      }
      for (const [i, { from, until }] of stretches.entries()) {
        assert.equal(effectOf(entries.find(({ at }) => at === from)?.outcome ?? 'none'), 'failing');
        if (until === null) assert.equal(i, stretches.length - 1, 'only the last one may be open');
        else assert.equal(effectOf(entries.find(({ at }) => at === until)?.outcome ?? 'none'), 'working');
      }
    }),
  );
});

test('runs that say nothing change nothing, wherever they stand', () => {
  fc.assert(
    fc.property(history, (entries) => {
      const clear = entries.filter((entry) => effectOf(entry.outcome) !== 'unclear');
      assert.deepEqual(failingStretches(entries), failingStretches(clear));
      const [all, some] = [summarise(entries), summarise(clear)];
      assert.equal(all.workingShare, some.workingShare);
      assert.deepEqual(all.now, some.now);
    }),
  );
});

test('repair: the mean is between nothing and the longest, and their sum is the time mail stood still', () => {
  fc.assert(
    fc.property(history, (entries) => {
      const stretches = failingStretches(entries);
      const repair = repairTimes(stretches);
      const ended = stretches.filter(({ until }) => until !== null);
      assert.equal(repair?.count ?? 0, ended.length);
      if (repair === undefined) return;
      assert.ok(repair.mean > 0 && repair.mean <= repair.longest + 1e-9);
      // The same by another way: each gap between two runs counts when mail stood still at its beginning.
      let still = 0;
      let failing = false;
      for (const [i, { at, outcome: what }] of entries.entries()) {
        if (i > 0 && failing) still += at - (entries[i - 1]?.at ?? 0);
        if (effectOf(what) !== 'unclear') failing = effectOf(what) === 'failing';
      }
      const open = stretches.at(-1)?.until === null ? (entries.at(-1)?.at ?? 0) - (stretches.at(-1)?.from ?? 0) : 0;
      assert.ok(Math.abs(repair.mean * repair.count - (still - open) / 1000) < 1e-6);
    }),
  );
});

test('a month with one bad night', () => {
  const minute = 60_000;
  const entries = [
    entryAt(0),
    entryAt(5 * minute, { outcome: 'failed', stage: 'dns', code: 'DNS_X' }),
    entryAt(10 * minute, { outcome: 'unknown' }),
    entryAt(15 * minute, { outcome: 'unreachable', stage: 'access' }),
    entryAt(47 * minute, { outcome: 'degraded' }),
    entryAt(50 * minute, { outcome: 'failed', stage: 'relay', code: 'R' }),
  ];
  const found = summarise(entries);
  assert.deepEqual(found.stretches, [
    { from: 5 * minute, until: 47 * minute, stage: 'dns', code: 'DNS_X' },
    { from: 50 * minute, until: null, stage: 'relay', code: 'R' },
  ]);
  assert.deepEqual(found.repair, { mean: 42 * 60, longest: 42 * 60, count: 1 });
  assert.equal(found.workingShare, 2 / 5);
  assert.deepEqual(found.now, { state: 'failing', since: 50 * minute });
});
