import { effectOf, type HistoryEntry } from './history-entry.ts';

/** From the first run that failed to the first one after it in which mail works. Milliseconds since 1970. */
export interface FailingStretch {
  readonly from: number;
  /** Null while it lasts. */
  readonly until: number | null;
  /** Of the first failing run. */
  readonly stage: HistoryEntry['stage'];
  readonly code: string | null;
}

/** Entries in the order of time. */
export const failingStretches = (entries: readonly HistoryEntry[]): readonly FailingStretch[] => {
  const stretches: FailingStretch[] = [];
  let open: FailingStretch | undefined;
  for (const { at, outcome, stage, code } of entries) {
    const effect = effectOf(outcome);
    if (effect === 'failing') open ??= { from: at, until: null, stage, code };
    else if (effect === 'working' && open !== undefined) {
      stretches.push({ ...open, until: at });
      open = undefined;
    }
  }
  return open === undefined ? stretches : [...stretches, open];
};

/** Seconds of the stretches that ended; undefined when none did. */
export const repairTimes = (
  stretches: readonly FailingStretch[],
): { readonly mean: number; readonly longest: number; readonly count: number } | undefined => {
  const seconds = stretches.flatMap(({ from, until }) => (until === null ? [] : [(until - from) / 1000]));
  if (seconds.length === 0) return undefined;
  const sum = seconds.reduce((total, one) => total + one, 0);
  return { mean: sum / seconds.length, longest: Math.max(...seconds), count: seconds.length };
};
