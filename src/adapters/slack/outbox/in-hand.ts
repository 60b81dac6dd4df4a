import { SlackRefused } from './slack-trouble.ts';

/** How the writes to Slack are getting on. Milliseconds. */
export interface Waiting {
  readonly count: number;
  /** Age of the oldest write that waits; 0 when none does. */
  readonly oldestMs: number;
  /** For so long every write that was tried failed or still waits; 0 while Slack takes them. */
  readonly stalledMs: number;
}

export interface InHand {
  /** Counts `write` as waiting until it settles. */
  watch<T>(write: Promise<T>): Promise<T>;
  waiting(): Waiting;
}

/** Trouble that nobody met again for so long says nothing about now. */
const forgetMs = 300_000;

export const buildInHand = (now: () => number = Date.now): InHand => {
  const started = new Set<{ readonly at: number }>();
  let stalledSince: number | undefined;
  let failedAt = 0;
  const flows = (): void => {
    stalledSince = undefined;
  };
  return {
    async watch(write) {
      const one = { at: now() };
      started.add(one);
      if (started.size === 1 && now() - failedAt > forgetMs) flows();
      stalledSince ??= one.at;
      try {
        const result = await write;
        flows();
        return result;
      } catch (error) {
        // A refusal is an answer: Slack is there.
        if (error instanceof SlackRefused) flows();
        else failedAt = now();
        throw error;
      } finally {
        started.delete(one);
        // After a success, those that still wait began to wait anew.
        if (stalledSince === undefined && started.size > 0) stalledSince = now();
      }
    },
    waiting() {
      const at = now();
      const oldest = Math.min(at, ...[...started].map((one) => one.at));
      const forgotten = started.size === 0 && at - failedAt > forgetMs;
      return {
        count: started.size,
        oldestMs: at - oldest,
        stalledMs: stalledSince === undefined || forgotten ? 0 : at - stalledSince,
      };
    },
  };
};
