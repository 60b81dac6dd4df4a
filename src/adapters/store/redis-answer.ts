import type { Redis } from 'ioredis';

/** The answer of Redis; its failure says that it was Redis, and how long was waited. */
export async function answerOf<T>(redis: Redis, pending: Promise<T>): Promise<T> {
  try {
    return await pending;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const seconds = (redis.options.commandTimeout ?? 0) / 1000;
    throw new Error(`Redis: ${why === 'Command timed out' ? `no answer within ${seconds} s` : why}`, { cause });
  }
}
