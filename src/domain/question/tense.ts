import type { Tagged } from './tag.ts';

/** "since we fixed the firewall": what was fixed is not the mail. */
export const sinceBefore = (words: readonly Tagged[], at: number): boolean =>
  words
    .slice(0, at)
    .some(({ folded }) => /^(?:since|after|seit|seitdem|nachdem|depuis|apres|desde|tras)$/u.test(folded));

export const isPast = (words: readonly Tagged[], troubles: readonly number[]): boolean =>
  troubles.some((at) =>
    words.slice(Math.max(0, at - 4), at).some(({ marks, core }) => marks.has('was') && core.size === 0),
  );

export const yesterday = (words: readonly Tagged[]): boolean =>
  words.some(({ marks }, at) => marks.has('yesterday') && words[at - 1]?.marks.has('at') !== true);
