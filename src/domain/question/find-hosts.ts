import type { KnownHosts } from '../command/command.ts';
import { fold } from './fold.ts';
import { isOrdinary } from './lexicon.ts';
import { isOneEdit } from './typos.ts';

/** Finds what a typed word names in the inventory; `undefined` when it names nothing. */
export interface HostIndex {
  /** `pointed`: a preposition or quotes say that the word is a name. */
  readonly find: (typed: string, pointed: boolean) => readonly string[] | undefined;
}

/** "host-01", "HOST1" and "host_01" have this in common with "host01". */
const keyOf = (name: string): string =>
  fold(name)
    .replace(/[^a-z0-9]/gu, '')
    .replace(/0+(?=\d)/gu, '');
const splitNumber = (key: string): readonly [string, string] => {
  const digits = /\d+$/u.exec(key)?.[0] ?? '';
  return [key.slice(0, key.length - digits.length), digits];
};

/** Adds under a key; what two different hosts share names neither. */
const addTo = (map: Map<string, string | null>, key: string, name: string): void => {
  map.set(key, map.has(key) && map.get(key) !== name ? null : name);
};

export const indexHosts = ({ hosts }: KnownHosts): HostIndex => {
  const exact = new Map<string, string[]>();
  const shorter = new Map<string, string | null>();
  const keys = new Map<string, string | null>();
  for (const { name, groups } of hosts)
    for (const group of groups) exact.set(fold(group), [...(exact.get(fold(group)) ?? []), name]);
  for (const { name, aliases, address } of hosts) {
    for (const word of [name, ...aliases]) exact.set(fold(word), [name]);
    for (const word of [name, ...aliases]) {
      addTo(keys, keyOf(word), name);
      addTo(shorter, fold(word).split('.')[0] ?? '', name);
    }
    const at = fold(address);
    if (!exact.has(at) && at !== '') addTo(shorter, at, name);
  }
  const misspelled = (typed: string): string | undefined => {
    const [letters, digits] = splitNumber(keyOf(typed));
    if (digits === '' || letters.length < 4) return undefined;
    const near = [...keys].filter(([key]) => {
      const [meant, number] = splitNumber(key);
      return (
        number === digits &&
        meant.length >= 4 &&
        isOneEdit(letters, meant) &&
        (letters[0] === meant[0] || letters[0] === meant[1])
      );
    });
    return near.length === 1 ? (near[0]?.[1] ?? undefined) : undefined;
  };
  const findOne = (word: string): readonly string[] | undefined => {
    const direct = exact.get(word);
    if (direct !== undefined) return direct;
    // host01.corp.example where the inventory says host01 or host01.corp, and the other way round.
    for (let cut = word.lastIndexOf('.'); cut > 0; cut = word.lastIndexOf('.', cut - 1)) {
      const found = exact.get(word.slice(0, cut));
      if (found !== undefined) return found;
    }
    const name = shorter.get(word) ?? shorter.get(word.split('.')[0] ?? '');
    if (name) return [name];
    const label = word.split('.')[0] ?? '';
    if (!/\d/u.test(label) || !/[a-z]/u.test(label) || shorter.get(label) === null) return undefined;
    const alike = keys.get(keyOf(label));
    if (alike) return [alike];
    const meant = alike === null ? undefined : misspelled(label);
    return meant === undefined ? undefined : [meant];
  };
  return {
    find: (typed, pointed) => {
      const word = fold(typed);
      if (word.length > 255 || (!pointed && isOrdinary(word))) return undefined;
      return findOne(word);
    },
  };
};

const noHost =
  /^(?:utf|sha|md|ipv|tls|ssl|smtp|smtps|port|office|http|base|rfc|aix|rhel|x|mp|day|line|step|level|covid|inc|chg|req|tkt|pr|bug|issue|room|version|python|java|perl|node|win|windows|part|chapter|page|top|phase|sprint|log4j|exit|code|error|esmtp|vol|route|gate|floor|building|team|version|kw|punkt|zimmer)-?\d+[a-z]?$/iu;

/** Without an inventory: words that look like names of hosts, as typed. */
export const looksLikeHosts: HostIndex = {
  find: (typed, pointed) => {
    const label = typed.split('.')[0] ?? '';
    if (/^[a-z]{2}[a-z0-9-]*\d[a-z]?$/iu.test(label) && !noHost.test(label) && typed.length < 254) return [typed];
    const qualified = pointed && /^[a-z][a-z0-9-]*(?:\.[a-z0-9-]+){2,}$/iu.test(typed) && typed.length < 254;
    return qualified ? [typed] : undefined;
  },
};
