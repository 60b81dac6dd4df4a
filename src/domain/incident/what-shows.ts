import { hashOf } from '../text/hash.ts';
import { without } from './changed.ts';
import type { Incident, IncidentHost } from './incident.ts';

/** That a host is unclear shows when it was told. */
const seenOf = (one: IncidentHost) =>
  one.unclear?.told === true ? without(one, 'runId', 'seenAt') : without(one, 'runId', 'seenAt', 'unclear');

/** The same as long as nothing changes that people see: which check saw a host last is kept, and shows nowhere. */
export const whatShows = (incident: Incident): number => {
  const hosts = incident.hosts.map(seenOf);
  return hashOf(JSON.stringify({ ...without(incident, 'version', 'published', 'told'), hosts }));
};
