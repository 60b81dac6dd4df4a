import { nearestNames } from '../text/nearest-names.ts';
import { bareWord, shortly } from './clean-text.ts';
import type { KnownHosts, Problem, Target } from './command.ts';
import type { CommandRow } from './command-table.ts';

const filler = new Set(['and', 'please', 'on', 'for', 'host', 'hosts', 'the', 'group', 'of', 'is', 'mail', 'stuck']);
const isAddress = (word: string): boolean =>
  /^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/u.test(word) || /^[0-9a-f]*:[0-9a-f:]*:[0-9a-f:.]*$/iu.test(word);
const isName = (word: string): boolean => /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,252}[\p{L}\p{N}])?$/u.test(word);

const sameWord = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** What `word` names: a host by name or alias, a group, or `all`. */
export const targetNamed = (word: string, known: KnownHosts): Target | undefined => {
  const host = known.hosts.find(({ name, aliases }) => [name, ...aliases].some((item) => sameWord(item, word)));
  if (host !== undefined) return { kind: 'host', name: host.name };
  const group = known.hosts.flatMap(({ groups }) => groups).find((item) => sameWord(item, word));
  if (group !== undefined) return { kind: 'group', name: group };
  return sameWord(word, 'all') ? { kind: 'all', name: 'all' } : undefined;
};

/** The hosts a target stands for, in the order of the inventory; none when it is no longer there. */
export const hostsOf = ({ kind, name }: Target, known: KnownHosts): readonly string[] =>
  known.hosts
    .filter((host) => kind === 'all' || (kind === 'host' ? host.name === name : host.groups.includes(name)))
    .map((host) => host.name);

/** All hosts that `word` names: a host by name or alias, every host of a group, or `all`. */
export const hostsNamed = (word: string, known: KnownHosts): readonly string[] => {
  const target = targetNamed(word, known);
  return target === undefined ? [] : hostsOf(target, known);
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

/** What is meant by the words after a command, each once, in the order typed. */
export const findTargets = (row: CommandRow, rest: string, known: KnownHosts): readonly Target[] | Problem => {
  const found = new Map<string, Target>();
  for (const raw of rest.split(/[\s,;]+/u)) {
    const word = bareWord(raw);
    if (word === '' || word === '-') {
      if (raw === '' || /^[\p{P}\p{S}]$/u.test(raw)) continue;
      return unknownWord(row, raw, known);
    }
    const target = targetNamed(word, known);
    if (target === undefined && filler.has(word.toLowerCase())) continue;
    if (target === undefined) return unknownWord(row, word, known);
    found.set(`${target.kind} ${target.name}`, target);
  }
  return [...found.values()];
};

/** The hosts of all targets, each once. */
export const allHostsOf = (targets: readonly Target[], known: KnownHosts): readonly string[] => [
  ...new Set(targets.flatMap((target) => hostsOf(target, known))),
];

/** `erp`, `all hosts`, `host01 and host02`, `host01, host02 and 7 more`. */
export const scopeWords = (targets: readonly Target[]): string => {
  const names = targets.map(({ kind, name }) => (kind === 'all' ? 'all hosts' : name));
  const shown = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} more`] : names;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
};
