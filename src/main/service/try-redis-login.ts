import { Redis } from 'ioredis';
import { scrubSecrets } from '../../adapters/log/scrub.ts';

/** Refusals that waiting does not mend. A Redis that is away is another thing: it comes back, and processes start in any order. */
const refusal = /\b(?:WRONGPASS|NOAUTH|NOPERM)\b|invalid password/i;

/** Throws when Redis refuses the login of REDIS_URL; says nothing of a Redis that does not answer. */
export const tryRedisLogin = async (url: string): Promise<void> => {
  const redis = new Redis(url.replace(/^unix:(\/\/)?/, ''), {
    lazyConnect: true,
    // A Redis that still loads its data answers later; its readiness is nobody's business here.
    enableReadyCheck: false,
    connectTimeout: 2000,
    commandTimeout: 2000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  const said: string[] = [];
  const note = (error: unknown): void => void said.push(error instanceof Error ? error.message : String(error));
  redis.on('error', note);
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    note(error);
  } finally {
    redis.disconnect();
  }
  const refused = said.find((words) => refusal.test(words));
  if (refused === undefined) return;
  throw new Error(
    `Redis refuses the login of REDIS_URL (${scrubSecrets(refused).slice(0, 60)}); expected what this Redis asks for, user and password, in front of the host, with signs such as / : # @ percent-encoded`,
  );
};
