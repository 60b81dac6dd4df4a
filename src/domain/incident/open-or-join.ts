import { type Cause, causeKey } from './cause.ts';
import { activeHosts, changed, telling } from './changed.ts';
import { isFlapping, noteFlapping } from './flapping.ts';
import type { HostHealth } from './host-health.ts';
import { replace } from './hosts-leave.ts';
import type { Board, Incident, IncidentHost } from './incident.ts';
import { newIncidentId } from './incident-id.ts';
import { count, hostWords, titleOf } from './words.ts';

export const openIncidentOf = (board: Board, cause: Cause, channel: string): Incident | undefined =>
  board.incidents.find(
    (one) => one.state === 'open' && one.channel === channel && causeKey(one.cause) === causeKey(cause),
  );

const newHost = (health: HostHealth, now: string): IncidentHost => {
  const { host, summary, queue, runId, at, failure } = health;
  const waiting = queue?.total ?? null;
  const changes = failure?.changes;
  return {
    host,
    joinedAt: now,
    state: 'failing',
    summary,
    queue: { first: waiting, most: waiting, now: waiting },
    runId,
    seenAt: at,
    ...(changes === undefined ? {} : { changes }),
    ...(isFlapping(health) ? { flapping: true } : {}),
  };
};

/** What an incident says about its cause, by the newest check that failed like this. */
export const aboutCause = (cause: Cause, health: HostHealth) => ({
  cause,
  title: titleOf(cause, health.summary),
  meaning: health.failure?.meaning ?? '',
  action: health.failure?.action ?? health.action,
  commands: health.failure?.commands ?? [],
  certainty: health.failure?.certainty ?? null,
});

const openNew = (board: Board, health: HostHealth, cause: Cause, channel: string, now: string): Board => {
  const taken = new Set([...board.incidents, ...board.past].map(({ id }) => id));
  const before = board.past.find((one) => one.cause === causeKey(cause));
  const first = newHost(health, now);
  const about = aboutCause(cause, health);
  const incident: Incident = {
    id: newIncidentId(now, cause, channel, taken),
    state: 'open',
    channel,
    ...about,
    openedAt: now,
    hosts: [first],
    ...(before === undefined ? {} : { previous: { id: before.id, resolvedAt: before.resolvedAt } }),
    // The root message is what tells that it opened.
    events: [
      { at: now, kind: 'opened', hosts: [health.host], words: `${health.host}: ${health.summary}`, told: false },
    ],
    told: { hosts: 1, queue: first.queue.now ?? 0 },
    version: 1,
    published: { version: 0, events: 0 },
  };
  return { ...board, incidents: [...board.incidents, noteFlapping(incident, health.host, now)] };
};

/** The thread hears of it when there are twice as many hosts as it was told last. */
const join = (incident: Incident, health: HostHealth, now: string): Incident => {
  const entry = newHost(health, now);
  const before = incident.hosts.find(({ host }) => host === health.host);
  if (before !== undefined && before.seenAt >= health.at) return incident;
  const again = before === undefined ? entry : { ...entry, queue: { ...before.queue, now: entry.queue.now } };
  const hosts =
    before === undefined
      ? [...incident.hosts, again]
      : incident.hosts.map((one) => (one.host === health.host ? again : one));
  const active = activeHosts({ ...incident, hosts });
  const queue = incident.told.queue + (entry.queue.now ?? 0);
  const doubled = active.length >= 2 * incident.told.hosts;
  const event = {
    at: now,
    kind: 'joined' as const,
    hosts: [health.host],
    words: `${health.host} fails the same way: ${count(active.length, 'host')} now (${hostWords(active.map(({ host }) => host))}).`,
  };
  const joined = changed(
    incident,
    { hosts, told: { hosts: doubled ? active.length : incident.told.hosts, queue } },
    doubled ? telling(incident, event) : { ...event, told: false },
  );
  return noteFlapping(joined, health.host, now);
};

/** A failing host comes to the open incident of its cause in this channel, or to a new one. */
export const openOrJoin = (board: Board, health: HostHealth, cause: Cause, channel: string, now: string): Board => {
  const there = openIncidentOf(board, cause, channel);
  return there === undefined ? openNew(board, health, cause, channel, now) : replace(board, join(there, health, now));
};
