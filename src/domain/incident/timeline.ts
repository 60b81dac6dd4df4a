import { describeDuration } from '../duration/duration.ts';
import type { Incident } from './incident.ts';
import { count, stageWords } from './words.ts';

/** What stands in a table or a line of Markdown may come from a host: nothing of it is markup. */
const plain = (text: string): string =>
  text.replace(/\s+/gu, ' ').replace(/[\\`*_{}[\]()#+!|<>~]/gu, (sign) => `\\${sign}`);

const clock = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 19)}`;

const number = (value: number | null): string => (value === null ? '-' : value.toLocaleString('en-US'));

/** The whole of an incident as a Markdown document, for a ticket or a report. Times are UTC; people are Slack's ids unless `nameOf` knows them. */
export const timelineMarkdown = (incident: Incident, nameOf: (person: string) => string = (id) => id): string => {
  const { id, title, cause, openedAt, resolvedAt, hosts, events, meaning, action, previous } = incident;
  const lasted =
    resolvedAt === undefined
      ? 'still open'
      : `resolved ${clock(resolvedAt)}, after ${describeDuration((Date.parse(resolvedAt) - Date.parse(openedAt)) / 1000)}`;
  const who = (by: string | undefined): string => (by === undefined ? '' : ` (${plain(nameOf(by))})`);
  return [
    `# ${plain(title)}`,
    '',
    `- Incident: ${id}`,
    `- Cause: ${stageWords(cause)}, ${cause.code}${cause.relay === null ? '' : `, ${plain(cause.relay)}`}`,
    `- Opened ${clock(openedAt)}, ${lasted} (times are UTC)`,
    `- ${count(hosts.length, 'host')}`,
    ...(previous === undefined ? [] : [`- The same before: ${previous.id}, resolved ${clock(previous.resolvedAt)}`]),
    '',
    plain(meaning),
    '',
    `Recommended: ${plain(action)}`,
    '',
    '## Hosts',
    '',
    '| host | joined | left | waiting then | most | last |',
    '|---|---|---|---|---|---|',
    ...hosts.map(
      ({ host, joinedAt, leftAt, queue }) =>
        `| ${plain(host)} | ${clock(joinedAt)} | ${leftAt === undefined ? '' : clock(leftAt)} | ${number(queue.first)} | ${number(queue.most)} | ${number(queue.now)} |`,
    ),
    '',
    '## Timeline',
    '',
    ...events.map(({ at, words, by }) => `- ${clock(at)} ${plain(words)}${who(by)}`),
    '',
  ].join('\n');
};
