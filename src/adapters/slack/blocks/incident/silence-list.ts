import type { types } from '@slack/bolt';
import type { Silence } from '../../../../domain/incident/incident.ts';
import { hostWords } from '../../../../domain/incident/words.ts';
import type { SlackBlock } from '../../outbox/slack-message.ts';
import { bold, code, type Element, line, list, mention, moment, plain, richText } from '../rich-text.ts';
import { cut, oneLine } from '../text.ts';
import { controlButton } from './controls.ts';
import { targetsValue } from './targets.ts';

const mostShown = 10;

/** Silences that one person made at one time for one span: a window of a group is one. */
interface Held {
  readonly first: Silence;
  readonly hosts: readonly string[];
}

const grouped = (silences: readonly Silence[]): readonly Held[] => {
  const groups = new Map<string, Silence[]>();
  for (const one of silences) {
    const key = one.host === undefined ? one.id : [one.kind, one.by, one.at, one.until ?? ''].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((all) => {
    const [first] = all;
    return first === undefined ? [] : [{ first, hosts: all.flatMap(({ host }) => host ?? []) }];
  });
};

const subject = ({ first, hosts }: Held, titles: ReadonlyMap<string, string>): string =>
  first.cause === undefined ? hostWords(hosts) : `The cause "${titles.get(first.cause) ?? first.cause}"`;

const heldLine = (held: Held, titles: ReadonlyMap<string, string>): types.RichTextSection => {
  const { kind, until, by } = held.first;
  const end: readonly Element[] =
    until === null ? [plain(' until somebody takes it back')] : [plain(' until '), moment(until)];
  return line(
    bold(cut(oneLine(subject(held, titles)), 200)),
    plain(kind === 'maintenance' ? ': maintenance' : ': silenced'),
    ...end,
    plain(', by '),
    mention(by),
  );
};

const endButton = (held: Held, all: readonly string[], index: number): types.Button[] => {
  const { first, hosts } = held;
  const what = first.cause === undefined ? hostWords(hosts) : 'the cause';
  const label = cut(`End: ${what}`, 70);
  if (hosts.length < 2)
    return [{ ...controlButton('incident_end_silence', first.id, label), action_id: `incident_end_silence.${index}` }];
  const everything = hosts.length === all.length && all.every((host) => hosts.includes(host));
  const value = everything ? 'all' : targetsValue(hosts.map((name) => ({ kind: 'host', name })));
  if (value === undefined || first.kind !== 'maintenance') return [];
  return [
    { ...controlButton('incident_end_maintenance', value, label), action_id: `incident_end_maintenance.${index}` },
  ];
};

/** What is held back for now, with a button that ends it. */
export const silenceBlocks = (
  silences: readonly Silence[],
  titles: ReadonlyMap<string, string>,
  hosts: readonly string[],
  prefix: string,
): readonly SlackBlock[] => {
  const all = grouped(silences);
  if (all.length === 0) return [];
  const shown = all.slice(0, mostShown);
  const rest = all.length - shown.length;
  const elements = shown.flatMap((held, index) => endButton(held, hosts, index));
  const heading = richText(
    line(bold('Held back')),
    list(shown.map((held) => heldLine(held, titles))),
    ...(rest > 0
      ? [line(plain(`and ${rest} more; end one with `), code(`${prefix} maintenance HOST end`.trim()))]
      : []),
  );
  return elements.length === 0 ? [heading] : [heading, { type: 'actions', elements }];
};
