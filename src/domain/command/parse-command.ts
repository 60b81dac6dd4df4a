import { nearestNames } from '../text/nearest-names.ts';
import { bareWord, cleanText, shortly } from './clean-text.ts';
import type { Command, KnownHosts, Problem } from './command.ts';
import { type CommandRow, commandTable, findCommand } from './command-table.ts';
import { findHosts, hostLimit, hostsNamed } from './find-hosts.ts';

const commandLimit = 1000;
const explainLimit = 20_000;

const problem = (code: Problem['code'], message: string, tries: readonly string[]): Problem => ({
  kind: 'problem',
  code,
  message,
  tries,
});

const example = (row: CommandRow, known: KnownHosts): string =>
  row.usage.startsWith('HOST') ? `${row.name} ${known.hosts[0]?.name ?? 'HOST'}` : row.example;

const parseHosts = (row: CommandRow, rest: string, known: KnownHosts): Command | Problem => {
  const hosts = findHosts(row, rest, known);
  if (!Array.isArray(hosts)) return hosts as Problem;
  const [first] = hosts as readonly string[];
  if (first === undefined)
    return problem('host-missing', `Which host? Say its name after "${row.name}".`, [example(row, known), 'hosts']);
  if (row.name === 'diagnose') {
    if (hosts.length <= hostLimit) return { kind: 'diagnose', hosts };
    return problem(
      'hosts-too-many',
      `That is ${hosts.length} hosts; one command checks at most ${hostLimit}. Nothing was started. Name fewer hosts, or a smaller group.`,
      [example(row, known), 'hosts'],
    );
  }
  if (hosts.length > 1)
    return problem('host-one-only', `"${row.name}" shows one host at a time.`, [`${row.name} ${first}`]);
  return { kind: row.name as 'queue' | 'checklist', host: first };
};

const unknownCommand = (typed: string, rest: string, known: KnownHosts): Problem => {
  const words = commandTable.flatMap(({ name, synonyms }) => [name, ...synonyms]);
  const near = findCommand(nearestNames(typed, words, 1)[0] ?? '');
  const tail =
    near?.usage.startsWith('HOST') === true ? hostsNamed(bareWord(rest.split(/\s+/u)[0] ?? ''), known)[0] : undefined;
  const tries = near === undefined ? [] : [tail === undefined ? example(near, known) : `${near.name} ${tail}`];
  return problem(
    'unknown-command',
    `I don't know the command "${shortly(typed)}".${near === undefined ? '' : ' Did you mean this?'}`,
    [...tries, 'help'],
  );
};

/**
 * Reads the words after `/mail`, or after a mention of the bot. Never throws; whatever is typed, the answer holds names of the
 * inventory only, except for the text of `explain`, which is read and never run.
 */
export const parseCommand = (text: string, known: KnownHosts): Command | Problem => {
  const clean = cleanText(text.slice(0, explainLimit * 2)).replace(/^\/mail\b\s*/iu, '');
  if (clean === '')
    return problem('empty', 'Say what to do after the command.', [
      example(commandTable[0] as CommandRow, known),
      'help',
    ]);
  const first = /^\S+/u.exec(clean)?.[0] ?? '';
  const rest = clean.slice(first.length).trim();
  const typed = first === '?' ? first : bareWord(first);
  const row = findCommand(typed);
  if (row?.name === 'explain') {
    if (rest === '') return problem('text-missing', 'Paste the text to explain after "explain".', [row.example]);
    if (rest.length > explainLimit)
      return problem(
        'too-long',
        `That text is longer than ${explainLimit} characters. Paste the lines with the error only.`,
        [row.example],
      );
    return { kind: 'explain', text: rest.replace(/^`+|`+$/gu, '').trim() };
  }
  if (clean.length > commandLimit)
    return problem(
      'too-long',
      `That is too long for a command (more than ${commandLimit} characters). Nothing was started.`,
      ['help'],
    );
  if (row === undefined) {
    // A host alone is a request to check it.
    if (hostsNamed(typed, known).length > 0 && typed.toLowerCase() !== 'all')
      return parseHosts(commandTable[0] as CommandRow, clean, known);
    return unknownCommand(typed === '' ? first : typed, rest, known);
  }
  if (row.name === 'hosts' || row.name === 'help') return { kind: row.name };
  return parseHosts(row, rest, known);
};
