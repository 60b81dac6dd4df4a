import { describeDuration } from '../duration/duration.ts';
import { activeHosts, changed, telling } from './changed.ts';
import { replace } from './hosts-leave.ts';
import type { Board, Incident, IncidentHost } from './incident.ts';
import { hostWords } from './words.ts';

/** A host of which nothing is known for so long is told, and an incident tells of such hosts at most this often. */
const unclearMs = 3_600_000;

const exchange = (incident: Incident, change: (one: IncidentHost) => IncidentHost): readonly IncidentHost[] =>
  incident.hosts.map((one) => (one.state === 'left' ? one : change(one)));

/** After a check, begun at `at`, that could not tell whether mail flows on the host. The same board when that is known already. */
export const noteUnclear = (board: Board, incident: Incident, host: string, at: string): Board => {
  const entry = activeHosts(incident).find((one) => one.host === host);
  if (entry === undefined || entry.unclear !== undefined || at <= entry.seenAt) return board;
  const hosts = exchange(incident, (one) => (one === entry ? { ...one, unclear: { since: at } } : one));
  return replace(board, changed(incident, { hosts }));
};

/** Says of hosts, once, that no check can tell any more how they are: they hold the incident open, and nothing else would say why. */
export const tellUnclear = (incident: Incident, now: string): Incident => {
  const { unclearAt } = incident;
  if (unclearAt !== undefined && Date.parse(now) - Date.parse(unclearAt) < unclearMs) return incident;
  const due = activeHosts(incident).filter(
    ({ unclear }) =>
      unclear !== undefined && unclear.told !== true && Date.parse(now) - Date.parse(unclear.since) >= unclearMs,
  );
  if (due.length === 0) return incident;
  const names = due.map(({ host }) => host);
  const words = `For ${describeDuration(unclearMs / 1000)} no check could tell whether mail flows on ${hostWords(names)}. The incident stays open until one can.`;
  const hosts = exchange(incident, (one) =>
    one.unclear !== undefined && due.includes(one) ? { ...one, unclear: { ...one.unclear, told: true } } : one,
  );
  return changed(
    incident,
    { hosts, unclearAt: now },
    telling(incident, { at: now, kind: 'unclear', hosts: names, words }),
  );
};
