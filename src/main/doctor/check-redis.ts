import { Redis } from 'ioredis';
import { scrubSecrets } from '../../adapters/log/scrub.ts';
import { type Finding, messageOf, within } from './finding.ts';

const redisSeconds = 5;

const field = (info: string, name: string): string | undefined =>
  new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1];

/** What INFO says of things that decide whether a command can get lost. CONFIG is often forbidden, INFO is not. */
export const judgeRedis = (info: string): Finding[] => {
  const version = field(info, 'redis_version') ?? '';
  const policy = field(info, 'maxmemory_policy');
  const append = field(info, 'aof_enabled');
  const old = Number.parseInt(version, 10) < 6;
  return [
    {
      check: 'Redis version',
      status: old ? 'warning' : 'ok',
      detail: old ? `${version}; expected 6.2 or newer` : version || 'not told',
    },
    policy === 'noeviction'
      ? { check: 'Redis memory', status: 'ok', detail: 'maxmemory-policy is noeviction' }
      : {
          check: 'Redis memory',
          status: 'failed',
          detail: `maxmemory-policy is ${policy ?? 'not told'}; expected noeviction, or queued commands get lost`,
        },
    append === '1'
      ? { check: 'Redis persistence', status: 'ok', detail: 'appendonly is on' }
      : {
          check: 'Redis persistence',
          status: 'warning',
          detail: 'appendonly is off: commands in the queue are lost when Redis ends; set "appendonly yes"',
        },
  ];
};

/** Whether Redis answers, and keeps what it was given. */
export const checkRedis = async (url: string | undefined): Promise<Finding[]> => {
  if (!url) {
    return [
      { check: 'Redis', status: 'skipped', detail: 'REDIS_URL is not set: "start" keeps jobs and state in memory' },
    ];
  }
  const options = { lazyConnect: true, connectTimeout: redisSeconds * 1000, retryStrategy: () => null };
  const redis = new Redis(url, { ...options, maxRetriesPerRequest: 0 });
  let trouble: unknown;
  redis.on('error', (error) => {
    trouble = error;
  });
  try {
    await within('Redis', redisSeconds, redis.connect());
    const info = await within('Redis', redisSeconds, redis.info());
    return [{ check: 'Redis', status: 'ok', detail: scrubSecrets(url) }, ...judgeRedis(info)];
  } catch (error) {
    const detail = `${scrubSecrets(url)} does not answer: ${messageOf(trouble ?? error)}`;
    return [{ check: 'Redis', status: 'failed', detail }];
  } finally {
    redis.disconnect();
  }
};
