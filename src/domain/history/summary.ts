import { effectOf, type HistoryEntry } from './history-entry.ts';
import { type FailingStretch, failingStretches, repairTimes } from './repairs.ts';

/** What a host's entries come to. */
export interface HistorySummary {
  readonly runs: number;
  /** Of the runs that say something about mail, the share in which it works, from 0 to 1; undefined when none says anything. */
  readonly workingShare: number | undefined;
  readonly stretches: readonly FailingStretch[];
  readonly repair: ReturnType<typeof repairTimes>;
  /** What the newest run that says something says, and since when: the first run that said so without another in between. */
  readonly now: { readonly state: 'working' | 'failing'; readonly since: number } | undefined;
  readonly first: HistoryEntry | undefined;
  readonly last: HistoryEntry | undefined;
}

/** Entries in the order of time. */
export const summarise = (entries: readonly HistoryEntry[]): HistorySummary => {
  const stretches = failingStretches(entries);
  let working = 0;
  let clear = 0;
  let now: HistorySummary['now'];
  for (const { at, outcome } of entries) {
    const state = effectOf(outcome);
    if (state === 'unclear') continue;
    clear += 1;
    if (state === 'working') working += 1;
    if (now?.state !== state) now = { state, since: at };
  }
  return {
    runs: entries.length,
    workingShare: clear === 0 ? undefined : working / clear,
    stretches,
    repair: repairTimes(stretches),
    now,
    first: entries[0],
    last: entries.at(-1),
  };
};
