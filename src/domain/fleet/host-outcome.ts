import type { Diagnosis, HostStatus } from '../diagnosis/diagnosis.ts';
import { type Cause, causeOf } from '../incident/cause.ts';
import type { HostHealth } from '../incident/host-health.ts';

/** How a host stands in a picture of many. `broken`: its check could not be done; `missing`: no answer came; `never`: it was never checked. */
export type Standing = HostStatus | 'broken' | 'missing' | 'never';

/** What a picture of many hosts keeps of each. */
export interface HostOutcome {
  readonly host: string;
  readonly standing: Standing;
  /** Why mail does not get out, or what needs attention; null where nothing is named. */
  readonly cause: Cause | null;
  /** One sentence. */
  readonly summary: string;
  readonly action: string;
  /** Messages that wait; null where the queue was not read. */
  readonly queue: number | null;
  /** The run with the whole result; null when there is none. */
  readonly runId: string | null;
  /** When it was checked, ISO 8601; null when it was not. */
  readonly at: string | null;
}

/** Units of a text that are kept; a picture of hundreds of hosts stays small. */
const longest = 400;

const short = (text: string): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/u, '')}…`;

/** What needs attention on a host whose mail gets out: by stage and code, on whatever relay. */
const attentionOf = ({ status, failedStage, code, stages }: Diagnosis): Cause | null => {
  const stage = failedStage ?? stages.find((each) => each.status === 'warned')?.id;
  return status === 'degraded' && code !== null && stage !== undefined ? { stage, code, relay: null } : null;
};

export const outcomeOf = (diagnosis: Diagnosis, runId: string | null): HostOutcome => ({
  host: diagnosis.host,
  standing: diagnosis.status,
  cause: causeOf(diagnosis) ?? attentionOf(diagnosis),
  summary: short(diagnosis.summary),
  action: diagnosis.status === 'healthy' ? '' : short(diagnosis.action),
  queue: diagnosis.queue?.total ?? null,
  runId,
  at: diagnosis.startedAt,
});

/** A check that came to nothing: `why` says so in words for people. */
export const brokenOutcome = (host: string, runId: string, why: string, at: string): HostOutcome => ({
  host,
  standing: 'broken',
  cause: null,
  summary: short(why),
  action: '',
  queue: null,
  runId,
  at,
});

const nothingOf = (host: string, standing: 'missing' | 'never', summary: string): HostOutcome => ({
  host,
  standing,
  cause: null,
  summary,
  action: '',
  queue: null,
  runId: null,
  at: null,
});

export const missingOutcome = (host: string): HostOutcome => nothingOf(host, 'missing', 'No answer came in time.');

/** What is known of a host by its latest check. */
export const outcomeOfHealth = (host: string, health: HostHealth | undefined): HostOutcome =>
  health === undefined
    ? nothingOf(host, 'never', 'Never checked.')
    : {
        host,
        standing: health.status,
        cause: health.cause ?? null,
        summary: short(health.summary),
        action: health.status === 'healthy' ? '' : short(health.action),
        queue: health.queue?.total ?? null,
        runId: health.runId,
        at: health.at,
      };
