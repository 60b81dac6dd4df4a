import { isAbsolute, join } from 'node:path';
import type { LeftOut, Place } from '../found-host.ts';
import { readSource, refuse } from '../source-text.ts';
import { findFiles } from './find-files.ts';
import { splitConfigLine } from './split-line.ts';

/** One condition of a Match line. */
export interface Criterion {
  readonly name: string;
  readonly negated: boolean;
  readonly patterns: readonly string[];
}

/** A file of ssh_config as a list; an Include holds the lists of its files, and counts only where it stands. */
export type Item =
  | { readonly kind: 'host'; readonly patterns: readonly string[]; readonly place: Place }
  | { readonly kind: 'match'; readonly criteria: readonly Criterion[]; readonly place: Place }
  | { readonly kind: 'setting'; readonly keyword: string; readonly words: readonly string[]; readonly place: Place }
  | { readonly kind: 'include'; readonly files: readonly (readonly Item[])[] };

/** As OpenSSH: an Include of an Include of ... ends there. */
const deepest = 16;
const mostFiles = 1000;

/** The keywords that matter here, all with a single value. */
const singleValue = new Set(['hostname', 'user', 'port', 'identityfile', 'proxyjump']);
const relevant = new Set([...singleValue, 'proxycommand']);

/** Criteria that depend on nothing but names; all others are never run and never true here. */
const decidable = new Set(['all', 'host', 'originalhost', 'user', 'localuser']);
const lonely = new Set(['all', 'canonical', 'final']);

const readCriteria = (words: readonly string[], place: Place): Criterion[] => {
  const criteria: Criterion[] = [];
  const parts = words.flatMap((word) => {
    const [, name, value] = /^(!?[a-z]+)=(.+)$/is.exec(word) ?? [];
    return name === undefined || value === undefined ? [word] : [name, value];
  });
  for (let at = 0; at < parts.length; at += 1) {
    const word = parts[at] ?? '';
    const name = word.replace(/^!/, '').toLowerCase();
    const negated = word.startsWith('!');
    if (lonely.has(name)) criteria.push({ name, negated, patterns: [] });
    else {
      at += 1;
      const value = parts[at];
      if (value === undefined) refuse(place, `Match ${name} has no value; expected one, for example "Match host web*"`);
      criteria.push({ name, negated, patterns: (value ?? '').split(',') });
    }
  }
  return criteria;
};

const checkSetting = (keyword: string, words: readonly string[], place: Place): void => {
  if (!singleValue.has(keyword)) return;
  if (words.length > 1)
    refuse(place, `${keyword} has ${words.length} values; expected one, in quotes if it has spaces`);
  const [value = ''] = words;
  if (value === '') refuse(place, `${keyword} is empty; expected a value`);
  if (
    keyword === 'port' &&
    value.toLowerCase() !== 'ssh' &&
    !(/^\d{1,5}$/.test(value) && +value >= 1 && +value <= 65_535)
  ) {
    refuse(place, `port is "${value.slice(0, 40)}"; expected a number from 1 to 65535`);
  }
};

export interface Tree {
  readonly items: readonly Item[];
  readonly leftOut: readonly LeftOut[];
}

/** Reads an ssh_config with everything it includes. `home` is what `~` means in an Include. */
export const readTree = async (file: string, home: string): Promise<Tree> => {
  const leftOut: LeftOut[] = [];
  let files = 0;

  const include = async (pattern: string, place: Place, above: readonly string[]): Promise<(readonly Item[])[]> => {
    if (/[%$]\{?|^~[^/]/.test(pattern)) {
      leftOut.push({ place, what: `Include ${pattern}`, why: 'variables and other homes in paths are not filled in' });
      return [];
    }
    const expanded = pattern.replace(/^~(?=\/|$)/, home);
    const base = file.startsWith('/etc/ssh/') ? '/etc/ssh' : join(home, '.ssh');
    const found = await findFiles(isAbsolute(expanded) ? expanded : join(base, expanded));
    if (found.length === 0) leftOut.push({ place, what: `Include ${pattern}`, why: 'there is no such file' });
    const lists: (readonly Item[])[] = [];
    for (const path of found) {
      if (above.includes(path)) refuse(place, `${path} includes itself; expected an Include that ends`);
      lists.push(await read(path, [...above, path]));
    }
    return lists;
  };

  const read = async (path: string, above: readonly string[]): Promise<readonly Item[]> => {
    files += 1;
    if (files > mostFiles) refuse({ file: path, line: 1 }, `more than ${mostFiles} files are included`);
    const items: Item[] = [];
    const lines = (await readSource(path)).replace(/^\ufeff/, '').split('\n');
    for (const [index, text] of lines.entries()) {
      const place = { file: path, line: index + 1 };
      const line = splitConfigLine(text);
      if (line === undefined) continue;
      if (typeof line === 'string') return refuse(place, line);
      const { keyword, words } = line;
      if (keyword === 'host') items.push({ kind: 'host', patterns: words, place });
      else if (keyword === 'match') {
        const criteria = readCriteria(words, place);
        const blind = criteria.filter(({ name }) => !decidable.has(name)).map(({ name }) => name);
        if (blind.length > 0) {
          const why = blind.includes('exec')
            ? 'its command is not run, so its settings apply to no host'
            : `what it asks is not known here, so its settings apply to no host`;
          leftOut.push({ place, what: `Match ${blind.join(', ')}`, why });
        }
        items.push({ kind: 'match', criteria, place });
      } else if (keyword === 'include') {
        if (above.length > deepest) refuse(place, `Include is more than ${deepest} deep; expected less`);
        const nested: (readonly Item[])[] = [];
        for (const word of words) nested.push(...(await include(word, place, above)));
        items.push({ kind: 'include', files: nested });
      } else {
        checkSetting(keyword, words, place);
        if (relevant.has(keyword)) items.push({ kind: 'setting', keyword, words, place });
      }
    }
    return items;
  };

  return { items: await read(file, [file]), leftOut };
};
