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

/** The slot of a host that began just now, if one did. Where slots begin comes from its name, so hosts spread over the interval. */
export const slotDue = (host: string, everySeconds: number, now: Date): Slot | undefined => {
  const seconds = now.getTime() / 1000;
  const offset = hashOf(host) % everySeconds;
  const start = Math.floor((seconds - offset) / everySeconds) * everySeconds + offset;
  return seconds - start <= graceOf(everySeconds) ? { host, runId: `watch-${host}-${start}`, start } : undefined;
};
