import type { Target } from '../../domain/command/command.ts';
import type { Watch } from '../../domain/watch/watch.ts';

/** What is watched, and the checks that follow from it. */
export interface Watching {
  /** Of the configuration file and of commands; a command's watch of the same target stands in for the file's. */
  list(): Promise<readonly Watch[]>;
  /** What this process watches, and what any other one watched in the last ten minutes, perhaps by another version of the file. */
  watchedHosts(): Promise<ReadonlySet<string>>;
  /** Adds a watch a target, or replaces the one there is. */
  add(watches: readonly Watch[]): Promise<void>;
  /** Ends watches; a watch of the file is ended until somebody adds it again. Resolves with those that were there. */
  remove(targets: readonly Target[], by: string): Promise<readonly Target[]>;
  /** Queues the checks that are due now, each slot of each host once over all processes. */
  tick(): Promise<void>;
}
