import type { IncidentAction } from '../../../../domain/incident/actions.ts';
import type { SlackMessage } from '../../outbox/slack-message.ts';
import type { InboundParts } from '../parts.ts';
import { actedMessage } from './desk-words.ts';
import { deskOf } from './read-incident.ts';

/** Does it at the desk and says what was done. Rejects with ActionRefused. */
export const actAt = async (
  parts: InboundParts,
  id: string,
  action: IncidentAction,
  user: string,
): Promise<SlackMessage> => {
  const desk = deskOf(parts);
  const incident = await desk.act(id, action, user);
  const silences = action.kind === 'silence' ? (await desk.board()).silences : [];
  return actedMessage(incident, action, silences);
};
