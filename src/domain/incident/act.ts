import { describeDuration } from '../duration/duration.ts';
import { ActionRefused, type IncidentAction } from './actions.ts';
import { causeKey } from './cause.ts';
import { activeHosts, changed, queueNow, without } from './changed.ts';
import { leave, replace } from './hosts-leave.ts';
import type { Board, Incident } from './incident.ts';
import { lift } from './lift.ts';
import { type ActContext, said } from './said.ts';
import { newSilence, withSilences } from './silences.ts';
import { count } from './words.ts';

type Act<K extends IncidentAction['kind']> = (
  board: Board,
  incident: Incident,
  action: Extract<IncidentAction, { kind: K }>,
  context: ActContext,
) => Board;

const refuseUnless = (holds: boolean, message: string): void => {
  if (!holds) throw new ActionRefused(message);
};

const later = (now: string, seconds: number): string => new Date(Date.parse(now) + seconds * 1000).toISOString();

const endOf = (now: string, seconds: number | null): string | null => (seconds === null ? null : later(now, seconds));

const forWords = (seconds: number | null): string =>
  seconds === null ? 'until somebody takes it back' : `for ${describeDuration(seconds)}`;

const acknowledge: Act<'acknowledge'> = (board, incident, _action, context) => {
  refuseUnless(incident.acknowledged === undefined, 'It is acknowledged already.');
  const acknowledged = { by: context.by, at: context.now };
  return replace(board, changed(incident, { acknowledged }, said('acknowledged', context, 'Acknowledged.')));
};

/** Takes back what is kept in one part of the incident. */
const takeBack =
  (
    part: 'acknowledged' | 'assigned' | 'snoozed',
    kind: 'unacknowledged' | 'unassigned' | 'unsnoozed',
    words: string,
    refusal: string,
  ) =>
  (board: Board, incident: Incident, _action: IncidentAction, context: ActContext): Board => {
    refuseUnless(incident[part] !== undefined, refusal);
    return replace(board, changed(without(incident, part) as Incident, {}, said(kind, context, words)));
  };

const assign: Act<'assign'> = (board, incident, { to }, context) => {
  refuseUnless(incident.assigned?.to !== to, 'It is assigned to that person already.');
  const assigned = { to, by: context.by, at: context.now };
  return replace(board, changed(incident, { assigned }, said('assigned', context, 'Assigned.')));
};

const snooze: Act<'snooze'> = (board, incident, { seconds }, context) => {
  const snoozed = { until: later(context.now, seconds), by: context.by };
  const words = `Snoozed for ${describeDuration(seconds)}: nothing more is said here until then.`;
  return replace(board, changed(incident, { snoozed }, said('snoozed', context, words)));
};

const silence: Act<'silence'> = (board, incident, { host, seconds }, context) => {
  const { by, now } = context;
  const until = endOf(now, seconds);
  if (host === undefined) {
    refuseUnless(incident.silenced === undefined, 'Its cause is silenced already.');
    const cause = causeKey(incident.cause);
    const words = `This cause is silenced ${forWords(seconds)}: no incident opens for it, and nothing more is said here.`;
    const silenced = changed(incident, { silenced: { until, by } }, said('silenced', context, words));
    // Other channels may have an incident of the same cause.
    const others = board.incidents.map((one) =>
      one.id !== incident.id && one.state === 'open' && causeKey(one.cause) === cause && one.silenced === undefined
        ? changed(one, { silenced: { until, by } }, said('silenced', context, words))
        : one,
    );
    const all = replace({ ...board, incidents: others }, silenced);
    return withSilences(all, [newSilence({ cause, kind: 'silence', until, by, at: now })]);
  }
  const active = activeHosts(incident).some((one) => one.host === host);
  refuseUnless(active, `${host} is not in this incident any more.`);
  const event = said('silenced', context, `${host} is silenced ${forWords(seconds)} and leaves this incident.`, [host]);
  const left = replace(board, leave(incident, [host], 'silenced', now, event));
  return withSilences(left, [newSilence({ host, kind: 'silence', until, by, at: now })]);
};

const unsilence: Act<'unsilence'> = (board, incident, { host }, context) => {
  const cause = causeKey(incident.cause);
  const taken = board.silences.filter((one) =>
    host === undefined ? one.cause === cause : one.host === host && one.kind === 'silence',
  );
  refuseUnless(taken.length > 0, `${host ?? 'This cause'} is not silenced any more.`);
  return lift(board, taken, context);
};

const prove: Act<'prove'> = (board, incident, _action, context) => {
  refuseUnless(incident.proving === undefined, 'A proof is under way already.');
  const active = activeHosts(incident);
  const proving = { by: context.by, at: context.now, queueThen: queueNow(active) };
  const words = `The fix is being proved: ${count(active.length, 'host')} ${active.length === 1 ? 'is' : 'are'} checked now, then the queues are watched until they become smaller.`;
  return replace(board, changed(incident, { proving }, said('proving', context, words)));
};

const acts: { readonly [K in IncidentAction['kind']]: Act<K> } = {
  acknowledge,
  unacknowledge: takeBack('acknowledged', 'unacknowledged', 'No longer acknowledged.', 'It is not acknowledged.'),
  unassign: takeBack('assigned', 'unassigned', 'No longer assigned to anybody.', 'It is assigned to nobody.'),
  unsnooze: takeBack('snoozed', 'unsnoozed', 'No longer snoozed.', 'It is not snoozed.'),
  assign,
  snooze,
  silence,
  unsilence,
  prove,
};

/** The board after what a person did; throws ActionRefused when it makes no sense any more. A resolved incident takes `unsilence` only. */
export const act = (board: Board, incident: Incident, action: IncidentAction, context: ActContext): Board => {
  refuseUnless(
    incident.state === 'open' || action.kind === 'unsilence',
    'This incident is resolved: there is nothing left to do.',
  );
  return (acts[action.kind] as Act<typeof action.kind>)(board, incident, action, context);
};
