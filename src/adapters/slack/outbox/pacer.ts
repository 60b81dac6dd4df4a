import type { RunStore } from '../../../application/ports/run-store.ts';
import { sleep } from './timing.ts';

/** Gives turns to write to a channel: in order within this process, and one a `everyMs` over all processes. */
export type Pacer = (channel: string, until: number) => Promise<boolean>;

export const buildPacer = (store: Pick<RunStore, 'claim'>, everyMs: number, signal: AbortSignal): Pacer => {
  const lanes = new Map<string, Promise<unknown>>();
  const take = async (channel: string, until: number): Promise<boolean> => {
    while (!(await store.claim(`slack-post-${channel}`, everyMs))) {
      if (signal.aborted || Date.now() > until) return false;
      await sleep(everyMs / 4, signal);
    }
    return true;
  };
  return async (channel, until) => {
    const before = lanes.get(channel) ?? Promise.resolve();
    const turn = before.then(() => take(channel, until));
    const settled = turn.catch(() => undefined);
    lanes.set(channel, settled);
    try {
      return await turn;
    } finally {
      if (lanes.get(channel) === settled) lanes.delete(channel);
    }
  };
};
