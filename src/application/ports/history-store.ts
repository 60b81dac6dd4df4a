import type { HistoryEntry } from '../../domain/history/history-entry.ts';

/** Keeps what became of runs, by host, over processes. Entries older than the store's days go by themselves. */
export interface HistoryStore {
  /** Keeps an entry. A repeat (an entry of the same time) writes nothing; entries may come in any order. */
  append(host: string, entry: HistoryEntry): Promise<void>;
  /** Entries from this time (milliseconds since 1970) on, in the order of time. */
  read(host: string, since: number): Promise<readonly HistoryEntry[]>;
  close(): Promise<void>;
}
