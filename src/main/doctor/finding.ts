import { waitFor } from '../../application/limits/waiting.ts';

/** What doctor found about one thing. */
export interface Finding {
  readonly check: string;
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped';
  /** What was seen, and for trouble what to do. */
  readonly detail: string;
}

/** The message with that of its deepest cause: "fetch failed" alone helps nobody. */
export const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  let deepest: Error = error;
  for (let depth = 0; depth < 5 && deepest.cause instanceof Error; depth += 1) deepest = deepest.cause;
  const cause = deepest.message || (deepest as NodeJS.ErrnoException).code || '';
  return cause === '' || error.message.includes(cause) ? error.message : `${error.message} (${cause})`;
};

/** Waits for `work`, but no longer than `seconds`; the limit's name is in the message. */
export const within = <T>(what: string, seconds: number, work: Promise<T>): Promise<T> =>
  waitFor(work, { seconds, late: () => new Error(`${what} did not answer within ${seconds} s`) });
