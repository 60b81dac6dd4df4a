import { Queue, Worker } from 'bullmq';
import { settlesWithin } from '../../application/limits/waiting.ts';
import type { Log } from '../../application/ports/log.ts';
import { repeatQueueName } from './job-names.ts';
import { connectRedis, isConnectionError } from './redis-connection.ts';
import { doQuietly, type RepeatedWork } from './repeat-here.ts';
import type { RedisQueueSettings } from './settings.ts';

interface RepeatParts {
  readonly url: string;
  readonly prefix: string;
  readonly settings: RedisQueueSettings;
  readonly log: Log;
}

/** Until Redis is there at the start of this process. */
const announceAgainMs = 2000;

/** `close` waits without end for a Redis that is down. */
class RepeatWorker extends Worker {
  async abandon(): Promise<void> {
    await this.lockManager.close();
    await settlesWithin(this.getBackend().disconnectBlocking(false), 500);
  }
}

/**
 * In one of the processes that use this Redis, by a job scheduler on a queue that lets one job run at a time. The scheduler is in Redis, so
 * it outlives every process; each process that begins sets its interval anew, which is the same for all.
 */
export const repeatInRedis = (parts: RepeatParts, everyMs: number, work: () => Promise<void>): RepeatedWork => {
  const { url, prefix, settings, log } = parts;
  const client = connectRedis({ url, log, manner: 'steady' });
  const queue = new Queue(repeatQueueName, { connection: client, prefix, skipVersionCheck: true });
  const worker = new RepeatWorker(repeatQueueName, () => doQuietly(work, log), {
    connection: client,
    prefix,
    concurrency: 1,
    lockDuration: settings.lockMs,
    stalledInterval: settings.stalledCheckMs,
    maxStalledCount: 1000,
    runRetryDelay: 1000,
  });
  const note = (err: Error): void => {
    if (!isConnectionError(err)) log.warn({ err }, 'trouble with repeated work');
  };
  queue.on('error', note);
  worker.on('error', note);
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const announce = async (): Promise<void> => {
    try {
      await queue.setGlobalConcurrency(1);
      const opts = { removeOnComplete: true, removeOnFail: true, attempts: 1, stackTraceLimit: 1 };
      await queue.upsertJobScheduler('tick', { every: everyMs }, { name: 'tick', opts });
    } catch (err) {
      if (stopped) return;
      note(err as Error);
      timer = setTimeout(() => void announce(), announceAgainMs);
    }
  };
  void announce();
  return {
    stop: async (graceMs) => {
      stopped = true;
      clearTimeout(timer);
      const closed = worker.close();
      if (!(await settlesWithin(closed, graceMs))) await worker.abandon();
      await settlesWithin(queue.close(), 1000);
      client.disconnect();
    },
  };
};
