import { hashOf } from '../text/hash.ts';
import { without } from './changed.ts';
import type { Incident } from './incident.ts';

/** The same as long as nothing changes that people see: which check saw a host last is kept, and shows nowhere. */
export const whatShows = (incident: Incident): number => {
  const hosts = incident.hosts.map((one) => without(one, 'runId', 'seenAt'));
  return hashOf(JSON.stringify({ ...without(incident, 'version', 'published', 'told'), hosts }));
};
