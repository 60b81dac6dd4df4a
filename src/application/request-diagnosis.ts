import type { AuditLog } from './ports/audit-log.ts';
import type { Clock } from './ports/clock.ts';
import { type JobQueue, type Place, QueueUnavailable, type RunRequest } from './ports/job-queue.ts';
import type { RunRecord, RunStore, RunView } from './ports/run-store.ts';

export interface DiagnosisRequest {
  readonly runId: string;
  readonly host: string;
  readonly requestedBy: string;
  /** None for a watch. */
  readonly place?: Place;
}

/** `runId` and `record` are of the run that will answer, which is another one's when the request joined it. */
export interface RequestedDiagnosis {
  readonly outcome: 'queued' | 'repeated' | 'joined';
  readonly runId: string;
  readonly record: RunRecord;
}

interface RequestParts {
  readonly queue: JobQueue;
  readonly store: RunStore;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** More people than this never wait for one run of one host; the limit keeps a record small. */
const maxViews = 50;

/** How often a run may turn out to be over just as it is joined. */
const maxTries = 5;

/**
 * Queues a run, or joins the one that is at work on the host. Rejects with QueueUnavailable whose message can be shown:
 * it says what did and what did not happen.
 */
export async function requestDiagnosis(parts: RequestParts, asked: DiagnosisRequest): Promise<RequestedDiagnosis> {
  const { queue, store, audit, clock } = parts;
  const request: RunRequest = { ...asked, requestedAt: clock.now().toISOString() };
  const note = (outcome: 'queued' | 'joined' | 'failed', detail: string): void =>
    audit.record({
      who: asked.requestedBy,
      what: `diagnose ${asked.host}`,
      where: asked.place?.channel ?? 'watch',
      outcome,
      detail,
    });
  try {
    const own = await reach(
      store.open(request),
      `Nothing was queued for ${asked.host}: the queue cannot be reached. Please try again in a minute.`,
    );
    if (own.answeredBy !== undefined) return await answeredAlready(store, own, own.answeredBy);
    for (let tries = 0; tries < maxTries; tries++) {
      const { outcome, runId } = await queue.enqueue(request);
      if (outcome !== 'joined') {
        if (outcome === 'queued') note('queued', runId);
        return { outcome, runId, record: own };
      }
      const record = await joinRun(store, request, runId);
      if (record !== undefined) {
        note('joined', runId);
        return { outcome, runId, record };
      }
      // The run there is over, only its job is not closed yet: it holds the host no longer.
      await queue.release(asked.host, runId);
    }
    throw unavailable(
      `Nothing was queued: ${asked.host} is taken by runs that end and begin too fast to join. Please try again.`,
    );
  } catch (error) {
    note('failed', error instanceof Error ? error.message : String(error));
    throw error;
  }
}

/** A redelivered request that joined another run the first time. */
async function answeredAlready(store: RunStore, own: RunRecord, runId: string): Promise<RequestedDiagnosis> {
  const other = await reach(
    store.get(runId),
    `The request for ${own.request.host} was taken before; nothing new was queued`,
  );
  return { outcome: 'repeated', runId, record: other ?? own };
}

/**
 * Makes `request.place` one more view of the run; undefined when the run is over. A run ends in one atomic step that
 * fails if a view came meanwhile, so a view added here is served, however late.
 */
async function joinRun(store: RunStore, request: RunRequest, runId: string): Promise<RunRecord | undefined> {
  const lost = `${request.host} is being checked already, but this place could not be added to those that get the answer; nothing new was queued.`;
  if ((await reach(store.get(runId), lost)) === undefined) return undefined;
  const { place } = request;
  const joined = await reach(
    store.update(runId, (record) =>
      isOver(record) || place === undefined ? record : withView(record, request, place),
    ),
    lost,
  );
  if (isOver(joined)) return undefined;
  if (place !== undefined && !joined.views.some((each) => samePlace(each.place, place))) {
    throw unavailable(
      `Nothing was queued: ${request.host} is being checked already and ${maxViews} places wait for the answer.`,
    );
  }
  await reach(
    store.update(request.runId, (record) => ({ ...record, answeredBy: runId })),
    `${request.host} is being checked already and the answer will come here; noting that failed.`,
  );
  return joined;
}

function withView(record: RunRecord, { requestedBy }: RunRequest, place: Place): RunRecord {
  const view: RunView = { place, requestedBy, posts: {} };
  const there = record.views.some((each) => samePlace(each.place, view.place));
  return there || record.views.length >= maxViews ? record : { ...record, views: [...record.views, view] };
}

const isOver = (record: RunRecord): boolean => record.state === 'finished' || record.state === 'failed';

const samePlace = (one: Place, other: Place): boolean =>
  one.team === other.team &&
  one.channel === other.channel &&
  one.thread === other.thread &&
  one.survey === other.survey;

const unavailable = (message: string): QueueUnavailable => new QueueUnavailable(message, { ambiguous: false });

/** Awaits the store; its failure becomes QueueUnavailable that begins with what did and did not happen. */
async function reach<T>(pending: Promise<T>, happened: string): Promise<T> {
  try {
    return await pending;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new QueueUnavailable(`${happened} (${why})`, { cause, ambiguous: false });
  }
}
