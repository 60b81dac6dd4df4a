import type { types } from '@slack/bolt';
import { describeDuration } from '../../../../domain/duration/duration.ts';
import type { IncidentAction } from '../../../../domain/incident/actions.ts';
import { causeKey } from '../../../../domain/incident/cause.ts';
import type { Incident, Silence } from '../../../../domain/incident/incident.ts';
import { sentence } from '../../blocks/answers.ts';
import { controlButton } from '../../blocks/incident/controls.ts';
import type { SlackMessage } from '../../outbox/slack-message.ts';

const forWords = (seconds: number | null): string =>
  seconds === null ? 'until somebody takes it back' : `for ${describeDuration(seconds)}`;

/** What somebody did, for that person, with the way back. */
const wordsOf = (action: IncidentAction): string => {
  switch (action.kind) {
    case 'acknowledge':
      return 'Acknowledged: everybody sees that you are at it, and nobody else is called. "Undo acknowledge" takes it back.';
    case 'unacknowledge':
      return 'No longer acknowledged.';
    case 'assign':
      return 'Assigned, and told in the thread. "Unassign" takes it back.';
    case 'unassign':
      return 'No longer assigned to anybody.';
    case 'snooze':
      return `Snoozed ${forWords(action.seconds)}: nothing is said in the thread until then, and nobody is called. "End snooze" takes it back.`;
    case 'unsnooze':
      return 'No longer snoozed.';
    case 'silence':
      return action.host === undefined
        ? `The cause is silenced ${forWords(action.seconds)}, on all hosts. The message of the incident stays true; nothing more is said. "/mail incidents" lists it, too.`
        : `${action.host} is silenced ${forWords(action.seconds)}: it leaves this incident and joins no other. "/mail incidents" lists it, too.`;
    case 'unsilence':
      return `${action.host ?? 'The cause'} is no longer silenced.`;
    case 'prove':
      return 'Proving the fix: its hosts are checked now, then their queues are watched. The incident closes with before and after, or says what still fails.';
    default:
      return 'Done.';
  }
};

const silenceFor = (silences: readonly Silence[], incident: Incident, host: string | undefined): Silence | undefined =>
  silences.findLast((one) =>
    host === undefined ? one.cause === causeKey(incident.cause) : one.host === host && one.kind === 'silence',
  );

/** Button that ends a silence or a window. */
export const endButton = ({ id }: Silence, label: string): types.ActionsBlock => ({
  type: 'actions',
  elements: [controlButton('incident_end_silence', id, label)],
});

/** The answer to an action; `silences` are those that hold by then. */
export const actedMessage = (
  incident: Incident,
  action: IncidentAction,
  silences: readonly Silence[],
): SlackMessage => {
  const message = sentence(wordsOf(action));
  const silence = action.kind === 'silence' ? silenceFor(silences, incident, action.host) : undefined;
  if (silence === undefined) return message;
  return { ...message, blocks: [...message.blocks, endButton(silence, 'End this silence')] };
};
