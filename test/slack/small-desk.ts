import type { IncidentDesk } from '../../src/application/incidents/incident-desk.ts';
import type { HostHealth } from '../../src/domain/incident/host-health.ts';
import type { Incident, IncidentHost } from '../../src/domain/incident/incident.ts';

export const incidentHost = (host: string, given: Partial<IncidentHost> = {}): IncidentHost => ({
  host,
  joinedAt: '2026-11-22T10:00:00.000Z',
  state: 'failing',
  summary: 'the relay refuses the login',
  queue: { first: 3, most: 40, now: 40 },
  runId: `run-${host}`,
  seenAt: '2026-11-22T10:00:00.000Z',
  ...given,
});

/** An open incident of these hosts. */
export const openIncident = (hosts: readonly string[], given: Partial<Incident> = {}): Incident => ({
  id: 'i-1',
  cause: { stage: 'authentication', code: 'AUTH_REJECTED', relay: 'smtp.relay.example:587' },
  state: 'open',
  channel: 'C0OPS',
  title: 'The relay refuses the login',
  meaning: 'Bad login.',
  action: 'Mend it.',
  commands: [],
  certainty: 'proven',
  openedAt: '2026-11-22T10:00:00.000Z',
  hosts: hosts.map((host) => incidentHost(host)),
  events: [],
  told: { hosts: hosts.length, queue: 40 },
  version: 1,
  published: { version: 1, events: 0 },
  ...given,
});

export const hostHealth = (host: string, given: Partial<HostHealth> = {}): HostHealth => ({
  host,
  runId: `run-${host}`,
  at: '2026-11-22T10:00:00.000Z',
  status: 'healthy',
  summary: 'mail flows',
  action: '',
  queue: null,
  relay: null,
  failing: 0,
  sameCause: 0,
  working: 1,
  since: '2026-11-22T10:00:00.000Z',
  turns: [],
  ...given,
});

const notHere = async (): Promise<never> => {
  throw new Error('the small desk does not do this');
};

/** A desk that only knows what it is given, read anew at each question. */
export const smallDesk = (
  incidents: () => readonly Incident[],
  health: () => readonly HostHealth[] = () => [],
): IncidentDesk => ({
  board: async () => ({ incidents: incidents(), silences: [], past: [] }),
  get: async (id) => incidents().find((incident) => incident.id === id),
  ofHost: async (name) =>
    incidents().find(({ hosts }) => hosts.some(({ host, state }) => host === name && state !== 'left')),
  health: async (hosts) => hosts.map((name) => health().find(({ host }) => host === name)),
  act: notHere,
  endSilence: notHere,
  maintain: notHere,
  follow: notHere,
  tick: notHere,
});
