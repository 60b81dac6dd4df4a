import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { Collection, Collections } from '../../application/ports/collection.ts';
import { connectRedis } from '../queue/redis-connection.ts';
import { answerOf } from './redis-answer.ts';
import type { RedisStoreOptions } from './redis-store.ts';

/** Writers that keep losing against others give up after this many tries. */
const maxTries = 100;

/**
 * From the text ARGV[1] to ARGV[2], each empty for no document; kept for ARGV[3] milliseconds, for ever when empty. A write that is
 * sent again after a lost connection finds its own text, which is as good.
 */
const replaceText = `
local now = redis.call('GET', KEYS[1]) or ''
if now == ARGV[2] then return 1 end
if now ~= ARGV[1] then return 0 end
if ARGV[2] == '' then redis.call('DEL', KEYS[1])
elseif ARGV[3] == '' then redis.call('SET', KEYS[1], ARGV[2])
else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 1`;

const parse = (text: string | null): unknown => (text === null ? undefined : JSON.parse(text));

const openCollection = <T>(redis: Redis, prefix: string, keepMs: number | undefined): Collection<T> => {
  const keyOf = (id: string): string => `${prefix}:${id}`;
  const ask = <A>(pending: Promise<A>): Promise<A> => answerOf(redis, pending);
  return {
    get: async (id) => parse(await ask(redis.get(keyOf(id)))) as T | undefined,
    getMany: async (ids) =>
      ids.length === 0 ? [] : (await ask(redis.mget(ids.map(keyOf)))).map((text) => parse(text) as T | undefined),
    change: async (id, change) => {
      for (let tries = 0; tries < maxTries; tries++) {
        const text = await ask(redis.get(keyOf(id)));
        const before = parse(text) as T | undefined;
        const after = change(before);
        if (after === before) return before;
        const next = after === undefined ? '' : JSON.stringify(after);
        if ((await ask(redis.eval(replaceText, 1, keyOf(id), text ?? '', next, keepMs ?? ''))) === 1) return after;
        await sleep(Math.random() * 10 * Math.min(tries, 10));
      }
      throw new Error(`${keyOf(id)} was changed by others all the time (${maxTries} tries)`);
    },
  };
};

/** Documents as JSON text, shared by all processes. */
export const createRedisCollections = ({
  url,
  log,
  prefix = 'stuckmail',
  patient = false,
}: RedisStoreOptions): Collections => {
  const redis = connectRedis({ url, log, manner: patient ? 'patient' : 'brief' });
  return {
    open: <T>(name: string, keepMs?: number) => openCollection<T>(redis, `${prefix}:${name}`, keepMs),
    close: async () => redis.disconnect(),
  };
};
