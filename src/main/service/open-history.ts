import type { Configuration } from '../../adapters/hosts/configuration.ts';
import { createMemoryHistory } from '../../adapters/store/memory-history.ts';
import { createRedisHistory } from '../../adapters/store/redis-history.ts';
import { createHistory, type History } from '../../application/history.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { Collections } from '../../application/ports/collection.ts';
import type { Log } from '../../application/ports/log.ts';

interface HistoryParts {
  readonly configuration: Configuration;
  readonly redisUrl: string | undefined;
  readonly collections: Collections;
  readonly clock: Clock;
  readonly log: Log;
  /** Wait through a restart of Redis, as a worker may. */
  readonly patient: boolean;
}

/** What is kept of the runs of each host, on Redis or in this process alone. */
export const openHistory = ({ configuration, redisUrl, collections, clock, log, patient }: HistoryParts): History => {
  const { days } = configuration.history;
  const store =
    redisUrl === undefined ? createMemoryHistory({ days }) : createRedisHistory({ url: redisUrl, log, days, patient });
  return createHistory({ store, collections, clock, days });
};
