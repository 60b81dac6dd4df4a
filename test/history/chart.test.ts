import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { planChart } from '../../src/adapters/chart/chart-option.ts';
import { createDrawer } from '../../src/adapters/chart/draw-apart.ts';
import { drawHistory } from '../../src/adapters/chart/history-chart.ts';
import { outcomeSegments, queuePoints } from '../../src/adapters/chart/sample-entries.ts';
import type { HistoryEntry } from '../../src/domain/history/history-entry.ts';
import { entryAt } from './history-contract.ts';

const minute = 60_000;
const now = Date.UTC(2026, 10, 22, 18, 3);
const from = now - 30 * 24 * 60 * minute;
const request = { host: 'host01', from, to: now };
const scale = { from, to: now, pixels: 830 };
const outcomes = ['healthy', 'degraded', 'unknown', 'unreachable', 'failed', 'none'] as const;
const rowOf = (outcome: HistoryEntry['outcome']): number => outcomes.indexOf(outcome);

const entries = fc
  .array(
    fc.record({
      gap: fc.oneof(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 3000 })),
      outcome: fc.constantFrom(...outcomes),
      total: fc.option(fc.nat({ max: 5000 })),
    }),
    { maxLength: 400 },
  )
  .map((steps) => {
    let at = from;
    return steps
      .map(({ gap, outcome, total }) => {
        at += gap * minute;
        const queue = total === null ? null : { total, deferred: 0, oldestSeconds: null };
        return entryAt(at, { outcome, queue, code: outcome === 'failed' ? 'DNS_SERVERS_SILENT' : null });
      })
      .filter((entry) => entry.at <= now);
  });

test('no outcome is hidden: each entry lies in a stretch of its row that is wide enough to be seen', () => {
  fc.assert(
    fc.property(entries, (all) => {
      const segments = outcomeSegments(all, rowOf, scale);
      const pixel = (scale.to - scale.from) / scale.pixels;
      for (const { at, outcome } of all)
        assert.ok(segments.some((one) => one.row === rowOf(outcome) && one.from <= at && at <= one.to));
      for (const one of segments) assert.ok(one.to - one.from >= 2.99 * pixel);
    }),
  );
});

test('the line keeps its least and its most, is never longer than the picture is wide, and breaks where nothing is known', () => {
  fc.assert(
    fc.property(entries, (all) => {
      const points = queuePoints(all, scale);
      const known = all.flatMap(({ queue }) => (queue === null ? [] : [queue.total]));
      const drawn = points.flatMap(({ queued }) => (queued === null ? [] : [queued]));
      if (known.length === 0) assert.deepEqual(drawn, []);
      else {
        assert.equal(Math.max(...drawn), Math.max(...known));
        assert.equal(Math.min(...drawn), Math.min(...known));
      }
      for (const [i, { at, queued }] of points.entries()) {
        if (queued === null) continue;
        assert.ok(
          all.some((entry) => entry.at === at && entry.queue?.total === queued),
          'nothing made up',
        );
        const next = points[i + 1];
        if (next === undefined || next.queued === null) continue;
        assert.ok(
          !all.some((entry) => entry.at > at && entry.at < next.at && entry.queue === null),
          'no line over what is not known',
        );
      }
    }),
  );
});

test('a month of checks every five minutes becomes a line of a picture', () => {
  const month = [...Array(8640)].map((_, i) => entryAt(from + i * 5 * minute));
  assert.ok(queuePoints(month, scale).length <= 831);
  assert.equal(outcomeSegments(month, rowOf, scale).length, 1);
});

const sizeOf = (png: Uint8Array): readonly [number, number] => {
  const bytes = Buffer.from(png);
  assert.equal(bytes.subarray(0, 8).toString('hex'), '89504e470d0a1a0a');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
};

test('empty, one point, all outcomes, a hostile name: each is a picture', async () => {
  const fault = { outcome: 'failed', stage: 'authentication', code: 'NOT_IN_THE_TABLE' } as const;
  const cases: Record<string, readonly HistoryEntry[]> = {
    empty: [],
    one: [entryAt(now)],
    many: outcomes.map((outcome, i) => entryAt(now - i * minute, { outcome })).reverse(),
    unread: [entryAt(now - minute, { queue: null }), entryAt(now, { ...fault, queue: null })],
  };
  for (const [name, all] of Object.entries(cases)) {
    const png = await drawHistory(all, { ...request, host: `${name} <script>&"'{a|b}\u0000 ${'x'.repeat(200)}` });
    const [width, height] = sizeOf(png);
    assert.equal(width, 2000, name);
    assert.ok(height >= 840 && height < 1300, `${name}: ${height}`);
  }
});

test('the text is really there, without any font of the machine', async () => {
  // The same picture without the title differs: letters were drawn.
  const [one, other] = await Promise.all([
    drawHistory([entryAt(now)], { ...request, host: 'host01' }),
    drawHistory([entryAt(now)], { ...request, host: 'host02' }),
  ]);
  assert.notDeepEqual(one, other);
});

test('in a process of its own, one after the other', async () => {
  const draw = createDrawer();
  const month = [...Array(8640)].map((_, i) => entryAt(from + i * 5 * minute));
  const pictures = await Promise.all([draw(month, request), draw([], request)]);
  for (const png of pictures) assert.equal(sizeOf(png)[0], 2000);
});

test('what can not be drawn is an error, and the next picture is drawn all the same', async () => {
  const draw = createDrawer();
  await assert.rejects(draw(undefined as never, request), /can not be drawn: /);
  assert.equal(sizeOf(await draw([], request))[0], 2000);
});

test('reasons stand in words, the most frequent first', () => {
  const plan = JSON.stringify(
    planChart(
      [
        entryAt(now - 3 * minute, { outcome: 'failed', stage: 'dns', code: 'DNS_SERVERS_SILENT' }),
        entryAt(now - 2 * minute, { outcome: 'failed', stage: 'dns', code: 'DNS_SERVERS_SILENT' }),
        entryAt(now - minute, { outcome: 'unreachable', stage: 'access', code: 'SSH_TIMED_OUT' }),
      ],
      request,
    ).option,
  );
  assert.match(
    plan,
    /DNS: The name servers do not answer \(2 checks\).*No answer from the host on its SSH port \(once\)/,
  );
  assert.match(plan, /UTC/);
});
