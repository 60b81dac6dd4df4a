import { settlesWithin } from '../../../application/limits/waiting.ts';
import type { Log } from '../../../application/ports/log.ts';

/** Work that goes on after somebody was answered; a stop waits for it. */
export interface InFlight {
  /** Keeps `work` in mind; its failure is logged as `what`. */
  track(what: string, work: Promise<unknown>): void;
  readonly count: number;
  /** Resolves when nothing is under way, or after `ms`; false then. */
  settle(ms: number): Promise<boolean>;
}

export const buildInFlight = (log: Log): InFlight => {
  const all = new Set<Promise<unknown>>();
  return {
    track(what, work) {
      const watched = work
        .catch((err: unknown) => log.error({ err, what }, 'work after an answer failed'))
        .finally(() => all.delete(watched));
      all.add(watched);
    },
    get count() {
      return all.size;
    },
    async settle(ms) {
      const quiet = async (): Promise<void> => {
        while (all.size > 0) await Promise.all(all);
      };
      return await settlesWithin(quiet(), ms);
    },
  };
};
