import { changed, telling } from './changed.ts';
import type { HostHealth } from './host-health.ts';
import type { Incident } from './incident.ts';

/** So many turns between working and failing are flapping: the third failure, when each of them was over by the next check. */
const manyTurns = 4;

/** Turns within so long count together, however many checks work between them. */
const turnsWithinMs = 3_600_000;

/** So many working checks in a row end it, and they must take so long. */
export const calmChecks = 6;
const calmMs = 1_800_000;

/**
 * Whether a host fails again and again without ever failing for long. Counted in checks, so that it is the same for a host that is checked
 * every minute and for one that is checked every hour.
 */
export const isWavering = ({ wavering = 0 }: HostHealth): boolean => wavering >= manyTurns;

/** Whether a host turns so often that one stretch of working checks means little. */
export const isFlapping = (health: HostHealth): boolean => {
  const since = Date.parse(health.at) - turnsWithinMs;
  return isWavering(health) || health.turns.filter((turn) => Date.parse(turn) > since).length >= manyTurns;
};

/** Whether a host that flapped has worked for long enough. */
export const isCalm = ({ working, at, since }: HostHealth): boolean =>
  working >= calmChecks && Date.parse(at) - Date.parse(since) >= calmMs;

/** Tells that a host of the incident flaps; once an incident. */
export const noteFlapping = (incident: Incident, host: string, now: string): Incident => {
  const flaps = incident.hosts.some((one) => one.host === host && one.flapping);
  if (!flaps || incident.flappingAt !== undefined) return incident;
  const words = `${host} turns between working and failing. The incident stays open until ${calmChecks} checks in a row, over half an hour, find it working.`;
  return changed(incident, { flappingAt: now }, telling(incident, { at: now, kind: 'flapping', hosts: [host], words }));
};
