import type { types } from '@slack/bolt';
import type { CommandName } from '../../../domain/command/command-table.ts';
import { groupByCause } from '../../../domain/fleet/cause-group.ts';
import { headline, namesWithin, type Picture } from '../../../domain/fleet/fleet-words.ts';
import type { HostOutcome } from '../../../domain/fleet/host-outcome.ts';
import { line, link, plain, richText } from '../blocks/rich-text.ts';
import { cut, escapeWithin, oneLine, span } from '../blocks/text.ts';
import type { SlackMessage } from '../outbox/slack-message.ts';
import { causeTable } from './cause-table.ts';
import { controls } from './controls.ts';
import { groupsText, pictureAlert } from './survey-message.ts';

/** An open incident that some of the hosts are in. */
export interface OpenIncident {
  readonly words: string;
  readonly link: string | undefined;
}

export interface Status {
  readonly scope: string;
  readonly outcomes: readonly HostOutcome[];
  readonly incidents: readonly OpenIncident[];
  readonly now: Date;
  /** The hosts as the value of a button; undefined when there are too many to name. */
  readonly value: string | undefined;
}

/** What is older than this is said by name. Seconds. */
const staleSeconds = 86_400;
const mostIncidents = 8;

const ago = (seconds: number): string => `${span(seconds)} ago`;

/** "Checked 3 min to 2 h ago. Older than a day: host07." */
const ageWords = ({ outcomes, now }: Status): string => {
  const ages = outcomes.flatMap(({ host, at }) =>
    at === null ? [] : [{ host: oneLine(host), seconds: Math.max(0, (now.getTime() - Date.parse(at)) / 1000) }],
  );
  if (ages.length === 0) return 'None of them was ever checked.';
  const newest = Math.min(...ages.map(({ seconds }) => seconds));
  const oldest = Math.max(...ages.map(({ seconds }) => seconds));
  const first = ago(newest) === ago(oldest) ? ago(newest) : `${span(newest)} to ${ago(oldest)}`;
  const stale = ages.filter(({ seconds }) => seconds > staleSeconds).map(({ host }) => host);
  return `Checked ${first}.${stale.length === 0 ? '' : ` Older than a day: ${namesWithin(stale, 300)}.`}`;
};

const incidentLines = (incidents: readonly OpenIncident[]): readonly types.RichTextSection[] => {
  const shown = incidents
    .slice(0, mostIncidents)
    .map(({ words, link: url }) =>
      line(plain('\nOpen incident: '), url === undefined ? plain(cut(words, 200)) : link(url, cut(words, 200))),
    );
  const rest = incidents.length - shown.length;
  return rest > 0 ? [...shown, line(plain(`\nand ${rest} more open incidents`))] : shown;
};

/** What is known of hosts by their latest checks; nothing was checked for it. */
export const statusMessage = (status: Status, offered: (right: CommandName) => boolean): SlackMessage => {
  const { outcomes, incidents, value } = status;
  const picture: Picture = {
    scope: `${cut(oneLine(status.scope), 100)}, by the latest checks`,
    total: outcomes.length,
    groups: groupByCause(outcomes),
  };
  const age = ageWords(status);
  return {
    text: escapeWithin(`${picture.scope}: ${headline(picture)} ${age}\n${groupsText(picture.groups)}`, 3000),
    blocks: [
      pictureAlert(picture),
      richText(line(plain(age)), ...incidentLines(incidents)),
      causeTable(picture.groups),
      ...controls({ kind: 'latest' }, 'fleet_check', value, offered),
    ],
  };
};
