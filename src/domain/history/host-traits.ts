import { type Difference, differences, merged } from './compare.ts';
import { describeDifference } from './describe-difference.ts';
import type { Traits } from './traits.ts';

/** A change lies between the last run that saw the old state and the first one that saw the new one; milliseconds since 1970. */
export interface TraitChange extends Difference {
  readonly from: number;
  readonly to: number;
}

/** What is known of one host over all its runs. */
export interface HostTraits {
  /** Start of the newest run. */
  readonly at: number;
  /** The newest value of each trait that was ever read, and when it was last seen. */
  readonly known: Traits;
  readonly seen: Readonly<Record<string, number>>;
  /** The newest run in which mail worked. */
  readonly worked?: { readonly at: number; readonly queued: number | null };
  /** The newest last, at most 50. */
  readonly changes: readonly TraitChange[];
}

/** What a run adds. */
export interface ObservedRun {
  readonly at: number;
  readonly works: boolean;
  readonly queued: number | null;
  readonly traits: Traits;
}

const mostChanges = 50;
/** A host has about thirty. */
const mostTraits = 100;

/** Takes a run into account; the same object back when it, or a newer one, was taken before. */
export const noteRun = (before: HostTraits | undefined, run: ObservedRun): HostTraits => {
  if (before !== undefined && before.at >= run.at) return before;
  const found = differences(before?.known ?? {}, run.traits).map(
    (one): TraitChange => ({ ...one, from: before?.seen[one.trait] ?? run.at, to: run.at }),
  );
  const known = { ...before?.known };
  const seen = { ...before?.seen };
  for (const [trait, value] of Object.entries(run.traits)) {
    if (!(trait in known) && Object.keys(known).length >= mostTraits) continue;
    known[trait] = merged(trait, known[trait], value);
    seen[trait] = run.at;
  }
  const worked = run.works ? { at: run.at, queued: run.queued } : before?.worked;
  return {
    at: run.at,
    known,
    seen,
    ...(worked === undefined ? {} : { worked }),
    changes: [...(before?.changes ?? []), ...found].slice(-mostChanges),
  };
};

/** What is other than in the newest run in which mail worked; undefined when mail was never seen to work. */
export const changesSinceWorked = (
  host: HostTraits | undefined,
): { readonly workedAt: number; readonly changes: readonly TraitChange[] } | undefined =>
  host?.worked === undefined ? undefined : { workedAt: host.worked.at, changes: changesAfter(host, host.worked.at) };

/** What is other now than it was at a time (milliseconds since 1970), each thing once; what was changed back is no change. */
export const changesAfter = (host: HostTraits | undefined, at: number): readonly TraitChange[] => {
  const byTrait = new Map<string, TraitChange>();
  for (const change of host?.changes ?? []) {
    if (change.to <= at) continue;
    const first = byTrait.get(change.trait);
    byTrait.set(change.trait, first === undefined ? change : { ...change, before: first.before });
  }
  const left = [...byTrait.values()].filter(
    ({ trait, before, now }) => differences({ [trait]: before }, { [trait]: now }).length > 0,
  );
  return tellingOnly(left);
};

/** Another relay has other addresses and another certificate: that needs no words of its own, and the lines of sendmail.cf say more than its checksum. */
const tellingOnly = (changes: readonly TraitChange[]): readonly TraitChange[] => {
  const has = (trait: string): boolean => changes.some((one) => one.trait === trait);
  return changes.filter(
    ({ trait }) =>
      !(has('relay') && /^(?:certificate|offers) /.test(trait)) &&
      !(has('settings') && /^checksum \/etc\/(?:mail\/)?sendmail\.cf$/.test(trait)),
  );
};

const day = (ms: number): string => {
  const [, month = 0, date = 0] = new Date(ms).toISOString().slice(0, 10).split('-').map(Number);
  return `${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][month - 1]} ${date}`;
};
const clock = (ms: number): string => new Date(ms).toISOString().slice(11, 16);

/** `Nov 22 14:05 UTC`. */
export const describeTime = (ms: number): string => `${day(ms)} ${clock(ms)} UTC`;

/** `between 14:05 and 14:10 UTC` with the days where they are needed. */
const describeGap = (from: number, to: number, now: number): string => {
  if (day(from) !== day(to)) return `between ${day(from)} ${clock(from)} and ${day(to)} ${clock(to)} UTC`;
  return `between ${day(to) === day(now) ? '' : `${day(to)}, `}${clock(from)} and ${clock(to)} UTC`;
};

/** A change with its time, as people read it at `now`. */
export const describeChange = (change: TraitChange, now: number): string =>
  `${describeDifference(change)} ${describeGap(change.from, change.to, now)}`;
