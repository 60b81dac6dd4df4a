import { nearestNames } from '../text/nearest-names.ts';
import { bareWord, shortly } from './clean-text.ts';
import type { KnownHosts, Problem } from './command.ts';
import type { CommandRow } from './command-table.ts';

/** So many runs one command may start. */
export const hostLimit = 10;

const filler = new Set(['and', 'please', 'on', 'for', 'host', 'hosts', 'the', 'group', 'of', 'is', 'mail', 'stuck']);
const isAddress = (word: string): boolean =>
  /^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/u.test(word) || /^[0-9a-f]*:[0-9a-f:]*:[0-9a-f:.]*$/iu.test(word);
const isName = (word: string): boolean => /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,252}[\p{L}\p{N}])?$/u.test(word);

/** All hosts that `word` names: a host by name or alias, every host of a group, or `all`. */
export const hostsNamed = (word: string, known: KnownHosts): readonly string[] => {
  const wanted = word.toLowerCase();
  const one = known.hosts.find(({ name, aliases }) => [name, ...aliases].some((item) => item.toLowerCase() === wanted));
  if (one !== undefined) return [one.name];
  const group = known.hosts.filter(({ groups }) => groups.some((item) => item.toLowerCase() === wanted));
  return (wanted === 'all' ? known.hosts : group).map(({ name }) => name);
};

const unknownWord = (row: CommandRow, word: string, known: KnownHosts): Problem => {
  const problem = (code: Problem['code'], message: string, tries: readonly string[]): Problem => ({
    kind: 'problem',
    code,
    message,
    tries: tries.length > 0 ? tries : ['hosts'],
  });
  const asked = (name: string): string => `${row.name} ${name}`;
  if (isAddress(word)) {
    const at = known.hosts.filter(({ address }) => address.toLowerCase() === word.toLowerCase());
    const is = at[0] === undefined ? '' : ` ${shortly(word)} is ${at[0].name}.`;
    return problem(
      'address',
      `Hosts are asked for by name, not by address.${is}`,
      at.slice(0, 3).map(({ name }) => asked(name)),
    );
  }
  const plain = word.replace(/^[a-z][a-z0-9+.-]*:\/\//iu, '').replace(/[/?#].*$/u, '');
  if (!isName(word)) {
    const meant = hostsNamed(plain, known);
    return problem(
      'not-a-name',
      `"${shortly(word)}" is not the name of a host. A name has letters, digits, dots and dashes only.`,
      meant.length === 1 ? meant.map(asked) : [],
    );
  }
  // A name with a domain behind it: host01.example.com where the inventory says host01, and the other way round.
  const first = word.toLowerCase().split('.')[0] ?? '';
  const sameFirst = known.hosts
    .filter(({ name }) => name.toLowerCase().split('.')[0] === first)
    .map(({ name }) => name);
  const names = known.hosts.flatMap(({ name, aliases, groups }) => [name, ...aliases, ...groups]);
  const near = [...new Set([...sameFirst, ...nearestNames(word, names)])].slice(0, 3);
  return problem(
    'host-unknown',
    `I don't know a host or group named "${shortly(word)}".${near.length > 0 ? ' Did you mean one of these?' : ''}`,
    near.map(asked),
  );
};

/** The hosts meant by the words after a command, each once, in the order typed. */
export const findHosts = (row: CommandRow, rest: string, known: KnownHosts): readonly string[] | Problem => {
  const found = new Set<string>();
  for (const raw of rest.split(/[\s,;]+/u)) {
    const word = bareWord(raw);
    if (word === '' || word === '-') {
      if (raw === '' || /^[\p{P}\p{S}]$/u.test(raw)) continue;
      return unknownWord(row, raw, known);
    }
    const hosts = hostsNamed(word, known);
    if (hosts.length === 0 && filler.has(word.toLowerCase())) continue;
    if (hosts.length === 0) return unknownWord(row, word, known);
    for (const host of hosts) found.add(host);
  }
  return [...found];
};
