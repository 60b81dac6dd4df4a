import { Redis, type RedisOptions } from 'ioredis';
import type { Log } from '../../application/ports/log.ts';

/** Longest pause between two tries to reconnect: Redis is used again this soon after it is back. */
const longestPauseMs = 500;

const common = {
  connectTimeout: 2000,
  retryStrategy: (times: number): number => Math.min(times * 50, longestPauseMs),
} satisfies RedisOptions;

/** For whoever a person waits for: a Redis that is down or frozen gives an error at once or within `commandTimeout`. */
const quick = {
  ...common,
  maxRetriesPerRequest: 1,
  enableOfflineQueue: false,
  commandTimeout: 1500,
  socketTimeout: 3000,
} satisfies RedisOptions;

/** For single short commands before that: one may wait for a connection that is just being made. */
const brief = {
  ...quick,
  enableOfflineQueue: true,
  maxRetriesPerRequest: null,
  commandTimeout: 1000,
} satisfies RedisOptions;

/**
 * For workers: commands wait through a restart of Redis. BullMQ needs them without a limit of their own; a connection on
 * which nothing comes although its blocking commands end every 10 s at most is a dead one.
 */
const steady = { ...common, maxRetriesPerRequest: null, socketTimeout: 20_000 } satisfies RedisOptions;

/** As `steady`, for short commands outside BullMQ: they wait for at most this long. */
const patient = { ...steady, commandTimeout: 15_000 } satisfies RedisOptions;

const manners = { quick, brief, steady, patient };

interface ConnectOptions {
  /** `redis://`, `rediss://`, `unix:///path` or a path. */
  readonly url: string;
  readonly log: Log;
  readonly manner: keyof typeof manners;
}

/** A connection that says once that Redis is gone and once that it is back. */
export function connectRedis({ url, log, manner }: ConnectOptions): Redis {
  const target = url.replace(/^unix:(\/\/)?/, '');
  const client = new Redis(target, manners[manner]);
  let down = false;
  client.on('error', (err: Error) => {
    if (!down) log.warn({ err }, 'Redis cannot be reached');
    down = true;
  });
  client.on('ready', () => {
    if (down) log.info({}, 'Redis is back');
    down = false;
  });
  return client;
}

/** Whether the error is one of the connection, which `connectRedis` reports already. */
export const isConnectionError = (error: Error & { code?: unknown }): boolean =>
  typeof error.code === 'string' ||
  /connection is closed|isn't writeable|command timed out|max retries/i.test(error.message);
