import { randomUUID } from 'node:crypto';
import { type JobsOptions, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { settlesWithin } from '../../application/limits/waiting.ts';
import type { Enqueued, JobQueue, RunRequest } from '../../application/ports/job-queue.ts';
import type { Log } from '../../application/ports/log.ts';
import { boundTo } from './answer-in-time.ts';
import { isBulk } from './is-bulk.ts';
import { hostKey, type JobData, jobIdOf, queueName, runIdOf } from './job-names.ts';
import { connectRedis, isConnectionError } from './redis-connection.ts';
import { type RunningWorker, startWorker } from './redis-worker.ts';
import type { RepeatedWork } from './repeat-here.ts';
import { repeatInRedis } from './repeat-in-redis.ts';
import { defaultRedisQueueSettings, type RedisQueueSettings } from './settings.ts';

export interface RedisQueueOptions {
  /** `redis://`, `rediss://`, `unix:///path` or a path. */
  readonly url: string;
  readonly log: Log;
  /** Begins every key; one Redis may serve several installations. */
  readonly prefix?: string;
  readonly settings?: Partial<RedisQueueSettings>;
}

/** What repeated work gets to end. */
const repeatGraceMs = 5000;

/** The queue of several processes, on Redis by BullMQ. Returns at once; a Redis that is not there shows in `enqueue`. */
export function createRedisQueue(options: RedisQueueOptions): JobQueue {
  const { url, log } = options;
  const settings = { ...defaultRedisQueueSettings, ...options.settings };
  const prefix = `${options.prefix ?? 'stuckmail'}:queue`;
  const client = connectRedis({ url, log, manner: 'quick' });
  const answerInTime = boundTo(client);
  const queue = new Queue<JobData>(queueName, {
    connection: client,
    prefix,
    skipVersionCheck: true,
    skipWaitingForReady: true,
    skipMetasUpdate: true,
  });
  queue.on('error', (err: Error) => {
    if (!isConnectionError(err)) log.warn({ err }, 'queue error');
  });
  let worker: { readonly running: RunningWorker; readonly client: Redis } | undefined;
  let closing: Promise<void> | undefined;
  let repeating: RepeatedWork | undefined;

  async function add(request: RunRequest): Promise<Enqueued> {
    const nonce = randomUUID();
    const jobId = jobIdOf(request.runId);
    const added = await queue.add('run', { request, nonce }, jobOptions(settings, jobId, request));
    // A host that is taken gives the id of the job that has it; an id that was there before comes back as if it were new.
    if (added.id !== undefined && added.id !== jobId) return { outcome: 'joined', runId: runIdOf(added.id) };
    const stored = await queue.getJob(jobId);
    const repeated = stored !== undefined && stored.data.nonce !== nonce;
    return { outcome: repeated ? 'repeated' : 'queued', runId: request.runId };
  }

  async function shutDown(graceMs: number): Promise<void> {
    if (worker !== undefined) {
      await worker.running.stop(graceMs);
      worker.client.disconnect();
    }
    await repeating?.stop(Math.min(graceMs, repeatGraceMs));
    await settlesWithin(queue.close(), 1000);
    client.disconnect();
  }

  return {
    enqueue: (request) =>
      answerInTime(
        {
          nothing: `Nothing was queued for ${request.host}: the queue cannot be reached. Please try again in a minute.`,
          unsure: `The diagnosis of ${request.host} may or may not have been queued: the queue did not answer. If nothing shows here within a minute, ask again.`,
        },
        () => add(request),
      ),
    release: async (host, runId) => {
      const wording = { nothing: `${host} could not be freed.`, unsure: `${host} may or may not have been freed.` };
      const job = await answerInTime(wording, () => queue.getJob(jobIdOf(runId)));
      if (job !== undefined) await answerInTime(wording, () => job.removeDeduplicationKey());
    },
    work: async (handler, { concurrency }) => {
      const own = connectRedis({ url, log, manner: 'steady' });
      worker = { client: own, running: startWorker({ client: own, prefix, settings, log }, handler, concurrency) };
    },
    resize: (concurrency) => worker?.running.resize(concurrency),
    repeat: async (everyMs, work) => {
      repeating = repeatInRedis({ url, prefix, settings, log }, everyMs, work);
    },
    depth: async () => {
      const wording = { nothing: 'The queue cannot be counted.', unsure: 'The queue cannot be counted.' };
      const counts = await answerInTime(wording, () => queue.getJobCounts('wait', 'prioritized', 'delayed', 'active'));
      const { wait = 0, prioritized = 0, delayed = 0, active = 0 } = counts;
      return { waiting: wait + prioritized + delayed, active };
    },
    close: (graceMs) => {
      closing ??= shutDown(graceMs);
      return closing;
    },
  };
}

/** Nobody delivers the request of a watch again, so its job need not be remembered. */
const jobOptions = (settings: RedisQueueSettings, jobId: string, { host, place }: RunRequest): JobsOptions => ({
  jobId,
  // BullMQ takes jobs without a priority first.
  ...(isBulk(place) ? { priority: 10 } : {}),
  deduplication: { id: hostKey(host) },
  attempts: settings.attempts,
  backoff: { type: 'custom' },
  removeOnComplete: place === undefined || { age: settings.keepSeconds },
  removeOnFail: place === undefined || { age: settings.keepSeconds },
  stackTraceLimit: 1,
});
