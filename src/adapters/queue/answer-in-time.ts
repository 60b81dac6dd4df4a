import type { Redis } from 'ioredis';
import { waitFor } from '../../application/limits/waiting.ts';
import { QueueUnavailable } from '../../application/ports/job-queue.ts';

/** Redis must answer within this; Slack waits three seconds for the acknowledgement. */
const limitMs = 1800;

/** A connection that is just being made gets this much of it. */
const readyMs = 900;

interface Wording {
  /** What is certain when nothing was sent. */
  readonly nothing: string;
  /** What is certain when it was sent and no answer came. */
  readonly unsure: string;
}

type AnswerInTime = <T>(wording: Wording, work: () => Promise<T>) => Promise<T>;

/**
 * Makes the function that does work with a ready connection, all within `limitMs`. It rejects with QueueUnavailable,
 * `ambiguous` when the work may have been done all the same.
 */
export function boundTo(client: Redis): AnswerInTime {
  const waitUntilReady = watchReady(client);
  return async (wording, work) => {
    const begun = Date.now();
    const missing = await waitUntilReady();
    if (missing !== undefined) throw unavailable(wording.nothing, missing, false);
    const late = (): Error => new Error(`no answer within ${limitMs / 1000} s`);
    try {
      return await waitFor(work(), { seconds: (limitMs - (Date.now() - begun)) / 1000, late });
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      const unsure = !isRefusal(cause);
      throw unavailable(unsure ? wording.unsure : wording.nothing, why, unsure, cause);
    }
  };
}

/** A function that waits for the connection and gives undefined, or what is the matter with it when it does not come. */
function watchReady(client: Redis): () => Promise<string | undefined> {
  let trouble = 'the connection is not ready';
  const waiters = new Set<() => void>();
  client.on('error', (error: Error) => {
    trouble = error.message;
  });
  client.on('ready', () => {
    for (const wake of waiters) wake();
  });
  return async () => {
    if (client.status === 'ready') return undefined;
    if (client.status === 'end') return 'the connection was closed';
    return new Promise((resolve) => {
      const settle = (result: string | undefined): void => {
        clearTimeout(timer);
        waiters.delete(wake);
        resolve(result);
      };
      const wake = (): void => settle(undefined);
      const timer = setTimeout(() => settle(`${trouble}, for ${readyMs / 1000} s`), readyMs);
      waiters.add(wake);
    });
  };
}

/** Redis said no (out of memory, read-only, no password), or nothing was sent to it. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'ReplyError' || error.message.includes("isn't writeable"));

const unavailable = (sentence: string, why: string, ambiguous: boolean, cause?: unknown): QueueUnavailable =>
  new QueueUnavailable(`${sentence} (Redis: ${why})`, { cause, ambiguous });
