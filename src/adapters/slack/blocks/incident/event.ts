import type { Incident, IncidentEvent } from '../../../../domain/incident/incident.ts';
import type { IncidentSettings } from '../../../../domain/incident/settings.ts';
import type { SlackMessage } from '../../outbox/slack-message.ts';
import { type Element, line, mention, plain, richText } from '../rich-text.ts';
import { cut, escapeWithin, printable } from '../text.ts';

/** Only an escalation calls somebody who did nothing himself; who is assigned must know of it too. */
const called = (incident: Incident, event: IncidentEvent, { escalateTo }: IncidentSettings): readonly Element[] => {
  if (event.kind === 'escalated' && escalateTo !== undefined) return [mention(escalateTo), plain(' ')];
  // The event itself has no name in it.
  if (event.kind === 'assigned' && incident.assigned?.at === event.at)
    return [mention(incident.assigned.to), plain(' ')];
  return [];
};

/** One thing that happened, for the thread. */
export const eventMessage = (incident: Incident, event: IncidentEvent, settings: IncidentSettings): SlackMessage => {
  const words = cut(printable(event.words).trim() || event.kind, 1500);
  const by = event.by === undefined ? [] : [plain(' By '), mention(event.by), plain('.')];
  return {
    text: escapeWithin(words, 2000),
    blocks: [richText(line(...called(incident, event, settings), plain(words), ...by))],
  };
};
