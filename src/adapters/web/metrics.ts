import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Diagnosis } from '../../domain/diagnosis/diagnosis.ts';
import { addSharedGauges, type MetricSources } from './shared-gauges.ts';

/** How a call to Slack ended, as the outbox says it. */
type CallEnd = 'done' | 'limited' | 'refused' | 'unclear' | 'not-sent';

/** What this process counts, in the words of Prometheus. No label holds a host or a person. */
export interface Metrics {
  readonly contentType: string;
  diagnosed(diagnosis: Diagnosis): void;
  runFailed(): void;
  slackCalled(method: string, outcome: { readonly kind: CallEnd }): void;
  /** One turn of work that is done by the clock: `watches`, `incidents`. */
  ticked(work: string, ok: boolean): void;
  text(): Promise<string>;
}

export const createMetrics = (sources: MetricSources): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const runs = new Counter({
    name: 'stuckmail_runs_total',
    help: 'Diagnoses that ended in this process, by status and failed stage; "error" ended without one.',
    labelNames: ['status', 'stage'],
    registers,
  });
  const seconds = new Histogram({
    name: 'stuckmail_run_seconds',
    help: 'How long diagnoses took, from the start of the run.',
    buckets: [0.5, 1, 2, 5, 10, 20, 40, 80],
    registers,
  });
  const ssh = new Counter({
    name: 'stuckmail_ssh_failures_total',
    help: 'Hosts that could not be reached, by code of the error table.',
    labelNames: ['code'],
    registers,
  });
  const calls = new Counter({
    name: 'stuckmail_slack_calls_total',
    help: 'Calls to the Web API of Slack, by method and outcome; "throttled" is status 429.',
    labelNames: ['method', 'outcome'],
    registers,
  });
  const ticks = new Counter({
    name: 'stuckmail_ticks_total',
    help: 'Turns of the work that is done by the clock.',
    labelNames: ['work', 'result'],
    registers,
  });
  addSharedGauges(registry, sources);
  return {
    contentType: registry.contentType,
    diagnosed: ({ status, failedStage, code, seconds: took }) => {
      const stage = failedStage ?? (status === 'unreachable' ? 'access' : 'none');
      runs.inc({ status, stage });
      seconds.observe(took);
      if (status === 'unreachable') ssh.inc({ code: code ?? 'unknown' });
    },
    runFailed: () => runs.inc({ status: 'error', stage: 'none' }),
    slackCalled: (method, { kind }) => calls.inc({ method, outcome: kind === 'limited' ? 'throttled' : kind }),
    ticked: (work, ok) => ticks.inc({ work, result: ok ? 'ok' : 'failed' }),
    text: () => registry.metrics(),
  };
};
