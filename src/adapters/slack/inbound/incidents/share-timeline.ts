import type { Incident } from '../../../../domain/incident/incident.ts';
import { timelineMarkdown } from '../../../../domain/incident/timeline.ts';
import { sentence } from '../../blocks/answers.ts';
import { incidentKey, rootOf } from '../../incident-posts.ts';
import type { SlackMessage } from '../../outbox/slack-message.ts';
import type { InboundParts } from '../parts.ts';

/** More people than this keep their ids. */
const mostNames = 20;

/** Names of those who did something, for readers outside of Slack. */
const namesOf = async (parts: InboundParts, incident: Incident): Promise<ReadonlyMap<string, string>> => {
  const ids = [...new Set(incident.events.flatMap(({ by }) => by ?? []))].slice(0, mostNames);
  const found = await Promise.all(
    ids.map(async (user): Promise<readonly [string, string]> => {
      const outcome = await parts.writer.outbox.caller.call('users.info', { user });
      const person = (outcome.kind === 'done' ? outcome.data['user'] : undefined) as { real_name?: string } | undefined;
      return [user, person?.real_name ?? user];
    }),
  );
  return new Map(found);
};

/** Puts the timeline into the thread as a Markdown file, once for each state. */
export const shareTimeline = async (parts: InboundParts, incident: Incident): Promise<SlackMessage> => {
  const { outbox } = parts.writer;
  const root = await rootOf(outbox, incident);
  if (root === undefined) return sentence('The incident has no thread yet; try again in a moment.');
  const names = await namesOf(parts, incident);
  await outbox.upload(
    incidentKey(incident, `timeline-${incident.version}`),
    { channel: incident.channel, thread: root.ts },
    {
      name: `incident-${incident.id}.md`,
      title: `Timeline of ${incident.id}`,
      text: timelineMarkdown(incident, (id) => names.get(id) ?? id),
    },
  );
  return sentence('The timeline is in the thread of the incident, as a Markdown file.');
};
