import type { Role } from './language.ts';
import type { Lexicon } from './lexicon.ts';
import { matchLength } from './pattern.ts';
import type { Word } from './words.ts';

/** A word, or several that are one phrase, with what it does in this language. */
export interface Tagged {
  readonly text: string;
  readonly folded: string;
  readonly hosts: readonly string[] | undefined;
  readonly breakBefore: boolean;
  /** What the sentence turns on: at most the roles of one phrase. */
  readonly core: ReadonlySet<Role>;
  /** What else is known of the word. */
  readonly marks: ReadonlySet<Role>;
}

/** These exclude each other: a word used up by one phrase is in no other. In this order, the longest first. */
const passes: readonly (readonly Role[])[] = [
  ['aside'],
  ['fixed'],
  ['telling', 'system', 'mail', 'weak', 'stuck', 'broken', 'move', 'works', 'not', 'no'],
];
const coreRoles = new Set<Role>(passes.flat());

interface Span {
  readonly length: number;
  readonly roles: Set<Role>;
}

const longestAt = (lexicon: Lexicon, words: readonly Word[], at: number, wanted: readonly Role[]): Span => {
  let length = 0;
  let roles = new Set<Role>();
  for (const pattern of lexicon.starting(words[at]?.folded ?? '')) {
    if (!wanted.includes(pattern.role)) continue;
    const found = matchLength(pattern, words, at);
    if (found > length) {
      length = found;
      roles = new Set();
    }
    if (found > 0 && found === length) roles.add(pattern.role);
  }
  return { length, roles };
};

const marksOf = (lexicon: Lexicon, words: readonly Word[]): Set<Role>[] => {
  const marks = words.map(() => new Set<Role>());
  words.forEach((word, at) => {
    for (const pattern of lexicon.starting(word.folded)) {
      if (coreRoles.has(pattern.role)) continue;
      if (matchLength(pattern, words, at) > 0) marks[at]?.add(pattern.role);
    }
  });
  return marks;
};

const ofOtherThings: ReadonlySet<Role> = new Set(['client', 'elsewhere', 'about']);

/** "dunning letters", where that is a team's word for mail: "letters" by itself says nothing then. */
const marksWithin = (covered: readonly ReadonlySet<Role>[], isMail: boolean): ReadonlySet<Role> =>
  new Set(covered.flatMap((each) => [...each]).filter((role) => !isMail || !ofOtherThings.has(role)));

/** Puts misspelled words right and says what every word does. */
export const tag = (lexicon: Lexicon, sentence: readonly Word[]): readonly Tagged[] => {
  const words = sentence.map((word) => {
    const meant = word.hosts === undefined ? lexicon.correct(word.folded) : undefined;
    return meant === undefined ? word : { ...word, folded: meant };
  });
  const spans: (Span | undefined)[] = words.map(() => undefined);
  const taken = words.map(() => false);
  for (const pass of passes) {
    for (let at = 0; at < words.length; at += 1) {
      if (taken[at] === true) continue;
      const span = longestAt(lexicon, words, at, pass);
      if (span.length === 0 || taken.slice(at, at + span.length).includes(true)) continue;
      spans[at] = span;
      taken.fill(true, at, at + span.length);
      at += span.length - 1;
    }
  }
  const marks = marksOf(lexicon, words);
  const tagged: Tagged[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const length = Math.max(1, spans[at]?.length ?? 0);
    const covered = words.slice(at, at + length);
    tagged.push({
      text: covered.map(({ text }) => text).join(' '),
      folded: covered.map(({ folded }) => folded).join(' '),
      hosts: covered.find(({ hosts }) => hosts !== undefined)?.hosts,
      breakBefore: words[at]?.breakBefore === true,
      core: spans[at]?.roles ?? new Set(),
      marks: marksWithin(marks.slice(at, at + length), spans[at]?.roles.has('mail') === true),
    });
    at += length - 1;
  }
  return tagged;
};
