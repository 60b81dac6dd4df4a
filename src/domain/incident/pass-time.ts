import { describeDuration } from '../duration/duration.ts';
import { causeKey } from './cause.ts';
import { activeHosts, changed, isQuiet, without } from './changed.ts';
import { leave, replace } from './hosts-leave.ts';
import type { Board, Incident } from './incident.ts';
import { notProved, provingLimitMs } from './prove.ts';
import type { IncidentSettings } from './settings.ts';
import { tellUnclear } from './unclear.ts';
import { count, hostWords } from './words.ts';

const secondsBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000;

const stillFailing = (incident: Incident): string => {
  const failing = activeHosts(incident).filter(({ state }) => state === 'failing').length;
  return failing === 0
    ? 'its hosts seem to work again'
    : `${count(failing, 'host')} still ${failing === 1 ? 'fails' : 'fail'}`;
};

const endSnooze = (incident: Incident, now: string): Incident => {
  if (incident.snoozed === undefined || incident.snoozed.until > now) return incident;
  const awake = without(incident, 'snoozed') as Incident;
  const words = `The snooze is over: ${stillFailing(incident)}.`;
  return changed(awake, {}, { at: now, kind: 'unsnoozed', words, told: incident.silenced === undefined });
};

const endSilence = (incident: Incident, board: Board, now: string): Incident => {
  const key = causeKey(incident.cause);
  if (incident.silenced === undefined || board.silences.some(({ cause }) => cause === key)) return incident;
  const words = `The silence of this cause is over: ${stillFailing(incident)}.`;
  const loud = without(incident, 'silenced') as Incident;
  return changed(loud, {}, { at: now, kind: 'unsilenced', words, told: !isQuiet(loud, now) });
};

const escalate = (incident: Incident, now: string, settings: IncidentSettings): Incident => {
  const { escalateAfterSeconds, escalateTo } = settings;
  const { acknowledged, assigned, escalatedAt, openedAt } = incident;
  if (escalateAfterSeconds === undefined || escalateTo === undefined) return incident;
  if (acknowledged !== undefined || assigned !== undefined || escalatedAt !== undefined) return incident;
  if (isQuiet(incident, now) || secondsBetween(openedAt, now) < escalateAfterSeconds) return incident;
  const words = `Nobody acknowledged this within ${describeDuration(escalateAfterSeconds)}: ${stillFailing(incident)}.`;
  return changed(incident, { escalatedAt: now }, { at: now, kind: 'escalated', words, told: true });
};

const endProof = (incident: Incident, now: string): Incident => {
  const { proving } = incident;
  if (proving === undefined || Date.parse(now) - Date.parse(proving.at) < provingLimitMs) return incident;
  const late = activeHosts(incident).filter(({ state, seenAt }) => state !== 'recovering' || seenAt <= proving.at);
  const why =
    late.length > 0
      ? `${hostWords(late.map(({ host }) => host))} could not be checked in time`
      : 'mail gets out, but the queues did not become smaller';
  return notProved(incident, now, `Not proved within ${describeDuration(provingLimitMs / 1000)}: ${why}.`);
};

/** Hosts that no process watches any more are checked no more, so nothing would ever end their incident. */
const dropUnwatched = (incident: Incident, now: string, isWatched: (host: string) => boolean): Incident => {
  const gone = activeHosts(incident).flatMap(({ host }) => (isWatched(host) ? [] : [host]));
  if (gone.length === 0) return incident;
  const words = `${hostWords(gone)} ${gone.length === 1 ? 'is' : 'are'} no longer watched and out of this incident.`;
  return leave(incident, gone, 'unwatched', now, { at: now, kind: 'left', hosts: gone, words, told: true });
};

interface TimeContext {
  /** ISO 8601, UTC. */
  readonly now: string;
  readonly settings: IncidentSettings;
  /** By any process. */
  readonly isWatched: (host: string) => boolean;
}

/** What is due by the clock: ends of snoozes, silences and windows, escalations, proofs that took too long, hosts that stay unclear. The same board when nothing is. */
export const passTime = (board: Board, { now, settings, isWatched }: TimeContext): Board => {
  const silences = board.silences.filter(({ until }) => until === null || until > now);
  let after = silences.length === board.silences.length ? board : { ...board, silences };
  for (const before of board.incidents) {
    if (before.state !== 'open') continue;
    const awake = endSilence(endSnooze(before, now), after, now);
    const watched = dropUnwatched(awake, now, isWatched);
    const open = watched.state === 'open';
    after = replace(after, open ? tellUnclear(escalate(endProof(watched, now), now, settings), now) : watched);
  }
  return after;
};
