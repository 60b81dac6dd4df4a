import type { Incident, IncidentEvent, IncidentHost } from './incident.ts';

/** More than this is noise: what is not told is left out then, and at twice as many everything but the end. */
const maxEvents = 1000;

const worthKeeping = ({ kind, told }: IncidentEvent, length: number): boolean =>
  length < maxEvents || kind === 'resolved' || (told && length < 2 * maxEvents);

/** Hosts that have not recovered, moved away, or been taken out. */
export const activeHosts = (incident: Incident): readonly IncidentHost[] =>
  incident.hosts.filter(({ state }) => state !== 'left');

/** Messages that wait on its hosts now; null when no queue could be read. */
export const queueNow = (hosts: readonly IncidentHost[]): number | null => {
  const read = hosts.flatMap(({ queue }) => (queue.now === null ? [] : [queue.now]));
  return read.length === 0 ? null : read.reduce((sum, one) => sum + one, 0);
};

/** Whether the bot has nothing to say in its thread now. */
export const isQuiet = ({ snoozed, silenced }: Incident, now: string): boolean =>
  silenced !== undefined || (snoozed !== undefined && snoozed.until > now);

/** What the bot tells unless the incident is quiet. */
export const telling = (incident: Incident, event: Omit<IncidentEvent, 'told'>): IncidentEvent => ({
  ...event,
  told: !isQuiet(incident, event.at),
});

/** The incident with a change and what is to be said about it; one version on. */
export const changed = (
  incident: Incident,
  change: Partial<Incident>,
  ...events: readonly IncidentEvent[]
): Incident => {
  const kept = events.filter((event) => worthKeeping(event, incident.events.length));
  return { ...incident, ...change, events: [...incident.events, ...kept], version: incident.version + 1 };
};

/** The same without some of its optional parts. */
export const without = <T extends object, K extends keyof T>(whole: T, ...keys: readonly K[]): Omit<T, K> =>
  Object.fromEntries(Object.entries(whole).filter(([key]) => !keys.includes(key as K))) as Omit<T, K>;
