import type { Clock } from '../ports/clock.ts';

/** Time that is spent on something, with a limit; it stands still while others are before it. */
export interface Stopwatch {
  pause(): void;
  goOn(): void;
  /** Seconds so far, without the pauses. */
  seconds(): number;
  /** No limit any more. */
  end(): void;
}

/** Starts at once; `onLimit` is called when `limitSeconds` were spent. */
export const startStopwatch = (clock: Clock, limitSeconds: number, onLimit: () => void): Stopwatch => {
  let spentMs = 0;
  let since: number | undefined;
  let timer: NodeJS.Timeout | undefined;

  const nowMs = (): number => clock.now().getTime();
  const soFarMs = (): number => spentMs + (since === undefined ? 0 : nowMs() - since);
  const pause = (): void => {
    spentMs = soFarMs();
    since = undefined;
    clearTimeout(timer);
  };
  const goOn = (): void => {
    if (since !== undefined) return;
    since = nowMs();
    timer = setTimeout(onLimit, Math.max(0, limitSeconds * 1000 - spentMs));
  };

  goOn();
  return { pause, goOn, seconds: () => soFarMs() / 1000, end: () => clearTimeout(timer) };
};
