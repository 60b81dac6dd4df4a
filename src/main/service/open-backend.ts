import { createEmbeddedQueue } from '../../adapters/queue/embedded-queue.ts';
import { createRedisQueue } from '../../adapters/queue/redis-queue.ts';
import { createMemoryCollections } from '../../adapters/store/memory-collections.ts';
import { createMemoryStore } from '../../adapters/store/memory-store.ts';
import { createRedisCollections } from '../../adapters/store/redis-collections.ts';
import { createRedisStore } from '../../adapters/store/redis-store.ts';
import type { Collections } from '../../application/ports/collection.ts';
import type { JobQueue } from '../../application/ports/job-queue.ts';
import type { Log } from '../../application/ports/log.ts';
import type { RunStore } from '../../application/ports/run-store.ts';

export interface Backend {
  readonly queue: JobQueue;
  readonly store: RunStore;
  readonly collections: Collections;
}

/** Queue and state: on Redis, or in this process alone. `patient`: wait through a restart of Redis, as a worker may. */
export const openBackend = (redisUrl: string | undefined, log: Log, patient: boolean): Backend => {
  if (redisUrl === undefined) {
    log.info({}, 'REDIS_URL is not set: jobs and state are kept in memory, for this one process, until it ends');
    return { queue: createEmbeddedQueue({ log }), store: createMemoryStore(), collections: createMemoryCollections() };
  }
  return {
    queue: createRedisQueue({ url: redisUrl, log }),
    store: createRedisStore({ url: redisUrl, log, patient }),
    collections: createRedisCollections({ url: redisUrl, log, patient }),
  };
};
