import type { HistoryEntry } from '../../domain/history/history-entry.ts';

/** A time range in pixels of the plot. */
export interface Scale {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly pixels: number;
}

/** A queue length at a time; null where the line breaks off. `alone`: no neighbour to draw a line to. */
export interface Point {
  readonly at: number;
  readonly queued: number | null;
  readonly alone: boolean;
}

/** A stretch of one row of the strip. */
export interface Segment {
  readonly row: number;
  readonly from: number;
  readonly to: number;
  readonly cause: string | null;
}

const minute = 60_000;

/** A gap longer than this is time nobody looked, and nothing is drawn there: three times the usual gap, from 15 minutes to 6 hours. */
const longestGap = (entries: readonly HistoryEntry[]): number => {
  const gaps = entries.slice(1).map(({ at }, i) => at - (entries[i]?.at ?? at));
  const usual = [...gaps].sort((one, other) => one - other)[Math.floor(gaps.length / 2)] ?? 0;
  return Math.min(360 * minute, Math.max(15 * minute, 3 * usual));
};

/** Least and most of what falls into one bucket, in the order of time. */
const extremes = (bucket: readonly Point[]): readonly Point[] => {
  let [least, most] = [bucket[0], bucket[0]];
  for (const point of bucket) {
    if ((point.queued ?? 0) < (least?.queued ?? 0)) least = point;
    if ((point.queued ?? 0) > (most?.queued ?? 0)) most = point;
  }
  if (least === undefined || most === undefined || least === most) return least === undefined ? [] : [least];
  return least.at < most.at ? [least, most] : [most, least];
};

/** The queue over time, at most two points in two pixels: each bucket keeps its least and its most. Breaks stay. */
export const queuePoints = (entries: readonly HistoryEntry[], { from, to, pixels }: Scale): readonly Point[] => {
  const gap = longestGap(entries);
  const width = Math.max(1, (2 * (to - from)) / pixels);
  const runs: Point[][] = [];
  let last: number | undefined;
  for (const { at, queue } of entries) {
    if (queue === null) {
      last = undefined;
      continue;
    }
    if (last === undefined || at - last > gap) runs.push([]);
    runs.at(-1)?.push({ at, queued: queue.total, alone: false });
    last = at;
  }
  const points: Point[] = [];
  for (const run of runs) {
    const buckets = new Map<number, Point[]>();
    for (const point of run) {
      const place = Math.floor((point.at - from) / width);
      const bucket = buckets.get(place);
      if (bucket === undefined) buckets.set(place, [point]);
      else bucket.push(point);
    }
    const kept = [...buckets.values()].flatMap(extremes);
    const end = kept.at(-1)?.at ?? from;
    points.push(...kept.map((point) => ({ ...point, alone: kept.length === 1 })), {
      at: end,
      queued: null,
      alone: false,
    });
  }
  return points;
};

/**
 * The strip: each entry holds until the next one, and for a moment where nobody looked for long; no stretch is narrower than
 * `least` pixels, so a single failure in a month is seen. Neighbours of one row are one; a stretch keeps its first cause.
 */
export const outcomeSegments = (
  entries: readonly HistoryEntry[],
  rowOf: (outcome: HistoryEntry['outcome']) => number,
  { from, to, pixels }: Scale,
  least = 3,
): readonly Segment[] => {
  const gap = longestGap(entries);
  const pixel = (to - from) / pixels;
  const open = new Map<number, Segment>();
  const done: Segment[] = [];
  for (const [i, { at, outcome, code }] of entries.entries()) {
    const next = entries[i + 1]?.at ?? at;
    const end = Math.min(to, Math.max(next - at > gap ? at : next, at + least * pixel));
    const row = rowOf(outcome);
    const before = open.get(row);
    // A pixel between them would not be seen, unless it means another cause.
    if (before !== undefined && at <= before.to + pixel && before.cause === code) {
      open.set(row, { ...before, to: Math.max(before.to, end) });
      continue;
    }
    if (before !== undefined) done.push(before);
    open.set(row, { row, from: Math.min(at, to - least * pixel), to: end, cause: code });
  }
  return [...done, ...open.values()].sort((one, other) => one.from - other.from);
};
