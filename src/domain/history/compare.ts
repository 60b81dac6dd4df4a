import type { Traits } from './traits.ts';

export interface Difference {
  readonly trait: string;
  readonly before: string;
  readonly now: string;
}

const words = (text: string): readonly string[] => text.split(' ').filter(Boolean);

/** `ls` shows a time for half a year, then the year: the same file, when length, month and day agree. */
const sameListing = (before: string, now: string): boolean => {
  const shape = /^(\d+ bytes of [A-Z][a-z]{2} \d{1,2}) (\S+)$/;
  const [, one, oneTime = ''] = shape.exec(before) ?? [];
  const [, other, otherTime = ''] = shape.exec(now) ?? [];
  return one !== undefined && one === other && oneTime.includes(':') !== otherTime.includes(':');
};

/** Large relays hand out another selection of their addresses every minute: one address in common is the same relay. */
const sameAddresses = (before: string, now: string): boolean => {
  const seen = new Set(words(before));
  return words(now).some((address) => seen.has(address));
};

const isSame = (trait: string, before: string, now: string): boolean => {
  if (before === now) return true;
  if (trait.startsWith('file ')) return sameListing(before, now);
  return trait.startsWith('addresses ') && sameAddresses(before, now);
};

/** So many addresses of one name are kept in mind. */
const mostAddresses = 64;

/** What to compare with the next time: of addresses also those that were seen before. */
export const merged = (trait: string, before: string | undefined, now: string): string => {
  if (before === undefined || !trait.startsWith('addresses ') || !sameAddresses(before, now)) return now;
  return [...new Set([...words(now), ...words(before)])].slice(0, mostAddresses).join(' ');
};

/** Traits that are in both and not the same, by name. One that is absent on either side was not read: that is no change. */
export const differences = (before: Traits, now: Traits): readonly Difference[] =>
  Object.keys(now)
    .sort()
    .flatMap((trait) => {
      const [old, fresh] = [before[trait], now[trait]];
      return old === undefined || fresh === undefined || isSame(trait, old, fresh)
        ? []
        : [{ trait, before: old, now: fresh }];
    });
