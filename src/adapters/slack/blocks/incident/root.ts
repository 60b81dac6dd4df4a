import type { CommandName } from '../../../../domain/command/command-table.ts';
import { queueNow } from '../../../../domain/incident/changed.ts';
import type { Incident } from '../../../../domain/incident/incident.ts';
import { count, stageWords } from '../../../../domain/incident/words.ts';
import type { SlackBlock, SlackMessage } from '../../outbox/slack-message.ts';
import { bold, type Element, line, link, moment, plain, preformatted, richText } from '../rich-text.ts';
import { cut, escapeWithin, oneLine, printable } from '../text.ts';
import { changeBlocks } from './changes.ts';
import { controls } from './controls.ts';
import { headline, levelOf } from './headline.ts';
import { hostLines } from './host-lines.ts';
import { whoElements } from './who.ts';

export interface IncidentContext {
  readonly offered: (right: CommandName) => boolean;
  /** The address of the incident before, where it is known. */
  readonly previousLink?: string | undefined;
}

/** On a line of its own within the same section. */
const next = (...elements: readonly Element[]): readonly Element[] => [plain('\n'), ...elements];

/** Sums over hosts; null when no queue could be read. */
const sumOf = (numbers: readonly (number | null)[]): number | null => {
  const known = numbers.filter((each) => each !== null);
  return known.length === 0 ? null : known.reduce((sum, each) => sum + each, 0);
};

const waitingElements = (incident: Incident): readonly Element[] => {
  const active = incident.hosts.filter(({ state }) => state !== 'left');
  const now = queueNow(active);
  // Nothing to say of empty queues: the hosts below say it.
  return now === null || now === 0 ? [] : [plain(` · ${count(now, 'mail')} ${now === 1 ? 'waits' : 'wait'}`)];
};

const capital = (words: string): string => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;

const where = ({ cause }: Incident): string =>
  [capital(stageWords(cause)), ...(cause.relay === null ? [] : [cut(oneLine(cause.relay), 120)])].join(' · ');

const before = ({ previous }: Incident, { previousLink }: IncidentContext): readonly Element[] => {
  if (previous === undefined) return [];
  const words = 'The same cause before';
  return next(
    previousLink === undefined ? plain(words) : link(previousLink, words),
    plain(', over '),
    moment(previous.resolvedAt),
  );
};

const openFacts = (incident: Incident, context: IncidentContext): SlackBlock =>
  richText(
    line(
      plain(`${where(incident)} · since `),
      moment(incident.openedAt),
      ...waitingElements(incident),
      ...(incident.certainty === 'likely' ? [plain(' · likely, not proven')] : []),
      ...next(...whoElements(incident)),
      ...before(incident, context),
    ),
  );

/** What the timeline says of the way to the end; the end itself only where it is not that mail flows again. */
const turns = new Set(['moved', 'flapping', 'proved', 'not-proved']);
const mostTurns = 4;

const closedFacts = (incident: Incident, context: IncidentContext): SlackBlock => {
  const { hosts, openedAt, resolvedAt = openedAt, events } = incident;
  const [then, most, now] = (['first', 'most', 'now'] as const).map((key) =>
    sumOf(hosts.map(({ queue }) => queue[key])),
  );
  const known = (value: number | null | undefined): string => value?.toLocaleString('en-US') ?? 'not read';
  const waited =
    most === 0 ? 'No mail waited' : `Mails waiting: ${known(then)} at first, ${known(most)} at most, ${known(now)} now`;
  const recovered = levelOf(incident) === 'success';
  const told = events.filter(({ kind }) => turns.has(kind) || (kind === 'resolved' && !recovered)).slice(-mostTurns);
  const who = whoElements({ ...incident, snoozed: undefined, silenced: undefined, proving: undefined } as never);
  return richText(
    line(
      plain(`${where(incident)} · `),
      moment(openedAt),
      plain(' to '),
      moment(resolvedAt),
      ...next(plain(waited)),
      ...told.flatMap(({ words }) => next(plain(cut(oneLine(words), 300)))),
      ...(who.length === 0 ? [] : next(...who)),
      ...before(incident, context),
    ),
  );
};

const whatToDo = ({ state, action, commands }: Incident): readonly SlackBlock[] => {
  if (state === 'resolved' || action === '') return [];
  return [
    richText(
      line(bold('What to do: '), plain(cut(printable(action), 1000))),
      ...(commands.length === 0 ? [] : [preformatted(commands.join('\n'), 1000)]),
    ),
  ];
};

/** The root message of an incident, true for the state it is made of. For somebody at night with a phone. */
export const incidentRoot = (incident: Incident, context: IncidentContext): SlackMessage => {
  const said = headline(incident);
  const hosts = hostLines(incident);
  const open = incident.state === 'open';
  const toDo = open && incident.action !== '' ? ` What to do: ${cut(oneLine(incident.action), 800)}` : '';
  return {
    text: escapeWithin(`${said}${toDo}`, 3000),
    blocks: [
      { type: 'alert', level: levelOf(incident), text: { type: 'plain_text', text: cut(said, 600), emoji: false } },
      open ? openFacts(incident, context) : closedFacts(incident, context),
      ...whatToDo(incident),
      ...changeBlocks(incident),
      ...(hosts.length === 0 ? [] : [richText(...hosts)]),
      ...controls(incident, context.offered),
    ],
  };
};
