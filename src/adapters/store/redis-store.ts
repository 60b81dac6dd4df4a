import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../application/ports/log.ts';
import type { RunRecord, RunStore } from '../../application/ports/run-store.ts';
import { connectRedis } from '../queue/redis-connection.ts';
import { becameFinished, isPassing, keepMsOf, newRecord, supersededMs, unknownRun } from './records.ts';
import { answerOf } from './redis-answer.ts';

export interface RedisStoreOptions {
  /** `redis://`, `rediss://`, `unix:///path` or a path. */
  readonly url: string;
  readonly log: Log;
  /** Begins every key; one Redis may serve several installations. */
  readonly prefix?: string;
  /** For workers: wait through a restart of Redis (15 s at most) where a bot fails at once. */
  readonly patient?: boolean;
}

/** Writers that keep losing against others give up after this many tries. */
const maxTries = 50;

const openRecord = `
if redis.call('EXISTS', KEYS[1]) == 0 then
  redis.call('HSET', KEYS[1], 'version', 'new', 'record', ARGV[1])
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return redis.call('HGET', KEYS[1], 'record')`;

/**
 * From version ARGV[1] to ARGV[2]. Each write has a version of its own, so that one that is sent again after a lost
 * connection is known. KEYS[2] points to the newest finished run of the host; ARGV[5] is empty when that stays. The one it pointed to before
 * is kept for ARGV[7] milliseconds more when it is a passing one (as ARGV[6] says of this one).
 */
const replaceRecord = `
local version = redis.call('HGET', KEYS[1], 'version')
if version == ARGV[2] then return 1 end
if version ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'version', ARGV[2], 'record', ARGV[3], 'passing', ARGV[6])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
if ARGV[5] ~= '' then
  local before = redis.call('GET', KEYS[2])
  if before and before ~= ARGV[5] then
    local old = ARGV[8] .. before
    if redis.call('HGET', old, 'passing') == '1' then redis.call('PEXPIRE', old, ARGV[7]) end
  end
  redis.call('SET', KEYS[2], ARGV[5], 'PX', ARGV[4])
end
return 1`;

/** Run records as JSON with a version each, shared by all processes. */
export function createRedisStore(options: RedisStoreOptions): RunStore {
  const { url, log, prefix = 'stuckmail', patient = false } = options;
  const redis = connectRedis({ url, log, manner: patient ? 'patient' : 'brief' });
  const runKey = (runId: string): string => `${prefix}:run:${runId}`;
  const latestKey = (host: string): string => `${prefix}:latest:${host}`;

  const ask = <T>(pending: Promise<T>): Promise<T> => answerOf(redis, pending);

  async function get(runId: string): Promise<RunRecord | undefined> {
    const text = await ask(redis.hget(runKey(runId), 'record'));
    return text === null ? undefined : (JSON.parse(text) as RunRecord);
  }

  async function replace(runId: string, change: (record: RunRecord) => RunRecord): Promise<RunRecord | undefined> {
    const [version, text] = await ask(redis.hmget(runKey(runId), 'version', 'record'));
    if (typeof version !== 'string' || typeof text !== 'string') throw unknownRun(runId);
    const before = JSON.parse(text) as RunRecord;
    const after = change(before);
    if (after === before) return before;
    const latest = becameFinished(before, after) ? runId : '';
    const keys = [runKey(runId), latestKey(after.request.host)];
    const passing = isPassing(after) ? '1' : '0';
    const kept = [JSON.stringify(after), keepMsOf(after), latest];
    const values = [version, randomUUID(), ...kept, passing, supersededMs, runKey('')];
    const replaced = await ask(redis.eval(replaceRecord, 2, ...keys, ...values));
    return replaced === 1 ? after : undefined;
  }

  return {
    get,
    open: async (request) => {
      const record = newRecord(request);
      const values = [JSON.stringify(record), keepMsOf(record)];
      const text = await ask(redis.eval(openRecord, 1, runKey(request.runId), ...values));
      return JSON.parse(String(text)) as RunRecord;
    },
    update: async (runId, change) => {
      for (let tries = 0; tries < maxTries; tries++) {
        const kept = await replace(runId, change);
        if (kept !== undefined) return kept;
        await sleep(Math.random() * 10 * Math.min(tries, 10));
      }
      throw new Error(`the record of the run ${runId} was changed by others all the time (${maxTries} tries)`);
    },
    latest: async (host) => {
      const runId = await ask(redis.get(latestKey(host)));
      return runId === null ? undefined : get(runId);
    },
    claim: async (key, ms) => (await ask(redis.set(`${prefix}:claim:${key}`, '1', 'PX', ms, 'NX'))) === 'OK',
    unclaim: async (key) => {
      await ask(redis.del(`${prefix}:claim:${key}`));
    },
    close: async () => redis.disconnect(),
  };
}
