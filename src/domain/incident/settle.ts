import { causeKey } from './cause.ts';
import { activeHosts } from './changed.ts';
import { isWavering } from './flapping.ts';
import type { HostHealth } from './host-health.ts';
import { replace } from './hosts-leave.ts';
import type { Board, Incident } from './incident.ts';
import { moveOn } from './move-on.ts';
import { noteCheck } from './note-check.ts';
import { openOrJoin } from './open-or-join.ts';
import type { SettleContext } from './settle-context.ts';
import { silenceOf } from './silences.ts';
import { noteUnclear } from './unclear.ts';

/** The open incident that a host is in. */
export const incidentOf = (board: Board, host: string): Incident | undefined =>
  board.incidents.find((one) => one.state === 'open' && activeHosts(one).some((each) => each.host === host));

/**
 * What the newest health of a host means for the board. The same board comes back when it means nothing new, so it may be repeated
 * after every crash and for every copy of the same check.
 */
export const settle = (board: Board, health: HostHealth, context: SettleContext): Board => {
  const { now, settings, channel } = context;
  const { host, cause, status, failing } = health;
  const mine = incidentOf(board, host);
  if (status === 'unknown') return mine === undefined ? board : noteUnclear(board, mine, host, health.at);
  if (mine !== undefined) {
    const noted = noteCheck(mine, health, now, settings);
    return moveOn(replace(board, noted), noted.id, health, context);
  }
  if (cause === undefined || channel === undefined) return board;
  if (failing < settings.openAfter && !isWavering(health)) return board;
  if (silenceOf(board, host, causeKey(cause), now) !== undefined) return board;
  return openOrJoin(board, health, cause, channel, now);
};
