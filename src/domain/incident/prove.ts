import { describeDuration } from '../duration/duration.ts';
import { activeHosts, changed, queueNow, telling, without } from './changed.ts';
import type { HostHealth } from './host-health.ts';
import { leave } from './hosts-leave.ts';
import type { Incident } from './incident.ts';
import { count } from './words.ts';

/** So long the queues may take to become smaller. */
export const provingLimitMs = 1_800_000;

const drains = (then: number | null, now: number | null): boolean =>
  now === null || now === 0 || (then !== null && now < then);

const mailWords = (then: number | null, now: number | null): string =>
  then === null || now === null
    ? 'How many messages wait could not be read.'
    : `${count(then, 'message')} waited then, ${now.toLocaleString('en-US')} now.`;

/** Ends the proof without success. */
export const notProved = (incident: Incident, now: string, words: string, host?: string): Incident =>
  changed(
    without(incident, 'proving') as Incident,
    {},
    // Somebody asked for this answer, so it is told also in a quiet thread.
    { at: now, kind: 'not-proved', ...(host === undefined ? {} : { hosts: [host] }), words, told: true },
  );

/** What a check means while somebody proves a fix: only checks that began later than the proof count. */
export const proveFurther = (incident: Incident, health: HostHealth, now: string): Incident => {
  const { proving } = incident;
  if (proving === undefined || health.at <= proving.at) return incident;
  if (health.cause !== undefined) return notProved(incident, now, `Not proved: ${health.summary}`, health.host);
  const active = activeHosts(incident);
  const all = active.every(({ state, seenAt }) => state === 'recovering' && seenAt > proving.at);
  const left = queueNow(active);
  if (!all || !drains(proving.queueThen, left)) return incident;
  const hosts = active.map(({ host }) => host);
  const took = describeDuration((Date.parse(now) - Date.parse(proving.at)) / 1000);
  const words = `The fix is proved: mail gets out on ${count(hosts.length, 'host')}, checked anew within ${took}. ${mailWords(proving.queueThen, left)}`;
  return leave(incident, hosts, 'recovered', now, telling(incident, { at: now, kind: 'proved', hosts, words }));
};
