import { type Job, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { RunHandler } from '../../application/ports/job-queue.ts';
import type { Log } from '../../application/ports/log.ts';
import { attemptRun, TakenBack } from './attempt-run.ts';
import { type JobData, queueName } from './job-names.ts';
import { isConnectionError } from './redis-connection.ts';
import { backoffMs, type RedisQueueSettings } from './settings.ts';

interface WorkerParts {
  readonly client: Redis;
  readonly prefix: string;
  readonly settings: RedisQueueSettings;
  readonly log: Log;
}

/** Takes runs from Redis and gives each to `handler`. Ends with `stopWorker`. */
export function startWorker(parts: WorkerParts, handler: RunHandler, concurrency: number): Worker<JobData> {
  const { client, prefix, settings, log } = parts;

  // BullMQ hands out a signal only to a function that declares three parameters.
  async function work(job: Job<JobData>, token: string | undefined, signal: AbortSignal | undefined): Promise<void> {
    const { request } = job.data;
    const takeBack = new AbortController();
    signal?.addEventListener('abort', () => takeBack.abort(new TakenBack(String(signal.reason))), { once: true });
    const tries = job.attemptsMade + job.stalledCounter + 1;
    const last = job.attemptsMade + 1 >= settings.attempts;
    const interrupted = job.stalledCounter >= settings.interruptions;
    const giveUp = `The diagnosis of ${request.host} was interrupted ${job.stalledCounter} times (its worker ended or lost Redis) and was given up.`;
    const attempt = { request, attempt: tries, last, ...(interrupted ? { giveUp } : {}) };
    const about = { runId: request.runId, host: request.host, attempt: tries };
    if (job.stalledCounter > 0)
      log.warn({ ...about, interruptions: job.stalledCounter }, 'a run begins again after an interruption');

    const end = await attemptRun(handler, attempt, settings, takeBack.signal);
    if (end.kind === 'done') return;
    if (end.kind === 'returned' && worker.closing !== undefined) {
      await job.moveToWait(token);
      throw new WaitingError();
    }
    if (end.kind !== 'failed') {
      log.warn({ ...about, err: end.error }, 'a run is tried again later');
      throw end.error;
    }
    log.error({ ...about, err: end.error }, 'a run failed');
    throw new UnrecoverableError(end.error.message);
  }

  const worker = new Worker<JobData>(queueName, work, {
    connection: client,
    prefix,
    concurrency,
    lockDuration: settings.lockMs,
    stalledInterval: settings.stalledCheckMs,
    // The handler counts interruptions and reports when there are too many; BullMQ would fail the job without a word.
    maxStalledCount: 1000,
    runRetryDelay: 1000,
    settings: { backoffStrategy: (attemptsMade) => backoffMs(settings, attemptsMade) },
  });
  worker.on('error', (err: Error) => {
    if (!isConnectionError(err)) log.warn({ err }, 'queue worker error');
  });
  worker.on('lockRenewalFailed', (jobIds) => {
    for (const jobId of jobIds) worker.cancelJob(jobId, 'the worker lost its hold on the run; another one has it');
  });
  return worker;
}

/** Waits for the runs in hand, then gives them back, and comes back in any case. */
export async function stopWorker(
  { settings, log }: WorkerParts,
  worker: Worker<JobData>,
  graceMs: number,
): Promise<void> {
  const closed = worker.close().then(() => true);
  if (await within(closed, graceMs)) return;
  worker.cancelAllJobs('the worker is being stopped');
  if (await within(closed, settings.abortGraceMs + 2000)) return;
  log.warn({}, 'the worker was stopped with runs in hand; they begin again elsewhere');
  await within(
    worker.disconnect().then(() => true),
    1000,
  );
}

/** Whether `pending` ended well within the time. */
export async function within(pending: Promise<boolean>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([pending, late]);
  } finally {
    clearTimeout(timer);
  }
}
