import type { types } from '@slack/bolt';
import { describeDuration } from '../../../../domain/duration/duration.ts';
import { causeKey } from '../../../../domain/incident/cause.ts';
import { activeHosts } from '../../../../domain/incident/changed.ts';
import type { Board, Incident, PastIncident } from '../../../../domain/incident/incident.ts';
import { count, stageWords } from '../../../../domain/incident/words.ts';
import type { SlackBlock, SlackMessage } from '../../outbox/slack-message.ts';
import { bold, type Element, line, link, list, mention, moment, plain, richText } from '../rich-text.ts';
import { cut, escapeWithin, oneLine } from '../text.ts';
import { silenceBlocks } from './silence-list.ts';

const mostOpen = 15;
const mostPast = 5;

export interface IncidentListParts {
  readonly board: Board;
  /** Addresses of threads by incident; whoever is not in it stays without a link. */
  readonly links: ReadonlyMap<string, string>;
  /** Names of all hosts that can be checked. */
  readonly hosts: readonly string[];
  /** What stands before a command in this place. */
  readonly prefix: string;
}

const failing = ({ hosts }: Incident): number => hosts.filter(({ state }) => state === 'failing').length;

const isTaken = ({ acknowledged, assigned }: Incident): boolean => acknowledged !== undefined || assigned !== undefined;

/** Those that nobody has taken first, then the most hosts, then the oldest. */
const worstFirst = (one: Incident, other: Incident): number =>
  Number(isTaken(one)) - Number(isTaken(other)) ||
  failing(other) - failing(one) ||
  one.openedAt.localeCompare(other.openedAt);

const named = (title: string, url: string | undefined): Element => {
  const words = cut(oneLine(title), 120);
  return url === undefined ? bold(words) : link(url, words);
};

const hostsOf = (names: readonly string[]): string =>
  names.length === 1 ? cut(oneLine(names[0] ?? ''), 63) : count(names.length, 'host');

const stateElements = ({ assigned, acknowledged, snoozed, silenced }: Incident): readonly Element[] => [
  ...(assigned !== undefined
    ? [plain(' · assigned to '), mention(assigned.to)]
    : acknowledged !== undefined
      ? [plain(' · acknowledged by '), mention(acknowledged.by)]
      : [plain(' · nobody has taken it')]),
  ...(snoozed === undefined ? [] : [plain(' · snoozed until '), moment(snoozed.until)]),
  ...(silenced === undefined ? [] : [plain(' · silenced')]),
];

const openLine = (incident: Incident, links: IncidentListParts['links']): types.RichTextSection =>
  line(
    named(incident.title, links.get(incident.id)),
    plain(`\n${hostsOf(activeHosts(incident).map(({ host }) => host))} · ${stageWords(incident.cause)} · since `),
    moment(incident.openedAt),
    ...stateElements(incident),
  );

const pastLine = (past: PastIncident, links: IncidentListParts['links']): types.RichTextSection => {
  const seconds = (Date.parse(past.resolvedAt) - Date.parse(past.openedAt)) / 1000;
  return line(
    named(past.title, links.get(past.id)),
    plain(` on ${hostsOf(past.hosts)}, over `),
    moment(past.resolvedAt),
    plain(` after ${describeDuration(seconds)}`),
  );
};

/** The incidents whose links are worth asking for. */
export const listedIncidents = ({
  incidents,
  past,
}: Board): { open: readonly Incident[]; past: readonly PastIncident[] } => ({
  open: incidents
    .filter(({ state }) => state === 'open')
    .toSorted(worstFirst)
    .slice(0, mostOpen),
  past: past.slice(0, mostPast),
});

/** `/mail incidents`: what is open, worst first; what is held back, with its end; what was over lately. */
export const incidentListMessage = (parts: IncidentListParts): SlackMessage => {
  const { board, links, prefix } = parts;
  const shown = listedIncidents(board);
  const open = board.incidents.filter(({ state }) => state === 'open').length;
  const heading = open === 0 ? 'No open incident.' : `${count(open, 'open incident')}.`;
  const rest = open - shown.open.length;
  const titles = new Map<string, string>([
    ...board.past.map(({ cause, title }): [string, string] => [cause, title]),
    ...board.incidents.map(({ cause, title }): [string, string] => [causeKey(cause), title]),
  ]);
  const blocks: SlackBlock[] = [
    richText(
      line(bold(heading)),
      ...(shown.open.length === 0 ? [] : [list(shown.open.map((each) => openLine(each, links)))]),
      ...(rest > 0 ? [line(plain(`and ${rest} more`))] : []),
    ),
    ...silenceBlocks(board.silences, titles, parts.hosts, prefix),
    ...(shown.past.length === 0
      ? []
      : [richText(line(bold('Lately over')), list(shown.past.map((each) => pastLine(each, links))))]),
  ];
  const words = shown.open.map((each) => `${oneLine(each.title)} (${count(activeHosts(each).length, 'host')}).`);
  return { text: escapeWithin([heading, ...words].join(' '), 3000), blocks };
};
