import { hashOf } from '../text/hash.ts';

/** One check of one host that is due. */
export interface Slot {
  readonly host: string;
  /** The same in every process. */
  readonly runId: string;
  /** Seconds since 1970. */
  readonly start: number;
}

/** A slot that began longer ago is left out: after an outage nothing is made up for, and nothing comes in a burst. Seconds. */
const graceOf = (everySeconds: number): number => Math.max(30, everySeconds / 10);

/** The begin of the newest slot of a host, in seconds since 1970. Where slots begin comes from its name, so hosts spread over the interval. */
const newestStart = (host: string, everySeconds: number, seconds: number): number => {
  const offset = hashOf(host) % everySeconds;
  return Math.floor((seconds - offset) / everySeconds) * everySeconds + offset;
};

/** When the next check of a host begins, in milliseconds since 1970; whoever has the tick queues it some seconds later. */
export const nextSlot = (host: string, everySeconds: number, now: Date): number =>
  (newestStart(host, everySeconds, now.getTime() / 1000) + everySeconds) * 1000;

/** The slot of a host that began just now, if one did. */
export const slotDue = (host: string, everySeconds: number, now: Date): Slot | undefined => {
  const seconds = now.getTime() / 1000;
  const start = newestStart(host, everySeconds, seconds);
  return seconds - start <= graceOf(everySeconds) ? { host, runId: `watch-${host}-${start}`, start } : undefined;
};
