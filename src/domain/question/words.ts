import { cleanText } from '../command/clean-text.ts';
import type { HostIndex } from './find-hosts.ts';
import { fold } from './fold.ts';
import { isPreposition } from './lexicon.ts';
import type { Matchable } from './pattern.ts';

/** A word of a message, before any language is tried on it. */
export interface Word extends Matchable {
  readonly text: string;
}

/** A sentence, with whether it ends in a question mark. */
export interface Sentence {
  readonly words: readonly Word[];
  readonly question: boolean;
}

/** Words people join or shorten; what is left of an apostrophe stands alone. */
const openContractions = (text: string): string =>
  text
    .replace(/[´`](?=\p{L})/gu, "'")
    .replace(/n't\b/giu, 'nt')
    .replace(/'(m|ve)\b/giu, '$1')
    .replace(/['"*~|]/gu, ' ');

/** Prose only: mentions, emoji, the path of a link, quoted lines and code blocks say nothing here. */
export const proseOf = (text: string): string =>
  openContractions(
    cleanText(text.replace(/```[\s\S]*?(?:```|$)/gu, '\n'))
      .replace(/^\s*>.*$/gmu, '')
      .replace(/`/gu, ' ')
      .replace(/(^|\s):[a-z][\w+-]*:(?=\s|$|[.,!?])/giu, '$1 ')
      .replace(/[@#!][\w.-]+/gu, (word, at: number, all: string) => (/[\w.]/u.test(all[at - 1] ?? ' ') ? word : ' '))
      .replace(/\bhttps?:\/\/([^\s/:]+)[^\s]*/giu, '$1'),
  );

const pieces = /[\p{L}\p{N}]+(?:[._@+/-]+[\p{L}\p{N}]+)*|[.,!?;:()\n\u2026\u00bf\u00a1]|[-\u2192](?=\s)/gu;

const wordsOf = (piece: string, before: string, index: HostIndex, breakBefore: boolean): Word[] => {
  const pointed = isPreposition(before);
  const whole = index.find(piece, pointed);
  const one = (text: string, hosts: readonly string[] | undefined, gap: boolean): Word => ({
    text,
    folded: fold(text),
    hosts,
    breakBefore: gap,
  });
  if (whole !== undefined) return [one(piece, whole, breakBefore)];
  // Numbers such as 5.7.8 and addresses stay whole; e-mail is one word.
  if (/^[\d.:]+$/u.test(piece) || piece.includes('@')) return [one(piece, undefined, breakBefore)];
  const opened = piece.replace(/\be-(?=(?:ma|mi|am)[\p{L}]+)/giu, 'e');
  return opened.split(/[._@+/-]+/u).map((part, at) => {
    const found = at > 0 || part !== piece ? index.find(part, at === 0 && pointed) : undefined;
    const host = piece.includes('.') ? undefined : found;
    return one(part, host, at === 0 && breakBefore);
  });
};

/** "host 01" is host01, when there is one. */
const joinNumbers = (words: readonly Word[], index: HostIndex): Word[] => {
  const joined: Word[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    const isNumber = /^\d{1,4}$/u.test(word.text) && !word.breakBefore;
    const both = isNumber && last !== undefined && /^[\p{L}-]{2,}$/u.test(last.text) ? `${last.text}${word.text}` : '';
    const hosts = both === '' ? undefined : index.find(both, true);
    if (last !== undefined && hosts !== undefined && isNameStem(last.text, hosts))
      joined[joined.length - 1] = { ...last, text: both, folded: fold(both), hosts };
    else joined.push(word);
  }
  return joined;
};

/** The number must belong to the word: of "port 25" nothing is made. */
const isNameStem = (stem: string, hosts: readonly string[]): boolean =>
  hosts.some((name) => fold(name).startsWith(fold(stem)));

export const sentencesOf = (prose: string, index: HostIndex): readonly Sentence[] => {
  const sentences: Sentence[] = [];
  let words: Word[] = [];
  let gap = true;
  let before = '';
  const end = (question: boolean): void => {
    if (words.length > 0) sentences.push({ words: joinNumbers(words, index), question });
    words = [];
    gap = true;
  };
  for (const [piece] of prose.matchAll(pieces)) {
    if (piece === '?') {
      // "??" after an ended sentence still makes it a question.
      if (words.length > 0) end(true);
    } else if (/^[.!;\n\u2026]$/u.test(piece)) end(false);
    else if (/^[,:()\u00bf\u00a1\u2192-]$/u.test(piece)) gap = true;
    else {
      words.push(...wordsOf(piece, before, index, gap));
      gap = false;
      before = fold(piece);
      continue;
    }
    before = '';
  }
  end(false);
  return sentences;
};
