import type { Progress } from '../../domain/diagnosis/progress.ts';
import type { Clock } from '../ports/clock.ts';
import { RetryLater } from '../ports/job-queue.ts';
import { makeSlots, type Slots } from './slots.ts';
import { startStopwatch } from './stopwatch.ts';

export interface TurnOptions {
  /** Runs side by side in this process. */
  readonly runs: number;
  /** Runs side by side against one relay. */
  readonly perRelay: number;
  readonly clock: Clock;
  /** How many runs wait for a relay: they use nothing, so others may be taken meanwhile. */
  readonly onWaitingForRelay: (count: number) => void;
  /** All waits of a run together; then it goes back to the queue, before the time limit of a try ends it. Default 150. */
  readonly patienceSeconds?: number;
}

interface RunOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

export interface Turns {
  /**
   * Does `work` when it is its turn, first come, first served. `relay` is the host name of the relay, if known. Rejects
   * with RetryLater when the run waited too long.
   */
  take<T>(relay: string | undefined, options: RunOptions, work: (options: RunOptions) => Promise<T>): Promise<T>;
}

export const createTurns = (options: TurnOptions): Turns => {
  const { clock, onWaitingForRelay, patienceSeconds = 150 } = options;
  const noTurn = (): Error => new RetryLater(`no turn within ${patienceSeconds} s`);
  const slotsFor = (count: number): Slots => makeSlots(count, Number.POSITIVE_INFINITY, noTurn);
  const runs = slotsFor(options.runs);
  const relays = new Map<string, Slots>();
  let waiting = 0;

  const note = (change: 1 | -1): void => {
    waiting += change;
    onWaitingForRelay(waiting);
  };

  const takeRelay = async (relay: string, signal: AbortSignal, onWait: () => void): Promise<() => void> => {
    const key = relay.toLowerCase().replace(/\.$/, '');
    const slots = relays.get(key) ?? slotsFor(options.perRelay);
    relays.set(key, slots);
    let waited = false;
    try {
      const leave = await slots.take({ seconds: patienceSeconds, late: noTurn, signal }, () => {
        waited = true;
        note(1);
        onWait();
      });
      return () => {
        leave();
        if (slots.taken === 0 && slots.waiting === 0 && relays.get(key) === slots) relays.delete(key);
      };
    } finally {
      if (waited) note(-1);
    }
  };

  return {
    async take(relay, { signal: outer, onProgress: tell }, work) {
      const tooLong = new AbortController();
      let waitsFor = '';
      const patience = startStopwatch(clock, patienceSeconds, () =>
        tooLong.abort(new RetryLater(`the run waited ${patienceSeconds} s for ${waitsFor}`)),
      );
      patience.pause();
      const onProgress = (progress: Progress): void => {
        if (progress.kind === 'waiting') {
          ({ waitsFor } = progress);
          patience.goOn();
        } else patience.pause();
        tell(progress);
      };
      const signal = AbortSignal.any([outer, tooLong.signal]);
      const waits = (text: string) => (): void => onProgress({ kind: 'waiting', waitsFor: text });
      let leaveRelay = (): void => undefined;
      let leaveRuns = (): void => undefined;
      try {
        // The relay first: who waits for one must not take a place from those who could run.
        if (relay !== undefined) leaveRelay = await takeRelay(relay, signal, waits(`a turn at the relay ${relay}`));
        leaveRuns = await runs.take({ seconds: patienceSeconds, late: noTurn, signal }, waits('a free place'));
        patience.pause();
        return await work({ signal, onProgress });
      } finally {
        patience.end();
        leaveRuns();
        leaveRelay();
      }
    },
  };
};
