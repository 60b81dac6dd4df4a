import type { types } from '@slack/bolt';
import type { Incident } from '../../../domain/incident/incident.ts';
import type { SlackMessage } from '../outbox/slack-message.ts';
import type { buttonTable } from './buttons.ts';
import { choiceValue } from './host-menu.ts';
import { headline } from './incident/headline.ts';
import { whoElements } from './incident/who.ts';
import { bold, line, link, moment, plain, richText } from './rich-text.ts';
import { cut, escapeWithin, oneLine } from './text.ts';

/** An open incident that somebody asked about without knowing of it. */
export interface KnownIncident {
  readonly incident: Incident;
  /** The asked hosts that are in it. */
  readonly hosts: readonly string[];
  /** The address of its thread, where it is known. */
  readonly link: string | undefined;
}

const mostIncidents = 8;
const mostNames = 10;
const mostButtons = 10;

const names = (hosts: readonly string[]): string => {
  const shown = hosts.slice(0, mostNames).map((host) => cut(oneLine(host), 60));
  return [...shown, ...(hosts.length > shown.length ? [`${hosts.length - shown.length} more`] : [])].join(', ');
};

const incidentBlock = ({ incident, hosts, link: url }: KnownIncident): types.RichTextBlock => {
  const said = headline(incident);
  return richText(
    line(
      bold(`${names(hosts)}: there is an open incident`),
      plain('\n'),
      url === undefined ? plain(said) : link(url, said),
      plain('\nSince '),
      moment(incident.openedAt),
      plain(' · '),
      ...whoElements(incident),
    ),
  );
};

/** What is known already, with links; a check is started only by a button. `thread`: of the message that asked. */
export const openIncidentsMessage = (known: readonly KnownIncident[], thread: string | undefined): SlackMessage => {
  const shown = known.slice(0, mostIncidents);
  const rest = known.length - shown.length;
  const more = rest > 0 ? `And ${rest} more incidents: "incidents" lists them.` : '';
  const hosts = [...new Set(known.flatMap((each) => each.hosts))].slice(0, mostButtons);
  const text = [
    ...shown.map(
      ({ incident, hosts: asked, link: url }) =>
        `${names(asked)}: there is an open incident. ${headline(incident)}${url === undefined ? '' : ` ${url}`}`,
    ),
    ...(more === '' ? [] : [more]),
  ].join('\n');
  const elements = hosts.map(
    (host, at): types.Button => ({
      type: 'button',
      action_id: `${'check_host' satisfies keyof typeof buttonTable}.${at}`,
      value: choiceValue(host, thread),
      text: { type: 'plain_text', text: cut(`Check ${oneLine(host)} anyway`, 70), emoji: false },
    }),
  );
  return {
    text: escapeWithin(text, 2000),
    blocks: [
      ...shown.map(incidentBlock),
      ...(more === '' ? [] : [richText(line(plain(more)))]),
      { type: 'actions', elements },
    ],
  };
};

/** Above this Slack refuses to edit a text. */
const textMost = 4000;

/** What is known already, then what is said of the other hosts. */
export const togetherWith = (known: SlackMessage, more: SlackMessage): SlackMessage => {
  const text = `${known.text}\n${more.text}`;
  return { text: text.length > textMost ? known.text : text, blocks: [...known.blocks, ...more.blocks] };
};
