/** Limits and rhythms of the outbox, in milliseconds. Tests use shorter ones. */
export interface Timing {
  /** One call to Slack. */
  readonly callMs: number;
  /** Between two posts in one channel, over all processes. */
  readonly postEveryMs: number;
  /** Between two live edits of one message; the last edit does not wait. */
  readonly editEveryMs: number;
  /** How long one write is tried before it is given back to the caller. */
  readonly giveUpMs: number;
  /** Waits before each look whether a post of unclear outcome is there. */
  readonly lookAfterMs: readonly number[];
  /** First wait after trouble; doubles up to `backoffMostMs`. */
  readonly backoffMs: number;
  readonly backoffMostMs: number;
}

export const defaultTiming: Timing = {
  callMs: 10_000,
  postEveryMs: 1_000,
  editEveryMs: 3_000,
  giveUpMs: 120_000,
  lookAfterMs: [1_000, 3_000, 6_000],
  backoffMs: 500,
  backoffMostMs: 15_000,
};

/** Resolves after `ms`, or at once when `signal` says that all waiting is over. */
export const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
  });
