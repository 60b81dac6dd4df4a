import type { HistoryStore } from '../../application/ports/history-store.ts';
import type { HistoryEntry } from '../../domain/history/history-entry.ts';

const dayMs = 86_400_000;

/** A week of checks every five minutes. */
const mostOfHost = 2000;
const mostOfAll = 200_000;

/** Entries of a single process; gone when it ends, and the oldest before that where there are many. */
export const createMemoryHistory = ({ days }: { readonly days: number }): HistoryStore => {
  const byHost = new Map<string, HistoryEntry[]>();
  const oldest = (): number => Date.now() - days * dayMs;
  return {
    async append(host, entry) {
      if (entry.at < oldest()) return;
      const entries = byHost.get(host) ?? [];
      byHost.set(host, entries);
      let place = entries.length;
      while (place > 0 && (entries[place - 1]?.at ?? 0) > entry.at) place -= 1;
      if (entries[place - 1]?.at === entry.at) return;
      entries.splice(place, 0, entry);
      const most = Math.max(10, Math.min(mostOfHost, Math.floor(mostOfAll / byHost.size)));
      const kept = entries.findIndex(({ at }) => at >= oldest());
      entries.splice(0, Math.max(kept, entries.length - most));
    },
    read: async (host, since) => {
      const from = Math.max(since, oldest());
      return (byHost.get(host) ?? []).filter(({ at }) => at >= from);
    },
    close: async () => byHost.clear(),
  };
};
