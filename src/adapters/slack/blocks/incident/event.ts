import type { Incident, IncidentEvent } from '../../../../domain/incident/incident.ts';
import type { IncidentSettings } from '../../../../domain/incident/settings.ts';
import type { SlackMessage } from '../../outbox/slack-message.ts';
import { type Element, line, mention, plain, richText } from '../rich-text.ts';
import { cut, escapeWithin, printable } from '../text.ts';

/** An escalation calls whom it should; who is assigned must know of it, and the event itself has no name in it. */
const said = (incident: Incident, event: IncidentEvent, words: string, { escalateTo }: IncidentSettings): Element[] => {
  if (event.kind === 'escalated' && escalateTo !== undefined) return [mention(escalateTo), plain(` ${words}`)];
  if (event.kind === 'assigned' && incident.assigned?.at === event.at)
    return [plain('Assigned to '), mention(incident.assigned.to), plain('.')];
  return [plain(words)];
};

/** One thing that happened, for the thread. */
export const eventMessage = (incident: Incident, event: IncidentEvent, settings: IncidentSettings): SlackMessage => {
  const words = cut(printable(event.words).trim() || event.kind, 1500);
  const by = event.by === undefined ? [] : [mention(event.by), plain(': ')];
  return {
    text: escapeWithin(words, 2000),
    blocks: [richText(line(...by, ...said(incident, event, words, settings)))],
  };
};
