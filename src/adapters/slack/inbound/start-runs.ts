import { type Place, QueueUnavailable } from '../../../application/ports/job-queue.ts';
import type { RequestedDiagnosis } from '../../../application/request-diagnosis.ts';
import { sleep } from '../outbox/timing.ts';
import { TookTooLong, within } from '../people/within.ts';
import type { InboundParts } from './parts.ts';

export interface RunsAsked {
  /** Of the request itself, so that a repeat lands on the same runs. */
  readonly requestId: string;
  readonly hosts: readonly string[];
  readonly user: string;
  readonly place: Place;
}

export type Started =
  | { readonly host: string; readonly run: RequestedDiagnosis }
  | { readonly host: string; readonly trouble: string; readonly cause: unknown };

const runIdOf = (requestId: string, host: string): string => `${requestId}-${host}`.replace(/[^\w.-]/gu, '_');

const troubleOf = (host: string, error: unknown, limitMs: number): string => {
  if (error instanceof TookTooLong)
    return `Not confirmed: the queue did not answer within ${limitMs / 1000} s. The check of ${host} may start all the same; if nothing appears here within a minute, ask again.`;
  if (error instanceof QueueUnavailable)
    return error.ambiguous ? `Not confirmed: ${error.message}` : `Not accepted: ${error.message}`;
  return `Not accepted, nothing was started for ${host}: something unexpected went wrong, and it was logged.`;
};

const startOne = async (parts: InboundParts, asked: RunsAsked, host: string): Promise<Started> => {
  const { enqueueMs } = parts.limits;
  const runId = runIdOf(asked.requestId, host);
  try {
    const request = parts.requestDiagnosis({ runId, host, requestedBy: asked.user, place: asked.place });
    const run = await within(enqueueMs, 'the queue', request);
    parts.inFlight.track('showing that a run waits', showWaiting(parts, run.runId));
    return { host, run };
  } catch (cause) {
    parts.log.error({ err: cause, runId, host }, 'a run could not be queued');
    return { host, trouble: troubleOf(host, cause, enqueueMs), cause };
  }
};

/** Workers show a run when they take it; when none does so at once, the bot shows that it waits. */
const showWaiting = async (parts: InboundParts, runId: string): Promise<void> => {
  await sleep(parts.limits.showWaitingAfterMs);
  await parts.writer.reporter.waiting(runId);
};

/** Queues a run a host. Never rejects: trouble is said host by host. */
export const startRuns = (parts: InboundParts, asked: RunsAsked): Promise<readonly Started[]> =>
  Promise.all(asked.hosts.map((host) => startOne(parts, asked, host)));

const names = (all: readonly string[]): string =>
  all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;

/** What became of a request, for the person who made it. */
export const startedWords = (started: readonly Started[], where: string): string => {
  const done = started.flatMap((each) => ('run' in each ? [each] : []));
  const joined = done.filter(({ run }) => run.outcome === 'joined').map(({ host }) => host);
  const queued = done.filter(({ run }) => run.outcome !== 'joined').map(({ host }) => host);
  return [
    ...(queued.length > 0 ? [`Checking ${names(queued)}. Progress and the answer appear ${where}.`] : []),
    ...(joined.length > 0
      ? [
          `${names(joined)} ${joined.length > 1 ? 'are' : 'is'} being checked already; you get the answer of that check ${where}.`,
        ]
      : []),
    ...started.flatMap((each) => ('trouble' in each ? [each.trouble] : [])),
  ].join('\n');
};
