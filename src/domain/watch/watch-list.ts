import type { KnownHosts, Target } from '../command/command.ts';
import { hostsOf } from '../command/find-hosts.ts';
import type { Watch } from './watch.ts';

/** What commands made of the watches of the configuration file. Kept as JSON. */
export interface WatchList {
  readonly added: readonly Watch[];
  /** Targets of the file that somebody ended. */
  readonly ended: readonly Target[];
}

export const emptyList: WatchList = { added: [], ended: [] };

const same = (one: Target, other: Target): boolean => one.kind === other.kind && one.name === other.name;

const among = (target: Target, targets: readonly Target[]): boolean => targets.some((one) => same(one, target));

const targetsOf = (watches: readonly Watch[]): readonly Target[] => watches.map(({ target }) => target);

/** Everything that is watched, each target once: a command's watch stands in for the file's, a later line of the file for an earlier one. */
export const watchesOf = (file: readonly Watch[], { added, ended }: WatchList): readonly Watch[] => {
  const ofFile = file.filter(
    ({ target }, at) =>
      !among(target, ended) && !among(target, targetsOf(added)) && !among(target, targetsOf(file.slice(at + 1))),
  );
  return [...ofFile, ...added];
};

export const addWatches = ({ added, ended }: WatchList, watches: readonly Watch[]): WatchList => {
  const targets = targetsOf(watches);
  return {
    added: [...added.filter(({ target }) => !among(target, targets)), ...watches],
    ended: ended.filter((target) => !among(target, targets)),
  };
};

/** Ends the watches of these targets; `all` ends every watch there is. */
export const endWatches = (
  file: readonly Watch[],
  list: WatchList,
  targets: readonly Target[],
): { readonly list: WatchList; readonly ended: readonly Target[] } => {
  const everything = targets.some(({ kind }) => kind === 'all');
  const going = targetsOf(watchesOf(file, list)).filter((target) => everything || among(target, targets));
  if (going.length === 0) return { list, ended: [] };
  const ofFile = targetsOf(file).filter((target) => among(target, going) && !among(target, list.ended));
  return {
    ended: going,
    list: {
      added: list.added.filter(({ target }) => !among(target, going)),
      ended: [...list.ended, ...ofFile.filter((target, at) => !among(target, ofFile.slice(0, at)))],
    },
  };
};

const nearness: Readonly<Record<Target['kind'], number>> = { host: 0, group: 1, all: 2 };

/** The one watch that decides about each watched host: the most frequent, and of these the one that names it most closely. */
export const watchByHost = (watches: readonly Watch[], known: KnownHosts): ReadonlyMap<string, Watch> => {
  const found = new Map<string, Watch>();
  const ordered = [...watches].sort(
    (one, other) => one.everySeconds - other.everySeconds || nearness[one.target.kind] - nearness[other.target.kind],
  );
  for (const watch of ordered)
    for (const host of hostsOf(watch.target, known)) if (!found.has(host)) found.set(host, watch);
  return found;
};
