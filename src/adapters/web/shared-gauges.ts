import { Gauge, type Registry } from 'prom-client';
import { waitFor } from '../../application/limits/waiting.ts';
import type { Board, Incident } from '../../domain/incident/incident.ts';

/** What is asked at each scrape. One that rejects, or does not answer in time, leaves its gauge out. */
export interface MetricSources {
  readonly depth: () => Promise<{ waiting: number; active: number }>;
  readonly outbox?: () => { readonly count: number; readonly oldestMs: number; readonly stalledMs: number };
  readonly board?: () => Promise<Board>;
  /** How many watches there are. */
  readonly watches?: () => Promise<number>;
}

const answerSeconds = 2;

const inTime = async <T>(ask: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await waitFor(ask(), { seconds: answerSeconds, late: () => new Error('no answer') });
  } catch {
    // Readiness says that a part is away; a missing gauge is what Prometheus makes of it.
    return undefined;
  }
};

type Labelled = readonly (readonly [Readonly<Record<string, string>>, number])[];

const addGauge = (
  registry: Registry,
  { name, help, labelNames = [] }: { name: string; help: string; labelNames?: string[] },
  read: () => Promise<Labelled>,
): void => {
  const gauge = new Gauge({
    name,
    help,
    labelNames,
    registers: [],
    async collect() {
      this.reset();
      // Without labels a reset gauge is 0, which would be a statement.
      if (labelNames.length === 0) this.remove();
      for (const [labels, value] of (await inTime(read)) ?? []) this.set(labels, value);
    },
  });
  registry.registerMetric(gauge);
};

const stateOf = ({ snoozed, assigned, acknowledged }: Incident): 'snoozed' | 'assigned' | 'acknowledged' | 'new' => {
  if (snoozed !== undefined) return 'snoozed';
  if (assigned !== undefined) return 'assigned';
  return acknowledged !== undefined ? 'acknowledged' : 'new';
};

const incidentStates = ['new', 'acknowledged', 'assigned', 'snoozed'] as const;

const byState = ({ incidents }: Board): Labelled =>
  incidentStates.map((state) => [
    { state },
    incidents.filter((incident) => incident.state === 'open' && stateOf(incident) === state).length,
  ]);

/** Gauges of what all processes share, and of what this one's outbox holds. */
export const addSharedGauges = (registry: Registry, { depth, outbox, board, watches }: MetricSources): void => {
  addGauge(registry, { name: 'stuckmail_queue_runs', help: 'Runs in the queue.', labelNames: ['state'] }, async () => {
    const { waiting, active } = await depth();
    return [
      [{ state: 'waiting' }, waiting],
      [{ state: 'active' }, active],
    ];
  });
  if (outbox !== undefined) {
    addGauge(
      registry,
      { name: 'stuckmail_outbox_waiting', help: 'Writes to Slack that wait in this process.' },
      async () => [[{}, outbox().count]],
    );
    addGauge(
      registry,
      {
        name: 'stuckmail_outbox_oldest_seconds',
        help: 'Age of the oldest write to Slack that waits; 0 when none does.',
      },
      async () => [[{}, outbox().oldestMs / 1000]],
    );
    addGauge(
      registry,
      { name: 'stuckmail_outbox_stalled_seconds', help: 'For so long no write to Slack got through; 0 while they do.' },
      async () => [[{}, outbox().stalledMs / 1000]],
    );
  }
  if (board !== undefined)
    addGauge(
      registry,
      { name: 'stuckmail_incidents_open', help: 'Open incidents; the same in every process.', labelNames: ['state'] },
      async () => byState(await board()),
    );
  if (watches !== undefined)
    addGauge(registry, { name: 'stuckmail_watches', help: 'Watches; the same in every process.' }, async () => [
      [{}, await watches()],
    ]);
};
