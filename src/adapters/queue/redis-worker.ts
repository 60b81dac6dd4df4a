import { type Job, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { settlesWithin } from '../../application/limits/waiting.ts';
import type { RunAttempt, RunHandler } from '../../application/ports/job-queue.ts';
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

/** Runs that are taken from Redis in this process. */
export interface RunningWorker {
  /** BullMQ looks at it when the next run ends. */
  resize(concurrency: number): void;
  /** Waits up to `graceMs` for the runs in hand, then gives them back, and comes back in any case. */
  stop(graceMs: number): Promise<void>;
}

/** `close` waits without end for a Redis that is down, and keeps a timer and a reconnecting socket meanwhile. */
class RunWorker extends Worker<JobData> {
  async abandon(): Promise<void> {
    await this.lockManager.close();
    await settlesWithin(this.getBackend().disconnectBlocking(false), 500);
  }
}

/** How long Redis may take to note that a run is over, or was given back, before the worker ends without that. */
const redisGraceMs = 2000;

/** Takes runs from Redis and gives each to `handler`. */
export function startWorker(parts: WorkerParts, handler: RunHandler, concurrency: number): RunningWorker {
  const { client, prefix, settings, log } = parts;
  const inHand = new Set<Promise<unknown>>();

  // BullMQ hands out a signal only to a function that declares three parameters.
  async function work(job: Job<JobData>, token: string | undefined, signal: AbortSignal | undefined): Promise<void> {
    const takeBack = new AbortController();
    signal?.addEventListener('abort', () => takeBack.abort(new TakenBack(String(signal.reason))), { once: true });
    const attempt = attemptOf(job, settings);
    const about = { runId: attempt.request.runId, host: attempt.request.host, attempt: attempt.attempt };
    if (job.stalledCounter > 0)
      log.warn({ ...about, interruptions: job.stalledCounter }, 'a run begins again after an interruption');

    const running = attemptRun(handler, attempt, settings, takeBack.signal);
    inHand.add(running);
    const end = await running;
    inHand.delete(running);
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

  const worker = new RunWorker(queueName, work, {
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

  return {
    resize: (many) => {
      worker.concurrency = many;
    },
    stop: async (graceMs) => {
      const closed = worker.close();
      const settled = Promise.race([closed, Promise.all(inHand)]);
      if (!(await settlesWithin(settled, graceMs))) worker.cancelAllJobs('the worker is being stopped');
      // Every run ends within `abortGraceMs` of its signal, so this takes no longer.
      await Promise.race([closed, Promise.all(inHand)]);
      if (await settlesWithin(closed, redisGraceMs)) return;
      log.warn({}, 'the worker ended without an answer of Redis; its runs begin again elsewhere');
      await worker.abandon();
    },
  };
}

function attemptOf(job: Job<JobData>, settings: RedisQueueSettings): Omit<RunAttempt, 'signal'> {
  const { request } = job.data;
  const interruptions = job.stalledCounter;
  const attempt = job.attemptsMade + interruptions + 1;
  const last = job.attemptsMade + 1 >= settings.attempts;
  if (interruptions < settings.interruptions) return { request, attempt, last };
  const giveUp = `The diagnosis of ${request.host} was interrupted ${interruptions} times (its worker ended or lost Redis) and was given up.`;
  return { request, attempt, last, giveUp };
}
