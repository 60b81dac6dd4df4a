import type { Diagnosis } from '../domain/diagnosis/diagnosis.ts';
import type { Progress } from '../domain/diagnosis/progress.ts';
import { effectOf } from '../domain/history/history-entry.ts';
import type { SinceWorked } from '../domain/history/since-worked.ts';
import type { Traits } from '../domain/history/traits.ts';
import type { AuditLog } from './ports/audit-log.ts';
import type { Clock } from './ports/clock.ts';
import { nobody, RetryLater, type RunAttempt, type RunRequest } from './ports/job-queue.ts';
import type { Log } from './ports/log.ts';
import type { RunReporter } from './ports/run-reporter.ts';
import type { RunRecord, RunStore } from './ports/run-store.ts';

/** Looks at the host. A host that cannot be reached is a Diagnosis; rejecting means a defect, an abort, or RetryLater. */
export type Diagnose = (
  request: RunRequest,
  options: {
    readonly signal: AbortSignal;
    readonly onProgress: (progress: Progress) => void;
    /** What the host was like; at most once, before the end. */
    readonly onTraits: (traits: Traits) => void;
  },
) => Promise<Diagnosis>;

interface ExecuteParts {
  readonly store: RunStore;
  readonly reporter: RunReporter;
  readonly diagnose: Diagnose;
  /** Hands the outcome to whatever follows results: history, incidents, surveys. Repeatable, also for the same record. */
  readonly follow?: (record: RunRecord) => Promise<void>;
  /** What a failing run sees changed since mail last worked. A hint: a run goes on without it. */
  readonly sinceWorked?: (host: string, diagnosis: Diagnosis, traits: Traits) => Promise<SinceWorked | undefined>;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly log: Log;
}

/** Views may be added while a run is reported; each round serves those that came meanwhile. */
const maxRounds = 20;

/**
 * One try of a run, repeatable at every point: the outcome is stored before it is reported, and a stored outcome is only
 * reported. Rejects with RetryLater for trouble of the store or the reporter, with another error when the run failed
 * (people have been told by then, or the log has).
 */
export async function executeRun(parts: ExecuteParts, attempt: RunAttempt): Promise<void> {
  try {
    await runOnce(parts, attempt);
  } catch (error) {
    const givenBack = attempt.signal.aborted && attempt.signal.reason instanceof RetryLater;
    if (error instanceof RetryLater && attempt.last && !givenBack) await sayLastWord(parts, attempt, error);
    throw error;
  }
}

async function runOnce(parts: ExecuteParts, attempt: RunAttempt): Promise<void> {
  const { request } = attempt;
  const opened = await temporary('the run record could not be read', parts.store.open(request));
  if (opened.state === 'finished' || opened.state === 'failed') return;
  let cause: unknown;
  let record = opened;
  if (record.diagnosis === undefined && record.failure === undefined) {
    const outcome = await findOutcome(parts, attempt);
    cause = outcome.cause;
    record = await temporary(
      'the outcome could not be stored',
      parts.store.update(request.runId, (newest) => ({ ...newest, ...outcome.result })),
    );
  }
  record = await reportAll(parts, record, attempt.signal);
  noteEnd(parts, request, record);
  if (record.failure !== undefined) throw new Error(record.failure, cause === undefined ? undefined : { cause });
}

interface Outcome {
  readonly result: Pick<RunRecord, 'diagnosis' | 'traits' | 'sinceWorked'> | { readonly failure: string };
  readonly cause?: unknown;
}

async function findOutcome(parts: ExecuteParts, attempt: RunAttempt): Promise<Outcome> {
  const { store, reporter, log } = parts;
  const { request, signal } = attempt;
  if (attempt.giveUp !== undefined) return { result: { failure: attempt.giveUp } };
  const running = store.update(request.runId, (record) => ({ ...record, state: 'running' }));
  await temporary('the run could not be marked as running', running);
  // Showing that the run began must not hold up the work; the report shows everything that is missing.
  const started = reporter.started(request.runId).catch((err: unknown) => {
    log.warn({ err, runId: request.runId, host: request.host }, 'the start of a run could not be shown');
  });
  try {
    const onProgress = (progress: Progress): void => reporter.progressed(request.runId, progress);
    let traits: Traits = {};
    const onTraits = (read: Traits): void => {
      traits = read;
    };
    const diagnosis = await untilAborted(signal, parts.diagnose(request, { signal, onProgress, onTraits }));
    const sinceWorked = await untilAborted(signal, askSinceWorked(parts, request, diagnosis, traits));
    return { result: { diagnosis, traits, ...(sinceWorked === undefined ? {} : { sinceWorked }) } };
  } catch (cause) {
    if (signal.aborted && signal.reason instanceof RetryLater) throw signal.reason;
    if (cause instanceof RetryLater) throw cause;
    const why = messageOf(signal.aborted ? signal.reason : cause);
    const failure = signal.aborted
      ? `The diagnosis of ${request.host} was ended without a result: ${why}.`
      : `The diagnosis of ${request.host} ended with an unexpected error and without a result: ${why}.`;
    return { result: { failure }, cause };
  } finally {
    await untilAborted(signal, started).catch(() => undefined);
  }
}

const askSinceWorked = async (
  { sinceWorked, log }: ExecuteParts,
  { runId, host }: RunRequest,
  diagnosis: Diagnosis,
  traits: Traits,
): Promise<SinceWorked | undefined> => {
  if (sinceWorked === undefined || effectOf(diagnosis.status) !== 'failing') return undefined;
  try {
    return await sinceWorked(host, diagnosis, traits);
  } catch (err) {
    log.warn({ err, runId, host }, 'what changed since mail last worked could not be read');
    return undefined;
  }
};

/** Reports until every view that is in the record was served, then closes the record in the same atomic step. */
async function reportAll(parts: ExecuteParts, stored: RunRecord, signal: AbortSignal): Promise<RunRecord> {
  const { store, reporter } = parts;
  const { runId } = stored.request;
  let record = stored;
  for (let round = 0; round < maxRounds; round++) {
    const served = record.views.length;
    const state = record.diagnosis === undefined ? 'failed' : 'finished';
    if (parts.follow !== undefined)
      await temporary('what follows from the outcome could not be noted', untilAborted(signal, parts.follow(record)));
    const reported =
      record.diagnosis === undefined
        ? reporter.failed(runId, record.failure ?? 'unknown')
        : reporter.finished(runId, record.diagnosis);
    await temporary('the outcome could not be reported', untilAborted(signal, reported));
    record = await temporary(
      'the run could not be closed',
      store.update(runId, (newest) => (newest.views.length === served ? { ...newest, state } : newest)),
    );
    if (record.state === state) return record;
  }
  throw new RetryLater(`places kept being added while the outcome was reported (${maxRounds} rounds)`);
}

/** No further try will come, so what can still be said is said now. */
async function sayLastWord(parts: ExecuteParts, attempt: RunAttempt, error: RetryLater): Promise<void> {
  const { store, reporter, log } = parts;
  const { runId, host } = attempt.request;
  const failure = `The diagnosis of ${host} was given up after ${attempt.attempt} tries: ${messageOf(error)}.`;
  const told = await Promise.allSettled([
    reporter.failed(runId, failure),
    store.update(runId, (record) => ({ ...record, failure, state: 'failed' })),
  ]);
  for (const each of told) {
    if (each.status === 'rejected')
      log.error({ err: each.reason, runId, host }, 'the end of a run could not be reported');
  }
  parts.audit.record({ ...auditOf(attempt.request), outcome: 'failed', detail: failure });
}

/** Checks of watches come all day and are nobody's doing: they are in the history, not in the audit log. */
function noteEnd(parts: ExecuteParts, request: RunRequest, record: RunRecord): void {
  if (request.requestedBy === nobody) return;
  const seconds = Math.round((parts.clock.now().getTime() - Date.parse(request.requestedAt)) / 1000);
  const outcome = record.state === 'finished' ? 'finished' : 'failed';
  const detail = `${record.diagnosis?.status ?? record.failure ?? ''} (${seconds} s after the request)`;
  parts.audit.record({ ...auditOf(request), outcome, detail });
}

const auditOf = (request: RunRequest): { who: string; what: string; where: string } => ({
  who: request.requestedBy,
  what: `diagnose ${request.host}`,
  where: request.place?.channel ?? 'watch',
});

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');

/** Store and reporter live in other processes: their trouble may pass. */
async function temporary<T>(what: string, pending: Promise<T>): Promise<T> {
  try {
    return await pending;
  } catch (cause) {
    if (cause instanceof RetryLater) throw cause;
    throw new RetryLater(`${what}: ${messageOf(cause)}`, { cause });
  }
}

/** Ends with the signal's reason even when the work does not listen to it. */
async function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
