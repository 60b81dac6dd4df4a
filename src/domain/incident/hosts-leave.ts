import { describeDuration } from '../duration/duration.ts';
import { causeKey } from './cause.ts';
import { activeHosts, changed, queueNow } from './changed.ts';
import type { Board, Incident, IncidentEvent, IncidentHost } from './incident.ts';
import { count, hostWords } from './words.ts';

const maxPast = 100;

type Because = NonNullable<IncidentHost['leftBecause']>;

const closings: Readonly<Record<Because, string>> = {
  recovered: 'Resolved',
  moved: 'Closed, its hosts fail otherwise now,',
  silenced: 'Closed, its hosts are silenced,',
  maintenance: 'Closed, its hosts are in maintenance,',
  unwatched: 'Closed, its hosts are no longer watched,',
};

/** How it ended, how long it took, on how many hosts, and what became of the mail. */
const lastWords = (incident: Incident, now: string, because: Because): string => {
  const { hosts, openedAt, proving } = incident;
  const lasted = describeDuration((Date.parse(now) - Date.parse(openedAt)) / 1000);
  const most = hosts.reduce((sum, { queue }) => sum + (queue.most ?? 0), 0);
  const left = queueNow(hosts);
  const mail =
    most === 0 || left === null
      ? ''
      : ` ${count(most, 'message')} waited at most, ${left.toLocaleString('en-US')} ${left === 1 ? 'waits' : 'wait'} now.`;
  const recovered = hosts.flatMap(({ host, leftBecause }) => (leftBecause === 'recovered' ? [host] : []));
  const works = because === 'recovered' ? ` Mail flows again on ${hostWords(recovered)}.` : '';
  const start = because === 'recovered' && proving !== undefined ? 'Proved and resolved' : closings[because];
  return `${start} after ${lasted}.${works}${mail}`;
};

const close = (incident: Incident, now: string, because: Because): Incident => {
  const ended: IncidentEvent = {
    at: now,
    kind: 'resolved',
    hosts: incident.hosts.map(({ host }) => host),
    words: lastWords(incident, now, because),
    told: true,
  };
  return changed(incident, { state: 'resolved', resolvedAt: now }, ended);
};

/** Takes hosts out of an incident; one without hosts is over. `event` is what the timeline says about it. */
export const leave = (
  incident: Incident,
  names: readonly string[],
  because: Because,
  now: string,
  ...events: readonly IncidentEvent[]
): Incident => {
  const hosts = incident.hosts.map(
    (one): IncidentHost =>
      one.state !== 'left' && names.includes(one.host)
        ? { ...one, state: 'left', leftAt: now, leftBecause: because }
        : one,
  );
  const left = changed(incident, { hosts }, ...events);
  return activeHosts(left).length > 0 ? left : close(left, now, because);
};

/** Puts a changed incident in the place of what it was; a closed one is remembered among the past ones. */
export const replace = (board: Board, incident: Incident): Board => {
  const before = board.incidents.find(({ id }) => id === incident.id);
  if (before === incident) return board;
  const incidents = board.incidents.map((one) => (one.id === incident.id ? incident : one));
  if (incident.state !== 'resolved' || before?.state === 'resolved') return { ...board, incidents };
  const { id, cause, title, hosts, openedAt, resolvedAt = '' } = incident;
  const past = { id, cause: causeKey(cause), title, hosts: hosts.map(({ host }) => host), openedAt, resolvedAt };
  return { ...board, incidents, past: [past, ...board.past].slice(0, maxPast) };
};
