import { settlesWithin } from '../../application/limits/waiting.ts';
import type { Log } from '../../application/ports/log.ts';

/** Work that is done again and again. */
export interface RepeatedWork {
  /** Waits up to `graceMs` for what is under way. */
  stop(graceMs: number): Promise<void>;
}

/** Work that takes longer is left behind, so that the next can begin. */
const longestMs = 120_000;

/** Runs the work; its error is logged. */
export const doQuietly = async (work: () => Promise<void>, log: Log): Promise<void> => {
  try {
    const working = work();
    if (!(await settlesWithin(working, longestMs))) throw new Error(`it took longer than ${longestMs / 1000} s`);
    await working;
  } catch (err) {
    log.warn({ err }, 'repeated work failed; it is done again');
  }
};

/** In this process: the next time is counted from the end of the last. */
export const repeatHere = (everyMs: number, work: () => Promise<void>, log: Log): RepeatedWork => {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const next = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = doQuietly(work, log).then(next);
    }, everyMs);
  };
  next();
  return {
    stop: async (graceMs) => {
      stopped = true;
      clearTimeout(timer);
      await settlesWithin(running, graceMs);
    },
  };
};
