import { type Cause, causeKey } from './cause.ts';
import { activeHosts, changed, telling, without } from './changed.ts';
import type { HostHealth } from './host-health.ts';
import { leave, replace } from './hosts-leave.ts';
import type { Board, Incident, IncidentHost } from './incident.ts';
import { aboutCause, openIncidentOf, openOrJoin } from './open-or-join.ts';
import type { SettleContext } from './settle-context.ts';
import { silenceOf } from './silences.ts';
import { hostWords, stageWords, titleOf } from './words.ts';

/** The one cause that all failing hosts have come to. */
const commonMove = (incident: Incident): Cause | undefined => {
  const failing = activeHosts(incident).filter(({ state }) => state === 'failing');
  const [first] = failing;
  if (first?.movedTo === undefined) return undefined;
  const key = causeKey(first.movedTo);
  const all = failing.every(({ movedTo }) => movedTo !== undefined && causeKey(movedTo) === key);
  return all ? first.movedTo : undefined;
};

/** The incident itself takes the new cause: the thread stays. */
const moveIncident = (incident: Incident, cause: Cause, health: HostHealth, now: string): Incident => {
  const key = causeKey(cause);
  const stay = (one: IncidentHost): IncidentHost =>
    one.movedTo !== undefined && causeKey(one.movedTo) === key ? without(one, 'movedTo') : one;
  const hosts = activeHosts(incident).map(({ host }) => host);
  const other =
    incident.cause.stage === cause.stage ? '' : ` It moved from ${stageWords(incident.cause)} to ${stageWords(cause)}.`;
  const words = `The failure changed on ${hostWords(hosts)}: ${titleOf(cause, health.summary)}.${other}`;
  const moved = changed(
    without(incident, 'silenced') as Incident,
    { ...aboutCause(cause, health), hosts: incident.hosts.map(stay) },
    telling(incident, { at: now, kind: 'moved', hosts, words }),
  );
  return moved;
};

const moveHost = (
  board: Board,
  incident: Incident,
  health: HostHealth,
  cause: Cause,
  { now }: SettleContext,
): Board => {
  const event = {
    at: now,
    kind: 'moved' as const,
    hosts: [health.host],
    words: `${health.host} fails otherwise now: ${titleOf(cause, health.summary)}.`,
    told: false,
  };
  const left = replace(board, leave(incident, [health.host], 'moved', now, event));
  return openOrJoin(left, health, cause, incident.channel, now);
};

/**
 * After a check: a host whose cause changed and stayed goes where its new cause is. An incident whose hosts all came to one new cause
 * takes it; a host that stays alone with its own gets an incident of its own.
 */
export const moveOn = (board: Board, id: string, health: HostHealth, context: SettleContext): Board => {
  const { now, settings } = context;
  const incident = board.incidents.find((one) => one.id === id && one.state === 'open');
  if (incident === undefined) return board;
  const own = activeHosts(incident).find(({ host }) => host === health.host);
  const cause = health.cause;
  if (own?.movedTo !== undefined && cause !== undefined) {
    if (silenceOf(board, health.host, causeKey(cause), now) !== undefined) return board;
    if (openIncidentOf(board, cause, incident.channel) !== undefined)
      return moveHost(board, incident, health, cause, context);
  }
  const common = commonMove(incident);
  if (common !== undefined) {
    if (openIncidentOf(board, common, incident.channel) !== undefined) return board;
    return replace(board, moveIncident(incident, common, health, now));
  }
  if (own?.movedTo === undefined || cause === undefined) return board;
  return health.sameCause >= 2 * settings.openAfter ? moveHost(board, incident, health, cause, context) : board;
};
