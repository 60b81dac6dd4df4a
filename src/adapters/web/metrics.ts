import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Diagnosis } from '../../domain/diagnosis/diagnosis.ts';

/** What this process counts, in the words of Prometheus. No label holds a host or a person. */
export interface Metrics {
  readonly contentType: string;
  diagnosed(diagnosis: Diagnosis): void;
  runFailed(): void;
  text(): Promise<string>;
}

/** `depth` is asked at each scrape; a queue that does not answer leaves its gauge out. */
export const createMetrics = (depth: () => Promise<{ waiting: number; active: number }>): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const runs = new Counter({
    name: 'stuckmail_runs_total',
    help: 'Diagnoses that ended in this process, by status; "error" ended without one.',
    labelNames: ['status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'stuckmail_run_seconds',
    help: 'How long diagnoses took, from the start of the run.',
    buckets: [0.5, 1, 2, 5, 10, 20, 40, 80],
    registers,
  });
  const gauge = new Gauge({
    name: 'stuckmail_queue_runs',
    help: 'Runs in the queue.',
    labelNames: ['state'],
    registers: [],
    async collect() {
      this.reset();
      const { waiting, active } = await depth().catch(() => ({ waiting: undefined, active: undefined }));
      if (waiting !== undefined) this.set({ state: 'waiting' }, waiting);
      if (active !== undefined) this.set({ state: 'active' }, active);
    },
  });
  registry.registerMetric(gauge);
  return {
    contentType: registry.contentType,
    diagnosed: (diagnosis) => {
      runs.inc({ status: diagnosis.status });
      seconds.observe(diagnosis.seconds);
    },
    runFailed: () => runs.inc({ status: 'error' }),
    text: () => registry.metrics(),
  };
};
