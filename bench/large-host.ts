import { runInLab } from './in-lab.ts';
import { type Figure, type Measured, median, type Part } from './part.ts';
import { notBuilt } from './service-process.ts';

/** What lab-limits.ts writes. Lists are seconds of each round. */
export interface Extent {
  readonly queue: {
    readonly messages: number;
    readonly healthy: readonly number[];
    /** `sendmail -bP` on the host itself. */
    readonly listing: readonly number[];
    readonly full: readonly number[];
    readonly wireBytes: number;
    /** Highest memory of the worker with the full queue, less its highest with the empty one. */
    readonly grownMiB: number;
    readonly verdict: string;
  };
  readonly log: {
    readonly bytes: number;
    readonly stage: readonly number[];
    readonly whole: readonly number[];
    readonly wireBytes: number;
    readonly healthyVerdict: string;
    readonly brokenVerdict: string;
  };
}

const mebibyte = 2 ** 20;

const verdict = (what: string, said: string, right: RegExp): Figure => ({
  name: `${what}: ${said}`,
  value: right.test(said) ? 1 : 0,
  unit: 'right',
  limit: { atLeast: 1 },
});

const measure = async (): Promise<Measured> => {
  const missing = notBuilt();
  if (missing !== undefined) return { skipped: missing };
  const extent = runInLab('lab-limits.ts', 420) as Extent | { skipped: string };
  if ('skipped' in extent) return extent;
  const { queue, log } = extent;
  return {
    figures: [
      { name: 'empty queue: diagnosis', value: median(queue.healthy), unit: 's' },
      { name: `${queue.messages} messages: sendmail -bP on the host`, value: median(queue.listing), unit: 's' },
      {
        name: `${queue.messages} messages: diagnosis`,
        value: median(queue.full),
        unit: 's',
        limit: { atMost: 2 * (median(queue.healthy) + median(queue.listing)) },
      },
      {
        name: `${queue.messages} messages: whole diagnosis over the wire`,
        value: queue.wireBytes / mebibyte,
        unit: 'MiB',
        limit: { atMost: 1 },
      },
      {
        name: `${queue.messages} messages: memory of the worker grows by`,
        value: queue.grownMiB,
        unit: 'MiB',
        limit: { atMost: 20 },
      },
      verdict(
        'verdict',
        queue.verdict,
        new RegExp(`^(?:degraded|failed) queue QUEUE_BACKLOG_WAITING ${queue.messages} `),
      ),
      { name: 'log of 1 GiB: the log stage', value: median(log.stage), unit: 's', limit: { atMost: 1 } },
      {
        name: 'log of 1 GiB: the log stage over the wire',
        value: log.wireBytes / mebibyte,
        unit: 'MiB',
        limit: { atMost: 1 },
      },
      { name: 'log of 1 GiB: whole diagnosis', value: median(log.whole), unit: 's' },
      verdict('verdict', log.healthyVerdict, /^healthy /),
      verdict('verdict with a refused login', log.brokenVerdict, /^failed authentication AUTH_INVALID_535 /),
    ],
  };
};

export const largeHost: Part = { title: 'A lab host with 100,000 messages, and one with a log of 1 GiB', measure };
