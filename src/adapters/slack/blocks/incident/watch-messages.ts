import type { types } from '@slack/bolt';
import type { Target } from '../../../../domain/command/command.ts';
import { scopeWords } from '../../../../domain/command/find-hosts.ts';
import { describeDuration } from '../../../../domain/duration/duration.ts';
import { count } from '../../../../domain/incident/words.ts';
import type { Watch } from '../../../../domain/watch/watch.ts';
import type { SlackMessage } from '../../outbox/slack-message.ts';
import { bold, code, type Element, line, list, mention, moment, plain, richText } from '../rich-text.ts';
import { cut, escapeWithin, oneLine } from '../text.ts';
import { type ControlId, controlButton } from './controls.ts';
import { targetsValue } from './targets.ts';

const channelElement = (id: string): Element => ({ type: 'channel', channel_id: id });

const withButton = (message: SlackMessage, id: ControlId, targets: readonly Target[], label: string): SlackMessage => {
  const value = targetsValue(targets);
  if (value === undefined) return message;
  return { ...message, blocks: [...message.blocks, { type: 'actions', elements: [controlButton(id, value, label)] }] };
};

export interface WatchAdded {
  readonly targets: readonly Target[];
  readonly hosts: readonly string[];
  readonly everySeconds: number;
  readonly channel: string;
}

/** What is watched from now on, how often, and who will hear of it. */
export const watchAddedMessage = ({ targets, hosts, everySeconds, channel }: WatchAdded): SlackMessage => {
  const scope = cut(oneLine(scopeWords(targets)), 300);
  const many = hosts.length === 1 && targets[0]?.kind === 'host' ? '' : ` (${count(hosts.length, 'host')})`;
  const words = `Watching ${scope}${many}: checked every ${describeDuration(everySeconds)}. When mail stops, an incident opens`;
  return withButton(
    {
      text: escapeWithin(`${words}.`, 3000),
      blocks: [richText(line(plain(`${words} in `), channelElement(channel), plain('.')))],
    },
    'incident_end_watch',
    targets,
    'End this watch',
  );
};

/** How the hosts of a watch are, by their latest checks. */
export interface WatchState {
  readonly hosts: number;
  readonly failing: number;
  readonly working: number;
}

const stateWords = ({ hosts, failing, working }: WatchState): string => {
  if (hosts === 0) return 'no such host any more';
  const unknown = hosts - failing - working;
  const parts = [
    ...(failing > 0 ? [`${failing} failing`] : []),
    ...(working > 0 ? [`${working} working`] : []),
    ...(unknown > 0 ? [`${unknown} not known yet`] : []),
  ];
  return hosts === 1 ? (parts[0]?.replace(/^\d+ /u, '') ?? '') : `${count(hosts, 'host')}: ${parts.join(', ')}`;
};

export interface WatchRow {
  readonly watch: Watch;
  /** Left out where it could not be read. */
  readonly state?: WatchState | undefined;
  /** When the next of its hosts is checked (ISO 8601); left out where other watches check all of them. */
  readonly nextAt?: string | undefined;
}

const mostWatches = 40;

const watchLine = ({ watch, state, nextAt }: WatchRow, channelFor: string | undefined): types.RichTextSection => {
  const { target, everySeconds, channel, addedBy } = watch;
  const place = channel ?? channelFor;
  return line(
    bold(target.kind === 'all' ? 'all hosts' : cut(target.name, 63)),
    plain(` every ${describeDuration(everySeconds)}`),
    ...(place === undefined ? [] : [plain(', to '), channelElement(place)]),
    ...(addedBy === null ? [plain(', by the configuration')] : [plain(', by '), mention(addedBy)]),
    ...(state === undefined ? [] : [plain(` · ${stateWords(state)}`)]),
    ...(nextAt === undefined ? [] : [plain(' · next check '), moment(nextAt)]),
  );
};

/** `/mail watches`. `channel`: where incidents go unless a watch says otherwise. */
export const watchesMessage = (
  rows: readonly WatchRow[],
  channel: string | undefined,
  prefix: string,
): SlackMessage => {
  const example = (words: string): Element => code(`${prefix} ${words}`.trim());
  if (rows.length === 0)
    return {
      text: 'Nothing is watched.',
      blocks: [richText(line(plain('Nothing is watched. Begin with '), example('watch HOST every 5m')))],
    };
  const heading = `${count(rows.length, 'watch').replace(/watchs$/u, 'watches')}.`;
  const rest = rows.length - mostWatches;
  return {
    text: escapeWithin(`${heading} ${rows.map(({ watch }) => watch.target.name).join(', ')}`, 3000),
    blocks: [
      richText(
        line(bold(heading)),
        list(rows.slice(0, mostWatches).map((row) => watchLine(row, channel))),
        line(plain(rest > 0 ? `and ${rest} more. ` : ''), plain('End one with '), example('unwatch HOST')),
      ),
    ],
  };
};

const mostNames = 12;

/** A window of maintenance was opened until `until` (ISO 8601). */
export const maintenanceMessage = (
  targets: readonly Target[],
  hosts: readonly string[],
  until: string,
): SlackMessage => {
  const rest = hosts.length - mostNames;
  const names = `${hosts.slice(0, mostNames).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  const words = `Maintenance of ${cut(oneLine(scopeWords(targets)), 300)}: no incident opens for ${count(hosts.length, 'host')} until `;
  return withButton(
    {
      text: escapeWithin(`${words}${until.slice(0, 16).replace('T', ' ')} UTC.`, 3000),
      blocks: [
        richText(
          line(
            plain(words),
            moment(until),
            plain('. Checks go on; failures in the window do not count.'),
            ...(hosts.length > 1 ? [plain(`\n${cut(names, 1500)}`)] : []),
          ),
        ),
      ],
    },
    'incident_end_maintenance',
    targets,
    'End it now',
  );
};
