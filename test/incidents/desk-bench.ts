import { createMemoryCollections } from '../../src/adapters/store/memory-collections.ts';
import { createMemoryStore } from '../../src/adapters/store/memory-store.ts';
import { createIncidentDesk, type OwnDesk } from '../../src/application/incidents/create-incident-desk.ts';
import type { Collection, Collections } from '../../src/application/ports/collection.ts';
import type { RunRecord, RunStore } from '../../src/application/ports/run-store.ts';
import type { DiagnosisRequest } from '../../src/application/request-diagnosis.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { defaultIncidentSettings } from '../../src/domain/incident/settings.ts';
import type { Watch } from '../../src/domain/watch/watch.ts';
import { watchByHost } from '../../src/domain/watch/watch-list.ts';
import { quiet, requestOf } from '../queue/examples.ts';
import { host, inventoryOf } from '../slack/slack-bench.ts';
import { at, type Found, found, start } from './examples.ts';

/** As Slack with an outbox in front: what was shown once is not shown again, whoever shows it. */
export interface Screen {
  /** The newest version of each root message. */
  readonly roots: Map<string, Incident>;
  /** What stands in the threads, in order. */
  readonly thread: string[];
  publish(incident: Incident): Promise<void>;
}

export const openScreen = (): Screen => {
  const roots = new Map<string, Incident>();
  const thread: string[] = [];
  return {
    roots,
    thread,
    publish: async (incident) => {
      if ((roots.get(incident.id)?.version ?? 0) < incident.version) roots.set(incident.id, incident);
      for (const [index, { words, told }] of incident.events.entries()) {
        const line = `${incident.id} ${index} ${words}`;
        if (told && !thread.includes(line)) thread.push(line);
      }
    },
  };
};

/** Fails the calls whose number is given, before or after they did what they do. */
export interface Faults {
  calls: number;
  readonly failing: Map<number, 'before' | 'after'>;
}

const faulty = async <T>(faults: Faults, work: () => Promise<T>): Promise<T> => {
  const what = faults.failing.get(faults.calls++);
  if (what === 'before') throw new Error('Redis: no answer (nothing was done)');
  const result = await work();
  if (what === 'after') throw new Error('Redis: no answer (all was done)');
  return result;
};

export const faultyCollections = (inner: Collections, faults: Faults): Collections => ({
  open: <T>(name: string, keepMs?: number): Collection<T> => {
    const kept = inner.open<T>(name, keepMs);
    return {
      get: (id) => faulty(faults, () => kept.get(id)),
      getMany: (ids) => faulty(faults, () => kept.getMany(ids)),
      change: (id, change) => faulty(faults, () => kept.change(id, change)),
    };
  },
  close: () => inner.close(),
});

export const everyMinute: readonly Watch[] = [
  { target: { kind: 'all', name: 'all' }, everySeconds: 60, addedBy: null },
];

export interface Bench {
  /** Minutes since the begin of the story. */
  minutes: number;
  readonly asked: DiagnosisRequest[];
  readonly screen: Screen;
  readonly collections: Collections;
  /** One more process. */
  desk(given?: {
    collections?: Collections;
    screen?: Pick<Screen, 'publish'>;
    watches?: readonly Watch[];
    /** Hosts that only other processes watch. */
    elsewhere?: readonly string[];
  }): OwnDesk;
}

export const openBench = (
  collections: Collections = createMemoryCollections(),
  store: Pick<RunStore, 'claim'> = createMemoryStore(),
  names: readonly string[] = ['host01', 'host02', 'host03'],
): Bench => {
  const screen = openScreen();
  let desks = 0;
  const bench: Bench = {
    minutes: 0,
    asked: [],
    screen,
    collections,
    desk: (given = {}) => {
      desks += 1;
      const { watches = everyMinute } = given;
      const inventory = inventoryOf(names.map((name) => host(name, { groups: ['erp'] })));
      return createIncidentDesk({
        collections: given.collections ?? collections,
        watching: {
          list: async () => watches,
          watchedHosts: async () => new Set([...watchByHost(watches, inventory).keys(), ...(given.elsewhere ?? [])]),
        },
        inventory,
        settings: defaultIncidentSettings,
        incidentChannel: 'C1',
        reporter: { publish: (incident) => (given.screen ?? screen).publish(incident) },
        store,
        requestDiagnosis: async (asked) => {
          bench.asked.push(asked);
          return { outcome: 'queued', runId: asked.runId, record: recordOf(asked.host, 'works', 0) };
        },
        clock: { now: () => new Date(start + bench.minutes * 60_000) },
        log: quiet,
        self: `process-${desks}`,
      });
    },
  };
  return bench;
};

/** The record of a check that began at this minute. */
export const recordOf = (name: string, what: Found, minutes: number, queued: number | null = 0): RunRecord => ({
  request: { ...requestOf(`${name}-${minutes}`, name), requestedAt: at(minutes) },
  state: 'running',
  views: [],
  diagnosis: found(name, what, minutes, queued),
});
