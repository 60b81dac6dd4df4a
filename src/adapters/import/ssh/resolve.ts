import type { Place } from '../found-host.ts';
import { matchesAny } from './pattern.ts';
import type { Criterion, Item } from './read-tree.ts';

interface Value {
  readonly text: string;
  readonly place: Place;
}

/** What ssh would use for one name; nothing of it is filled in or checked yet. */
export interface Resolved {
  readonly hostname?: Value;
  readonly user?: Value;
  readonly port?: Value;
  readonly identityFiles: readonly Value[];
  readonly proxyJump?: Value;
  readonly proxyCommand?: Value;
}

interface State {
  values: Map<string, Value>;
  identityFiles: Value[];
}

/** `%h` is the name, `%%` a percent sign. */
export const fillHostName = (text: string, name: string): string =>
  text.replace(/%([h%])/g, (_, letter) => (letter === 'h' ? name : '%'));

const holds = ({ name, negated, patterns }: Criterion, host: string, localUser: string, state: State): boolean => {
  const hostname = state.values.get('hostname');
  const subject: Readonly<Record<string, string>> = {
    host: hostname === undefined ? host : fillHostName(hostname.text, host),
    originalhost: host,
    user: state.values.get('user')?.text ?? localUser,
    localuser: localUser,
  };
  if (name === 'all') return !negated;
  const text = subject[name];
  // What can't be known is never true, negated or not: settings that may not apply are not taken over.
  if (text === undefined) return false;
  const isName = name === 'host' || name === 'originalhost';
  const lower = (one: string): string => (isName ? one.toLowerCase() : one);
  return matchesAny(lower(text), patterns.map(lower)) !== negated;
};

const apply = (item: Item & { kind: 'setting' }, { values, identityFiles }: State): void => {
  const { keyword, words, place } = item;
  const value = { text: words.join(' '), place };
  if (keyword === 'identityfile') {
    if (!identityFiles.some(({ text }) => text === value.text)) identityFiles.push(value);
  } else if (keyword === 'proxyjump' || keyword === 'proxycommand') {
    // Whichever of the two comes first holds; the other one is ignored.
    if (!values.has('proxyjump') && !values.has('proxycommand')) values.set(keyword, value);
  } else if (!values.has(keyword)) values.set(keyword, value);
};

/** Walks the files as ssh does for `host`: the first value found wins. */
export const resolveHost = (items: readonly Item[], host: string, localUser: string): Resolved => {
  const state: State = { values: new Map(), identityFiles: [] };
  const walk = (list: readonly Item[], outer: boolean): void => {
    let active = outer;
    for (const item of list) {
      if (item.kind === 'host') active = outer && matchesAny(host, item.patterns);
      else if (item.kind === 'match') {
        active = outer && item.criteria.every((criterion) => holds(criterion, host, localUser, state));
      } else if (item.kind === 'include') for (const file of item.files) walk(file, active);
      else if (active) apply(item, state);
    }
  };
  walk(items, true);
  const { values, identityFiles } = state;
  const optional = (key: string, as: keyof Resolved): Partial<Resolved> => {
    const value = values.get(key);
    return value === undefined ? {} : { [as]: value };
  };
  return {
    identityFiles,
    ...optional('hostname', 'hostname'),
    ...optional('user', 'user'),
    ...optional('port', 'port'),
    ...optional('proxyjump', 'proxyJump'),
    ...optional('proxycommand', 'proxyCommand'),
  };
};
