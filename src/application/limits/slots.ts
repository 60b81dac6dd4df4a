import { type Bounds, waitFor } from './waiting.ts';

/** A limited number of places, given in the order they were asked for. */
export interface Slots {
  /**
   * Waits for a place within bounds; the result gives it back (once, however often it is called). `onWait` is called
   * when there is none at once.
   */
  take(bounds: Bounds, onWait?: () => void): Promise<() => void>;
  /** Takes places away for good, down to `count`. */
  shrink(count: number): void;
  readonly taken: number;
  /** How many wait for a place. */
  readonly waiting: number;
}

/** `full` makes the error of those who find `waiting` others in the queue. */
export const makeSlots = (count: number, waiting: number, full: () => Error): Slots => {
  let size = count;
  let taken = 0;
  const queue: Array<() => void> = [];

  const serve = (): void => {
    while (taken < size) {
      const next = queue.shift();
      if (!next) return;
      taken += 1;
      next();
    }
  };
  const giveBack = (): (() => void) => {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      taken -= 1;
      serve();
    };
  };

  return {
    get taken() {
      return taken;
    },
    get waiting() {
      return queue.length;
    },
    shrink(to) {
      size = Math.max(1, Math.min(size, to));
    },
    async take(bounds, onWait) {
      bounds.signal?.throwIfAborted();
      if (queue.length >= waiting) throw full();
      let enter = (): void => undefined;
      const turn = new Promise<() => void>((resolve) => {
        enter = () => resolve(giveBack());
      });
      queue.push(enter);
      serve();
      if (queue.includes(enter)) onWait?.();
      try {
        return await waitFor(turn, bounds, (release) => release());
      } catch (error) {
        const place = queue.indexOf(enter);
        if (place >= 0) queue.splice(place, 1);
        throw error;
      }
    },
  };
};
