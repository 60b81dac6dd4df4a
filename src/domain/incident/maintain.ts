import { describeDuration } from '../duration/duration.ts';
import { activeHosts } from './changed.ts';
import { leave, replace } from './hosts-leave.ts';
import type { Board } from './incident.ts';
import { newSilence, withSilences } from './silences.ts';
import { hostWords } from './words.ts';

interface MaintainContext {
  /** Slack's id of the person. */
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly now: string;
}

/** A maintenance window of hosts: they leave their incidents, and open and join none until it is over. */
export const maintain = (
  board: Board,
  hosts: readonly string[],
  seconds: number,
  { by, now }: MaintainContext,
): Board => {
  if (hosts.length === 0) return board;
  const until = new Date(Date.parse(now) + seconds * 1000).toISOString();
  let after = withSilences(
    board,
    hosts.map((host) => newSilence({ host, kind: 'maintenance', until, by, at: now })),
  );
  for (const incident of board.incidents) {
    const active = activeHosts(incident).map(({ host }) => host);
    const going = active.filter((host) => hosts.includes(host));
    if (incident.state !== 'open' || going.length === 0) continue;
    const verb = going.length === 1 ? 'is' : 'are';
    const words = `${hostWords(going)} ${verb} in maintenance for ${describeDuration(seconds)} and out of this incident.`;
    const event = { at: now, kind: 'maintenance' as const, by, hosts: going, words, told: true };
    after = replace(after, leave(incident, going, 'maintenance', now, event));
  }
  return after;
};

/** Ends windows before their time. The same board when none of the hosts is in one. */
export const endMaintenance = (board: Board, hosts: readonly string[]): Board => {
  const silences = board.silences.filter(
    ({ kind, host }) => kind !== 'maintenance' || host === undefined || !hosts.includes(host),
  );
  return silences.length === board.silences.length ? board : { ...board, silences };
};
