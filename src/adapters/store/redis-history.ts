import type { HistoryStore } from '../../application/ports/history-store.ts';
import { connectRedis } from '../queue/redis-connection.ts';
import { entryFrom, fieldsOf } from './history-fields.ts';
import { answerOf } from './redis-answer.ts';
import type { RedisStoreOptions } from './redis-store.ts';

const dayMs = 86_400_000;

/** A host checked every minute for 30 days has 43,200. */
const mostEntries = 50_000;

/** So many entries come in one answer: Redis does nothing else while it makes one. */
const pageSize = 2000;

/**
 * Adds the entry of time ARGV[1] with the fields from ARGV[5] on; ARGV[2] is the oldest time that is kept, ARGV[3] the most entries, ARGV[4] the
 * life of the stream. Ids of a stream only grow: an entry that is older than the newest one goes behind it, with its time in the field `t`.
 */
const appendEntry = `
local at, oldest = tonumber(ARGV[1]), tonumber(ARGV[2])
if at < oldest then return 0 end
local fields = {}
for i = 5, #ARGV do fields[#fields + 1] = ARGV[i] end
local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
local time, turn = 0, 0
if last then
  time, turn = string.match(last[1], '(%d+)-(%d+)')
  time, turn = tonumber(time), tonumber(turn)
end
local id = ARGV[1] .. '-0'
if at <= time then
  for _, entry in ipairs(redis.call('XRANGE', KEYS[1], id, '+')) do
    if entry[1] == id then return 0 end
    for i = 1, #entry[2], 2 do
      if entry[2][i] == 't' and entry[2][i + 1] == ARGV[1] then return 0 end
    end
  end
  id = string.format('%.0f-%.0f', time, turn + 1)
  fields[#fields + 1] = 't'
  fields[#fields + 1] = ARGV[1]
end
redis.call('XADD', KEYS[1], id, unpack(fields))
redis.call('XTRIM', KEYS[1], 'MAXLEN', '~', ARGV[3])
redis.pcall('XTRIM', KEYS[1], 'MINID', '~', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1`;

/** A stream a host, shared by all processes. `days`: how long entries are kept. */
export const createRedisHistory = ({
  url,
  log,
  days,
  prefix = 'stuckmail',
  patient = false,
}: RedisStoreOptions & { readonly days: number }): HistoryStore => {
  const redis = connectRedis({ url, log, manner: patient ? 'patient' : 'brief' });
  const keyOf = (host: string): string => `${prefix}:history:${host}`;
  const keepMs = days * dayMs;
  return {
    async append(host, entry) {
      const values = [entry.at, Date.now() - keepMs, mostEntries, keepMs, ...fieldsOf(entry)];
      await answerOf(redis, redis.eval(appendEntry, 1, keyOf(host), ...values));
    },

    async read(host, since) {
      // Trimmed in whole nodes of about a hundred: what is too old is left out here.
      const from = Math.max(0, since, Date.now() - keepMs);
      const found = [];
      for (let next = String(Math.floor(from)); ; ) {
        const page = await answerOf(redis, redis.xrange(keyOf(host), next, '+', 'COUNT', pageSize));
        for (const [id, fields] of page) {
          const values = new Map<string, string>();
          for (let i = 0; i + 1 < fields.length; i += 2) values.set(fields[i] ?? '', fields[i + 1] ?? '');
          const entry = entryFrom(Number(id.split('-')[0]), values);
          if (entry !== undefined && entry.at >= from) found.push(entry);
        }
        if (page.length < pageSize) break;
        next = `(${page.at(-1)?.[0] ?? ''}`;
      }
      return found.sort((one, other) => one.at - other.at);
    },

    close: async () => redis.disconnect(),
  };
};
