import { createEmbeddedQueue } from '../src/adapters/queue/embedded-queue.ts';
import { createRedisQueue } from '../src/adapters/queue/redis-queue.ts';
import type { JobQueue } from '../src/application/ports/job-queue.ts';
import { noRedis, startRedis } from '../test/queue/redis-server.ts';
import { type Figure, type Measured, median, type Part, quantile } from './part.ts';

const runCount = 300;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** One run after the other on an idle queue: until it is accepted, and until a worker has it. */
const timeQueue = async (name: string, queue: JobQueue): Promise<Figure[]> => {
  const accepted: number[] = [];
  const taken: number[] = [];
  let take = (): void => undefined;
  await queue.work(async () => take(), { concurrency: 4 });
  for (let index = 0; index < runCount; index++) {
    const begun = performance.now();
    const atWork = new Promise<void>((resolve) => {
      take = resolve;
    });
    const place = { team: 'terminal', channel: 'bench' };
    const requestedAt = new Date().toISOString();
    await queue.enqueue({ runId: `r${index}`, host: `host${index}`, requestedBy: 'bench', place, requestedAt });
    accepted.push(performance.now() - begun);
    await atWork;
    taken.push(performance.now() - begun);
  }
  await queue.close(1000);
  return [
    { name: `${name}: a request is accepted, median`, value: median(accepted), unit: 'ms' },
    { name: `${name}: a request is accepted, 99th percentile`, value: quantile(accepted, 0.99), unit: 'ms' },
    { name: `${name}: a worker has it, median`, value: median(taken), unit: 'ms' },
  ];
};

const measure = async (): Promise<Measured> => {
  const embedded = await timeQueue('embedded', createEmbeddedQueue({ log }));
  if (noRedis !== false) return { figures: embedded };
  const redis = await startRedis();
  try {
    return { figures: [...embedded, ...(await timeQueue('Redis', createRedisQueue({ url: redis.url, log })))] };
  } finally {
    await redis.stop();
  }
};

export const queue: Part = { title: `The queue alone, ${runCount} runs one by one`, measure };
