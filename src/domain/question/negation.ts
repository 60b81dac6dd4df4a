import type { Tagged } from './tag.ts';

/** What the negations of a segment turn round. */
export interface Negations {
  /** Indexes of what does not happen: "not going out", "läuft nicht". */
  readonly denied: ReadonlySet<number>;
  /** Indexes of mail there is none of: "no mails". */
  readonly lacking: ReadonlySet<number>;
}

const isDeed = ({ core }: Tagged): boolean =>
  core.has('move') || core.has('works') || core.has('stuck') || core.has('broken') || core.has('fixed');
const isMail = ({ core }: Tagged): boolean => core.has('mail') || core.has('system') || core.has('weak');

const ahead = 5;
const behind = 5;

const nearest = (words: readonly Tagged[], at: number, taken: ReadonlySet<number>): number | undefined => {
  for (let next = at + 1; next <= at + ahead && next < words.length; next += 1) {
    if (words[next]?.core.has('not') === true && !isDeed(words[next] as Tagged)) break;
    if (isDeed(words[next] as Tagged) && !taken.has(next)) return next;
  }
  for (let last = at - 1; last >= at - behind && last >= 0; last -= 1)
    if (isDeed(words[last] as Tagged) && !taken.has(last)) return last;
  return undefined;
};

/** Every negation turns round one thing: the next deed after it, else the one before. */
export const findNegations = (words: readonly Tagged[]): Negations => {
  const denied = new Set<number>();
  const lacking = new Set<number>();
  words.forEach((word, at) => {
    if (word.core.has('no')) {
      const mail = [at + 1, at + 2, at + 3].find((next) => {
        const found = words[next];
        return found !== undefined && isMail(found);
      });
      const trouble = [at + 1, at + 2].find((next) => {
        const found = words[next];
        return found !== undefined && (found.core.has('broken') || found.core.has('stuck'));
      });
      if (mail !== undefined && (trouble === undefined || mail < trouble)) lacking.add(mail);
      else if (trouble !== undefined) denied.add(trouble);
      else if (word.core.has('not')) {
        const deed = nearest(words, at, denied);
        if (deed !== undefined) denied.add(deed);
      }
      return;
    }
    // "not host02" leaves a host out, and denies nothing.
    if (!word.core.has('not') || words[at + 1]?.hosts !== undefined) return;
    const deed = nearest(words, at, denied);
    if (deed !== undefined) denied.add(deed);
  });
  return { denied, lacking };
};
