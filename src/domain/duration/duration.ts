/** Seconds of one of each unit, with the words people type for it. */
const units: readonly (readonly [seconds: number, words: RegExp])[] = [
  [1, /^s(?:ec(?:ond)?s?)?$/u],
  [60, /^m(?:in(?:ute)?s?)?$/u],
  [3600, /^h(?:(?:ou)?rs?)?$/u],
  [86_400, /^d(?:ays?)?$/u],
  [604_800, /^w(?:eeks?)?$/u],
];

const secondsOf = (amount: string, unit: string): number | undefined => {
  const found = units.find(([, words]) => words.test(unit));
  return found === undefined ? undefined : Number(amount.replace(',', '.')) * found[0];
};

/** Longer than this is a typing error. Seconds. */
const longest = 366 * 86_400;

/** `5m`, `90 seconds`, `1h30m`, `1.5 h`, `an hour`, `2 days`: whole seconds from 1 to a year; undefined for anything else. */
export const parseDuration = (text: string): number | undefined => {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/^half an? hour$/u, '30m')
    .replace(/^(?:an?|one)\s+/u, '1 ')
    .replace(/\s+and\s+|,\s+/gu, ' ');
  if (!/^(?:\d{1,9}(?:[.,]\d{1,3})?\s*[a-z]+\s*)+$/u.test(words)) return undefined;
  let sum = 0;
  for (const [, amount = '', unit = ''] of words.matchAll(/(\d+(?:[.,]\d+)?)\s*([a-z]+)/gu)) {
    const part = secondsOf(amount, unit);
    if (part === undefined) return undefined;
    sum += part;
  }
  const seconds = Math.round(sum);
  return seconds >= 1 && seconds <= longest ? seconds : undefined;
};

const shown: readonly (readonly [seconds: number, letter: string])[] = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'm'],
  [1, 's'],
];

/** `90` is `1m 30s`: the two largest units, as `parseDuration` reads them. */
export const describeDuration = (seconds: number): string => {
  let left = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const [size, letter] of shown) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count}${letter}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.length === 0 ? '0s' : parts.join(' ');
};
