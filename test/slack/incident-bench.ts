import type { Message } from '../../src/adapters/practice-slack/workspace.ts';
import { buildIncidentReporter } from '../../src/adapters/slack/incident-reporter.ts';
import { createIncidentDesk, type OwnDesk } from '../../src/application/incidents/create-incident-desk.ts';
import { requestDiagnosis } from '../../src/application/request-diagnosis.ts';
import { createWatching } from '../../src/application/watching/create-watching.ts';
import type { Watching } from '../../src/application/watching/watching.ts';
import type { Diagnosis } from '../../src/domain/diagnosis/diagnosis.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { defaultIncidentSettings, type IncidentSettings } from '../../src/domain/incident/settings.ts';
import type { Watch } from '../../src/domain/watch/watch.ts';
import { healthy, refusedLogin } from './canned.ts';
import { type Bench, type BenchOptions, hosts as benchHosts, inventoryOf, startBench } from './slack-bench.ts';

export interface IncidentBench extends Bench {
  readonly desk: OwnDesk;
  readonly watching: Watching;
  /** Moves the clock of desk and bot on. */
  readonly pass: (seconds: number) => void;
  readonly now: () => Date;
  /** One check of a watched host, as a worker hands it to the desk. */
  readonly check: (host: string, diagnosis: Diagnosis) => Promise<void>;
  readonly fails: (host: string, waiting?: number) => Promise<void>;
  readonly works: (host: string) => Promise<void>;
  /** All that is shown is up to date. */
  readonly shown: () => Promise<void>;
  /** The one open incident. */
  readonly open: () => Promise<Incident>;
  readonly root: (channel?: string) => Message;
  readonly thread: (channel?: string) => readonly Message[];
}

export interface IncidentBenchOptions extends BenchOptions {
  readonly settings?: Partial<IncidentSettings>;
  readonly watches?: readonly Watch[];
  readonly incidentChannel?: string | null;
}

const everything: Watch = { target: { kind: 'all', name: 'all' }, everySeconds: 300, addedBy: null };

/** The bot with a desk for incidents in C0OPS; checks come from the test. */
export const startIncidentBench = async (options: IncidentBenchOptions = {}): Promise<IncidentBench> => {
  let aheadMs = 0;
  let last = 0;
  // No two checks begin at the same moment.
  const clock = {
    now: () => {
      last = Math.max(last + 1, Date.now() + aheadMs);
      return new Date(last);
    },
  };
  const settings = { ...defaultIncidentSettings, ...options.settings };
  const incidentChannel = options.incidentChannel === null ? undefined : (options.incidentChannel ?? 'C0OPS');
  const inventory = inventoryOf(options.hosts ?? benchHosts);
  let desk: OwnDesk | undefined;
  let watching: Watching | undefined;
  const bench = await startBench({
    diagnose: async ({ host }) => ({ ...refusedLogin(host), startedAt: clock.now().toISOString() }),
    ...options,
    // A busy machine is no trouble of Slack.
    timing: { callMs: 4_000, giveUpMs: 30_000, ...options.timing },
    extend: ({ writer, store, collections, queue, policy, audit, log }) => {
      const request = (asked: Parameters<typeof requestDiagnosis>[1]) =>
        requestDiagnosis({ queue, store, audit, clock }, asked);
      const reporter = buildIncidentReporter({ outbox: writer.outbox, policy, log, settings });
      const watches = options.watches ?? [everything];
      const common = { collections, inventory, store, requestDiagnosis: request, clock, log };
      watching = createWatching({ ...common, watches });
      desk = createIncidentDesk({ ...common, watching, settings, incidentChannel, reporter, self: 'bench' });
      const made = desk;
      return {
        app: { incidents: desk, watching, incidentChannel, clock },
        follow: (record) => made.follow(record),
      };
    },
  });
  if (desk === undefined || watching === undefined) throw new Error('the bench did not make its parts');
  const theDesk = desk;
  let run = 0;
  const check = async (host: string, diagnosis: Diagnosis): Promise<void> => {
    run += 1;
    const requestedAt = clock.now().toISOString();
    await theDesk.follow({
      request: { runId: `watch-${run}`, host, requestedBy: 'watch', requestedAt },
      state: 'finished',
      views: [],
      diagnosis: { ...diagnosis, startedAt: requestedAt },
    });
  };
  const waitingOn = (diagnosis: Diagnosis, total: number): Diagnosis => ({
    ...diagnosis,
    queue: { total, deferred: total, quarantined: 0, oldestSeconds: null },
  });
  const { slack } = bench;
  return {
    ...bench,
    desk,
    watching,
    pass: (seconds) => {
      aheadMs += seconds * 1000;
    },
    now: () => clock.now(),
    check,
    fails: (host, waiting = 12) => check(host, waitingOn(refusedLogin(host), waiting)),
    works: (host) => check(host, healthy(host)),
    shown: async () => {
      await theDesk.tick();
      await theDesk.idle(15_000);
    },
    open: async () => {
      const found = (await theDesk.board()).incidents.filter(({ state }) => state === 'open');
      if (found[0] === undefined || found.length > 1) throw new Error(`${found.length} open incidents`);
      return found[0];
    },
    root: (channel = 'ops') => {
      const roots = slack.messages(channel).filter(({ thread_ts }) => thread_ts === undefined);
      const root = roots.at(-1);
      if (root === undefined) throw new Error(`no root message in ${channel}`);
      return root;
    },
    thread: (channel = 'ops') => {
      const roots = slack.messages(channel).filter(({ thread_ts }) => thread_ts === undefined);
      return slack.thread(channel, roots.at(-1)?.ts ?? '').slice(1);
    },
  };
};
