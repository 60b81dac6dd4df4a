import { RetryLater, type RunAttempt, type RunHandler } from '../../application/ports/job-queue.ts';
import type { QueueSettings } from './settings.ts';

/** `retry`: the handler asks for another try. `returned`: the queue took the run back, the try does not count. */
export type AttemptEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'retry' | 'returned' | 'failed'; readonly error: Error };

/** The reasons for which a queue takes a run back from its handler; another try follows. */
export class TakenBack extends RetryLater {
  constructor(message: string) {
    super(message);
    this.name = 'TakenBack';
  }
}

/**
 * Runs the handler once, within the time limit, and always comes back: a handler that does not listen to its signal is
 * left behind after `abortGraceMs`.
 */
export async function attemptRun(
  handler: RunHandler,
  attempt: Omit<RunAttempt, 'signal'>,
  settings: QueueSettings,
  takeBack: AbortSignal,
): Promise<AttemptEnd> {
  const controller = new AbortController();
  const { signal } = controller;
  const giveBack = (): void => controller.abort(takeBack.reason);
  const limit = setTimeout(
    () => controller.abort(new Error(`the run took longer than its limit of ${settings.runLimitMs / 1000} s`)),
    settings.runLimitMs,
  );
  if (takeBack.aborted) giveBack();
  takeBack.addEventListener('abort', giveBack, { once: true });
  let grace: NodeJS.Timeout | undefined;
  const leftBehind = new Promise<never>((_, reject) => {
    const count = (): void => {
      grace = setTimeout(() => reject(signal.reason as Error), settings.abortGraceMs);
    };
    if (signal.aborted) count();
    else signal.addEventListener('abort', count, { once: true });
  });
  try {
    await Promise.race([handler({ ...attempt, signal }), leftBehind]);
    return { kind: 'done' };
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    if (takeBack.aborted) return { kind: 'returned', error };
    return { kind: error instanceof RetryLater && !attempt.last ? 'retry' : 'failed', error };
  } finally {
    clearTimeout(limit);
    clearTimeout(grace);
    takeBack.removeEventListener('abort', giveBack);
  }
}
