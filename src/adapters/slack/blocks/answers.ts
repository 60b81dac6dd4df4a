import type { types } from '@slack/bolt';
import type { Problem } from '../../../domain/command/command.ts';
import type { CommandName } from '../../../domain/command/command-table.ts';
import { commandTable } from '../../../domain/command/command-table.ts';
import type { SlackMessage } from '../outbox/slack-message.ts';
import { bold, code, line, plain, richText } from './rich-text.ts';
import { cut, escapeWithin, oneLine } from './text.ts';

type Line = types.RichTextSection;

/** An answer made of lines; `text` is the same without looks. */
const linesMessage = (lines: readonly Line[]): SlackMessage => {
  const text = lines
    .map(({ elements }) => elements.map((element) => ('text' in element ? element.text : '')).join(''))
    .join('\n');
  const spaced = lines.map((each, index) => (index === 0 ? each : line(plain('\n'), ...each.elements)));
  return { text: escapeWithin(text, 3000), blocks: [richText(...spaced)] };
};

/** Our own words, as they are. */
export const sentence = (text: string): SlackMessage =>
  linesMessage(
    cut(text, 2500)
      .split('\n')
      .map((each) => line(plain(oneLine(each)))),
  );

/** A command as it is typed in this place; nothing stands before it in a direct conversation. */
const typed = (prefix: string, words: string): string => `${prefix} ${words}`.trim();

/** What to type instead, as somebody in this place types it. */
export const problemMessage = (
  { message, tries }: Pick<Problem, 'message' | 'tries'> & Partial<Problem>,
  prefix: string,
): SlackMessage =>
  linesMessage([
    line(plain(cut(oneLine(message), 500))),
    ...tries.slice(0, 5).map((words) => line(plain('Type '), code(cut(typed(prefix, words), 300)))),
  ]);

/** Only the commands this person may use here. */
export const helpMessage = (prefix: string, allowed: (name: CommandName) => boolean): SlackMessage =>
  linesMessage([
    line(bold('I find out where outgoing mail is stuck on a host, why, and what to do about it.')),
    ...commandTable
      .filter(({ name }) => allowed(name))
      .map(({ name, usage, description }) => line(code(typed(prefix, `${name} ${usage}`)), plain(`  ${description}`))),
    line(plain('I only read on the hosts and change nothing there. In a thread, mention me instead of typing /mail.')),
  ]);

interface ListedHost {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly groups: readonly string[];
}

const mostHosts = 50;

export const hostsMessage = (hosts: readonly ListedHost[], prefix: string): SlackMessage => {
  if (hosts.length === 0)
    return sentence('No hosts are set up yet. Whoever looks after Stuckmail adds them to stuckmail.yaml.');
  const shown = hosts.slice(0, mostHosts).map(({ name, aliases, groups }) => {
    const more = [
      ...(aliases.length > 0 ? [`also called ${aliases.join(', ')}`] : []),
      ...(groups.length > 0 ? [`in ${groups.join(', ')}`] : []),
    ].join('; ');
    return line(code(cut(name, 60)), plain(more === '' ? ' ' : `  ${cut(more, 100)}`));
  });
  const rest = hosts.length - shown.length;
  return linesMessage([
    line(bold(hosts.length === 1 ? 'One host can be checked' : `${hosts.length} hosts can be checked`)),
    ...shown,
    ...(rest > 0 ? [line(plain(`and ${rest} more`))] : []),
    line(plain('Check one with '), code(typed(prefix, `diagnose ${cut(hosts[0]?.name ?? 'HOST', 80)}`))),
  ]);
};
