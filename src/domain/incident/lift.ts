import { causeKey } from './cause.ts';
import { changed, without } from './changed.ts';
import type { Board, Incident, IncidentHost, Silence } from './incident.ts';
import { type ActContext, said } from './said.ts';
import { incidentOf } from './settle.ts';

/** A host that was silenced by mistake comes back, unless it was seen working since or is in another incident. */
const comeBack = (board: Board, incident: Incident, host: string, { health }: ActContext): Incident => {
  const back = incident.hosts.find((one) => one.host === host && one.leftBecause === 'silenced');
  const fails = health === undefined || health.cause !== undefined;
  if (back === undefined || !fails || incidentOf(board, host) !== undefined) return incident;
  const again: IncidentHost = { ...without(back, 'leftAt', 'leftBecause', 'unclear'), state: 'failing' };
  return { ...incident, hosts: incident.hosts.map((one) => (one === back ? again : one)) };
};

const liftOne = (board: Board, silence: Silence, context: ActContext): Board => {
  const { host, cause, kind } = silence;
  const change = (one: Incident): Incident => {
    if (one.state !== 'open') return one;
    if (cause !== undefined && one.silenced !== undefined && causeKey(one.cause) === cause)
      return changed(
        without(one, 'silenced') as Incident,
        {},
        said('unsilenced', context, 'This cause is no longer silenced.'),
      );
    const mine =
      host !== undefined &&
      kind === 'silence' &&
      one.hosts.some((each) => each.host === host && each.leftBecause === 'silenced');
    return mine
      ? changed(
          comeBack(board, one, host, context),
          {},
          said('unsilenced', context, `${host} is no longer silenced.`, [host]),
        )
      : one;
  };
  return {
    ...board,
    silences: board.silences.filter((one) => one !== silence),
    incidents: board.incidents.map(change),
  };
};

/** Ends silences and windows before their time, and says so where it matters. */
export const lift = (board: Board, silences: readonly Silence[], context: ActContext): Board => {
  let after = board;
  for (const silence of silences) after = liftOne(after, silence, context);
  return after;
};
