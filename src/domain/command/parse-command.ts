import { nearestNames } from '../text/nearest-names.ts';
import { bareWord, cleanText, shortly } from './clean-text.ts';
import type { Command, KnownHosts, Problem } from './command.ts';
import { type CommandRow, type CommandShape, commandTable, findCommand } from './command-table.ts';
import { hostsNamed, targetNamed } from './find-hosts.ts';
import {
  exampleOf,
  readDiagnose,
  readMaintenance,
  readOneHost,
  readStatus,
  readUnwatch,
  readWatch,
} from './read-targets.ts';

const commandLimit = 1000;
const explainLimit = 20_000;

const problem = (code: Problem['code'], message: string, tries: readonly string[]): Problem => ({
  kind: 'problem',
  code,
  message,
  tries,
});

const readers: Readonly<
  Record<
    Exclude<CommandShape, 'text' | 'nothing'>,
    (row: CommandRow, rest: string, known: KnownHosts, raw: string) => Command | Problem
  >
> = {
  hosts: readDiagnose,
  host: readOneHost,
  scope: readStatus,
  watch: readWatch,
  targets: readUnwatch,
  maintenance: readMaintenance,
};

/** For `restart host01` and verbs of other languages: a check of the host is all that can be done with it. */
const checksOfHostsIn = (rest: string, known: KnownHosts): readonly string[] => {
  const row = commandTable[0] as CommandRow;
  const word = rest
    .split(/[\s,;]+/u)
    .map(bareWord)
    .find((one) => one.toLowerCase() !== 'all' && hostsNamed(one, known).length > 0);
  return word === undefined ? [] : [`${row.name} ${targetNamed(word, known)?.name}`];
};

const unknownCommand = (typed: string, rest: string, known: KnownHosts): Problem => {
  const words = commandTable.flatMap(({ name, synonyms }) => [name, ...synonyms]);
  const near = findCommand(nearestNames(typed, words, 1)[0] ?? '');
  const tail =
    near?.usage.startsWith('HOST') === true ? hostsNamed(bareWord(rest.split(/\s+/u)[0] ?? ''), known)[0] : undefined;
  const tries =
    near === undefined
      ? checksOfHostsIn(rest, known)
      : [tail === undefined ? exampleOf(near, known) : `${near.name} ${tail}`];
  const hint =
    near !== undefined
      ? ' Did you mean this?'
      : tries.length > 0
        ? ' I can check the host, and change nothing on it.'
        : '';
  return problem('unknown-command', `I don't know the command "${shortly(typed)}".${hint}`, [...tries, 'help']);
};

/**
 * Reads the words after `/mail`, or after a mention of the bot. Never throws; whatever is typed, the answer holds names of the
 * inventory only, except for the text of `explain`, which is read and never run.
 */
export const parseCommand = (text: string, known: KnownHosts): Command | Problem => {
  const clean = cleanText(text.slice(0, explainLimit * 2)).replace(/^\/mail\b\s*/iu, '');
  if (clean === '')
    return problem('empty', 'Say what I shall look at.', [exampleOf(commandTable[0] as CommandRow, known), 'help']);
  const first = /^\S+/u.exec(clean)?.[0] ?? '';
  const rest = clean.slice(first.length).trim();
  const typed = first === '?' ? first : bareWord(first);
  const row = findCommand(typed);
  if (row?.shape === 'text') {
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
      return readDiagnose(commandTable[0] as CommandRow, clean, known);
    return unknownCommand(typed === '' ? first : typed, rest, known);
  }
  if (row.shape === 'nothing') return { kind: row.name as 'watches' | 'incidents' | 'hosts' | 'help' };
  return readers[row.shape](row, rest, known, text);
};
