import { spellings } from './fold.ts';
import type { Role } from './language.ts';

interface Slot {
  readonly words: ReadonlySet<string>;
  readonly starts: readonly string[];
  readonly optional: boolean;
  readonly host: boolean;
}

/** One phrase of a language, ready to be looked for. */
export interface Pattern {
  readonly role: Role;
  readonly slots: readonly Slot[];
}

/** A word as patterns see it. */
export interface Matchable {
  readonly folded: string;
  readonly hosts: readonly string[] | undefined;
  /** A pattern does not reach over a comma. */
  readonly breakBefore: boolean;
}

const buildSlot = (text: string): Slot => {
  const optional = text.endsWith('?');
  const choices = (optional ? text.slice(0, -1) : text).split('|');
  const starts = choices.filter((choice) => choice.endsWith('*')).flatMap((choice) => spellings(choice.slice(0, -1)));
  const words = choices.filter((choice) => !choice.endsWith('*')).flatMap(spellings);
  return { words: new Set(words), starts, optional, host: text === 'HOST' };
};

export const buildPattern = (role: Role, phrase: string): Pattern => ({
  role,
  slots: phrase.replaceAll("'", ' ').replaceAll('e-mail', 'email').replaceAll('-', ' ').split(/\s+/u).map(buildSlot),
});

const fits = (slot: Slot, word: Matchable): boolean => {
  if (slot.host || word.hosts !== undefined) return slot.host && word.hosts !== undefined;
  return slot.words.has(word.folded) || slot.starts.some((start) => word.folded.startsWith(start));
};

/** Words taken by the slots from `slot` on, beginning at `next`; undefined when they do not fit there. */
const take = (
  slots: readonly Slot[],
  slot: number,
  words: readonly Matchable[],
  next: number,
  at: number,
): number | undefined => {
  const wanted = slots[slot];
  if (wanted === undefined) return next - at;
  const word = words[next];
  const fitting = word !== undefined && (next === at || !word.breakBefore) && fits(wanted, word);
  const taken = fitting ? take(slots, slot + 1, words, next + 1, at) : undefined;
  // A word that may be missing leaves its place to the next one that wants it.
  return taken ?? (wanted.optional ? take(slots, slot + 1, words, next, at) : undefined);
};

/** How many words from `at` on the pattern takes; 0 when it does not fit there. */
export const matchLength = ({ slots }: Pattern, words: readonly Matchable[], at: number): number =>
  take(slots, 0, words, at, at) ?? 0;
