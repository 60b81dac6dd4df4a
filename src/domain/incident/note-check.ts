import { causeKey } from './cause.ts';
import { activeHosts, changed, queueNow, telling, without } from './changed.ts';
import { isCalm, isFlapping, noteFlapping } from './flapping.ts';
import type { HostHealth } from './host-health.ts';
import { leave } from './hosts-leave.ts';
import type { Incident, IncidentHost } from './incident.ts';
import { proveFurther } from './prove.ts';
import type { IncidentSettings } from './settings.ts';
import { count } from './words.ts';

const higher = (one: number | null, other: number | null): number | null =>
  one === null ? other : Math.max(one, other ?? one);

/** The host's line by its newest check. */
const entryAfter = (
  entry: IncidentHost,
  health: HostHealth,
  incident: Incident,
  { openAfter }: IncidentSettings,
): IncidentHost => {
  const { cause, sameCause, summary, runId, at } = health;
  const waiting = health.queue?.total ?? null;
  const seen: IncidentHost = {
    ...without(entry, 'movedTo', 'unclear'),
    queue: { ...entry.queue, most: higher(entry.queue.most, waiting), now: waiting },
    runId,
    seenAt: at,
    ...(isFlapping(health) ? { flapping: true as const } : {}),
  };
  if (cause === undefined)
    return { ...seen, state: 'recovering', ...(entry.movedTo ? { movedTo: entry.movedTo } : {}) };
  const otherwise = causeKey(cause) !== causeKey(incident.cause);
  const known = entry.movedTo !== undefined && causeKey(entry.movedTo) === causeKey(cause);
  const stays = otherwise && (sameCause >= openAfter || known);
  return { ...seen, state: 'failing', summary, ...(stays ? { movedTo: cause } : {}) };
};

const leastGrowth = 50;

/** Growth is told when the queues hold twice what was told last, and at least 50 more. */
const noteQueue = (incident: Incident, now: string): Incident => {
  const active = activeHosts(incident);
  const waiting = queueNow(active) ?? 0;
  const { queue, hosts } = incident.told;
  if (waiting < 2 * queue || waiting < queue + leastGrowth) return incident;
  const then = active.reduce((sum, one) => sum + (one.queue.first ?? 0), 0);
  const words = `${count(waiting, 'message')} ${waiting === 1 ? 'waits' : 'wait'} on ${count(active.length, 'host')} now; ${then.toLocaleString('en-US')} when it began.`;
  return changed(incident, { told: { hosts, queue: waiting } }, telling(incident, { at: now, kind: 'queue', words }));
};

const hasRecovered = (entry: IncidentHost, health: HostHealth, { resolveAfter }: IncidentSettings): boolean =>
  health.working >= resolveAfter && (entry.flapping === undefined || isCalm(health));

const recover = (incident: Incident, host: string, now: string): Incident => {
  const others = activeHosts(incident).length - 1;
  const event = {
    at: now,
    kind: 'left' as const,
    hosts: [host],
    words: `${host} works again: ${count(others, 'host')} left.`,
    told: false,
  };
  return leave(incident, [host], 'recovered', now, event);
};

/** The incident after a check of one of its hosts; the same one when the check says nothing new. */
export const noteCheck = (
  incident: Incident,
  health: HostHealth,
  now: string,
  settings: IncidentSettings,
): Incident => {
  const before = activeHosts(incident).find(({ host }) => host === health.host);
  if (before === undefined || before.runId === health.runId || health.at < before.seenAt) return incident;
  const entry = entryAfter(before, health, incident, settings);
  const noted = changed(incident, {
    hosts: incident.hosts.map((one) => (one === before ? entry : one)),
  });
  const told = noteQueue(noteFlapping(noted, health.host, now), now);
  if (told.proving !== undefined) return proveFurther(told, health, now);
  return health.cause === undefined && hasRecovered(entry, health, settings) ? recover(told, health.host, now) : told;
};
