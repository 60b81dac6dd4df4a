import type { Diagnosis } from '../domain/diagnosis/diagnosis.ts';
import { effectOf, entryOf, entryWithoutResult, type HistoryEntry } from '../domain/history/history-entry.ts';
import {
  changesAfter,
  describeChange,
  type HostTraits,
  noteRun,
  type ObservedRun,
} from '../domain/history/host-traits.ts';
import { type SinceWorked, sinceWorkedOf } from '../domain/history/since-worked.ts';
import { type HistorySummary, summarise } from '../domain/history/summary.ts';
import type { Traits } from '../domain/history/traits.ts';
import type { Clock } from './ports/clock.ts';
import type { Collection, Collections } from './ports/collection.ts';
import type { HistoryStore } from './ports/history-store.ts';
import type { RunRecord } from './ports/run-store.ts';

/** What is known of one host over time. */
export interface HostHistory {
  readonly host: string;
  /** The period asked for, in days. */
  readonly days: number;
  /** Its beginning and its end, milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** In the order of time. */
  readonly entries: readonly HistoryEntry[];
  readonly summary: HistorySummary;
  /** Left out when mail was never seen to work. */
  readonly sinceWorked?: SinceWorked;
  /** Mails in the queue in the newest run in which mail worked. */
  readonly queuedWhenWorked: number | null;
  /** Everything that changed, one text a change, the newest first. */
  readonly changes: readonly string[];
}

export interface History {
  /** Keeps the outcome of a run. Repeatable for the same record. */
  follow(record: RunRecord): Promise<void>;
  /** What this run sees changed since mail last worked; for runs that fail, before they are followed. */
  seenBy(host: string, diagnosis: Diagnosis, traits: Traits): Promise<SinceWorked | undefined>;
  /** What is known to be changed since mail last worked, as of now. */
  changesSinceHealthy(host: string): Promise<SinceWorked | undefined>;
  /** What changed on a host after a time (ISO 8601) and is other now, one text a change. For the end of an incident: what was mended. */
  changesAfter(host: string, at: string): Promise<readonly string[]>;
  of(host: string, days?: number): Promise<HostHistory>;
  close(): Promise<void>;
}

const dayMs = 86_400_000;

/** A host that is not checked for so long has nothing left to compare with. */
const keepTraitsMs = 90 * dayMs;

const observed = (diagnosis: Diagnosis, traits: Traits): ObservedRun => ({
  at: Date.parse(diagnosis.startedAt),
  works: effectOf(diagnosis.status) === 'working',
  queued: diagnosis.queue?.total ?? null,
  traits,
});

export const createHistory = (parts: {
  readonly store: HistoryStore;
  readonly collections: Collections;
  readonly clock: Clock;
  /** How long results are kept. */
  readonly days: number;
}): History => {
  const { store, clock } = parts;
  const hosts: Collection<HostTraits> = parts.collections.open('traits', keepTraitsMs);
  const now = (): number => clock.now().getTime();
  return {
    async follow({ request, diagnosis, failure, traits }) {
      if (diagnosis !== undefined) {
        await store.append(request.host, entryOf(diagnosis));
        await hosts.change(request.host, (known) => noteRun(known, observed(diagnosis, traits ?? {})));
      } else if (failure !== undefined)
        await store.append(request.host, entryWithoutResult(Date.parse(request.requestedAt)));
    },

    async seenBy(host, diagnosis, traits) {
      const run = observed(diagnosis, traits);
      return sinceWorkedOf(noteRun(await hosts.get(host), run), run.at);
    },

    changesSinceHealthy: async (host) => sinceWorkedOf(await hosts.get(host), now()),

    changesAfter: async (host, at) =>
      changesAfter(await hosts.get(host), Date.parse(at)).map((change) => describeChange(change, now())),

    async of(host, days = parts.days) {
      const to = now();
      const from = to - days * dayMs;
      const [entries, known] = await Promise.all([store.read(host, from), hosts.get(host)]);
      const sinceWorked = sinceWorkedOf(known, to);
      return {
        host,
        days,
        from,
        to,
        entries,
        summary: summarise(entries),
        ...(sinceWorked === undefined ? {} : { sinceWorked }),
        queuedWhenWorked: known?.worked?.queued ?? null,
        changes: [...(known?.changes ?? [])].reverse().map((change) => describeChange(change, to)),
      };
    },

    close: () => store.close(),
  };
};
