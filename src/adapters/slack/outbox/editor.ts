import type { Caller } from './caller.ts';
import type { SlackMessage } from './slack-message.ts';
import { SlackRefused, SlackUnavailable } from './slack-trouble.ts';
import { sleep, type Timing } from './timing.ts';

const method = 'chat.update';
/** A message that was not touched for so long is not live any more. */
const forgetMs = 600_000;

interface Lane {
  /** The newest live edit that waits; older ones are dropped. */
  waiting: SlackMessage | undefined;
  lastAt: number;
  touchedAt: number;
  timer: NodeJS.Timeout | undefined;
  inFlight: Promise<unknown> | undefined;
  closed: boolean;
}

export interface Editor {
  /** Shown when there is room; never rejects. Only the newest edit of a message matters. */
  live(channel: string, ts: string, message: SlackMessage): void;
  /** The last edit of a message: sent at once, after whatever is under way, and always. Rejects with SlackRefused or SlackUnavailable. */
  last(channel: string, ts: string, message: SlackMessage): Promise<void>;
  stop(): void;
}

/** Owns every edit. Repeating an edit is harmless, so trouble is met by trying again. */
export const buildEditor = (caller: Caller, timing: Timing, signal: AbortSignal): Editor => {
  const lanes = new Map<string, Lane>();
  const send = (channel: string, ts: string, { text, blocks }: SlackMessage) =>
    caller.call(method, { channel, ts, text, blocks });

  /** Many live messages share Slack's allowance of about 50 edits a minute; those that another process took over do not count. */
  const rhythm = (): number => {
    const old = Date.now() - forgetMs;
    for (const [key, lane] of lanes) if (lane.inFlight === undefined && lane.touchedAt < old) lanes.delete(key);
    return Math.max(timing.editEveryMs, (lanes.size * timing.editEveryMs) / 3);
  };

  const schedule = (channel: string, ts: string, lane: Lane): void => {
    if (lane.timer !== undefined || lane.inFlight !== undefined || lane.closed || lane.waiting === undefined) return;
    const due = Math.max(lane.lastAt + rhythm() - Date.now(), caller.blockedFor(method), 0);
    lane.timer = setTimeout(() => {
      lane.timer = undefined;
      const message = lane.waiting;
      if (message === undefined || lane.closed) return;
      lane.waiting = undefined;
      lane.lastAt = Date.now();
      lane.inFlight = send(channel, ts, message).then((outcome) => {
        lane.inFlight = undefined;
        // A refused live edit says nothing about the last one, and a newer one is on its way anyway.
        if (outcome.kind === 'limited') lane.waiting ??= message;
        schedule(channel, ts, lane);
      });
    }, due);
    lane.timer.unref();
  };

  return {
    live(channel, ts, message) {
      const key = `${channel} ${ts}`;
      const lane = lanes.get(key) ?? {
        waiting: undefined,
        lastAt: 0,
        touchedAt: 0,
        timer: undefined,
        inFlight: undefined,
        closed: false,
      };
      if (lane.closed) return;
      lanes.set(key, lane);
      lane.waiting = message;
      lane.touchedAt = Date.now();
      schedule(channel, ts, lane);
    },
    async last(channel, ts, message) {
      const key = `${channel} ${ts}`;
      const lane = lanes.get(key);
      if (lane !== undefined) {
        lane.closed = true;
        clearTimeout(lane.timer);
        await lane.inFlight;
        lanes.delete(key);
      }
      const until = Date.now() + timing.giveUpMs;
      let backoff = timing.backoffMs;
      for (;;) {
        if (!(await caller.freeBy(method, until)))
          throw new SlackUnavailable('Slack asks to wait too long with the edit of a message');
        const outcome = await send(channel, ts, message);
        if (outcome.kind === 'done') return;
        if (outcome.kind === 'refused') throw new SlackRefused(method, outcome.error, outcome.cause);
        if (outcome.kind === 'limited') continue;
        if (signal.aborted || Date.now() + backoff > until)
          throw new SlackUnavailable(`a message could not be edited within ${timing.giveUpMs / 1000} s`, outcome.cause);
        await sleep(backoff, signal);
        backoff = Math.min(backoff * 2, timing.backoffMostMs);
      }
    },
    stop() {
      for (const lane of lanes.values()) {
        lane.closed = true;
        clearTimeout(lane.timer);
      }
      lanes.clear();
    },
  };
};
