import { fold, spellings } from './fold.ts';
import { type Language, type Role, roles } from './language.ts';
import { languages } from './languages/index.ts';
import { shared } from './languages/shared.ts';
import { buildPattern, type Pattern } from './pattern.ts';
import { correct } from './typos.ts';

/** A language with its phrases indexed by their first word. */
export interface Lexicon {
  readonly code: string;
  readonly name: string;
  /** Phrases that may begin with this word. */
  readonly starting: (folded: string) => readonly Pattern[];
  /** Whether the word is this language's own, and so a sign of it. */
  readonly owns: (folded: string) => boolean;
  /** The word meant by a misspelled one, if it is one of those that matter. */
  readonly correct: (folded: string) => string | undefined;
}

const wordsOf = (phrases: readonly string[]): string[] =>
  phrases
    .flatMap((phrase) => phrase.split(/[\s|']+/u))
    .filter((word) => word !== '' && word !== 'HOST' && !word.endsWith('*'))
    .flatMap((word) => spellings(word.replace(/\?$/u, '')));

/** Short phrases only: in "mail merge" as an aside, "merge" says nothing by itself. */
const singles = (phrases: readonly string[]): string[] => wordsOf(phrases.filter((phrase) => !/\s/u.test(phrase)));

const corrected: readonly Role[] = ['mail', 'system', 'weak', 'stuck', 'broken', 'move', 'works'];

const known = new Set(
  [...languages.map(({ words }) => words), shared].flatMap((words) => Object.values(words).flatMap(wordsOf)),
);
for (const { notTypos } of languages) for (const word of notTypos.flatMap(spellings)) known.add(word);

/** Words of ordinary sentences. A host with such a name is meant only where a preposition says so. */
export const isOrdinary = (() => {
  const ordinary = new Set(
    [...languages.map(({ words }) => words), shared].flatMap((words) =>
      roles.filter((role) => role !== 'elsewhere' && role !== 'client').flatMap((role) => singles(words[role] ?? [])),
    ),
  );
  return (folded: string): boolean => ordinary.has(folded);
})();

export const isPreposition = (() => {
  const all = new Set(languages.flatMap(({ words }) => [...singles(words.at), ...singles(words.except)]));
  return (folded: string): boolean => all.has(folded);
})();

/** Words of a team's own, in every language. Phrases are plain words with blanks between them. */
export interface OwnWords {
  /** Names of what goes out by mail: "invoices", "payment reminders". */
  readonly mail: readonly string[];
  /** Has nothing to do with mail on hosts, whatever words are in it: "mail room", "SAP queue". */
  readonly ignore: readonly string[];
}

const noWords: OwnWords = { mail: [], ignore: [] };

/** In capitals, HOST is no word of a phrase. */
const lowered = ({ mail, ignore }: OwnWords): OwnWords => ({
  mail: mail.map((phrase) => phrase.toLowerCase()),
  ignore: ignore.map((phrase) => phrase.toLowerCase()),
});

/** For these a team's word for mail stands above the list. */
const givesWay: ReadonlySet<Role> = new Set(['client', 'elsewhere', 'about', 'aside']);

const build = (language: Language, ownWords: OwnWords): Lexicon => {
  const isOwn = new Set([...ownWords.mail, ...ownWords.ignore].map(fold));
  const ownOf: Partial<Readonly<Record<Role, readonly string[]>>> = { mail: ownWords.mail, aside: ownWords.ignore };
  const isKnown = new Set([...ownWords.mail, ...ownWords.ignore].flatMap((phrase) => wordsOf([phrase])));
  const byWord = new Map<string, Pattern[]>();
  const byStart: { readonly start: string; readonly pattern: Pattern }[] = [];
  for (const role of roles) {
    const listed = [...language.words[role], ...(shared[role] ?? [])];
    const kept = givesWay.has(role) ? listed.filter((phrase) => !isOwn.has(fold(phrase))) : listed;
    for (const phrase of [...kept, ...(ownOf[role] ?? [])]) {
      const pattern = buildPattern(role, phrase);
      const first = pattern.slots[0];
      for (const word of first?.words ?? []) byWord.set(word, [...(byWord.get(word) ?? []), pattern]);
      for (const start of first?.starts ?? []) byStart.push({ start, pattern });
    }
  }
  const own = new Set(roles.flatMap((role) => wordsOf(language.words[role])));
  const common = new Set(Object.values(shared).flatMap(wordsOf));
  const targets = new Map<string, string[]>();
  for (const word of new Set(
    corrected.flatMap((role) => wordsOf([...language.words[role], ...(shared[role] ?? []), ...(ownOf[role] ?? [])])),
  )) {
    if (word.length < 4) continue;
    // A swap at the start changes the first letter, so a word is also found under its second.
    for (const letter of new Set([word[0] ?? '', word[1] ?? '']))
      targets.set(letter, [...(targets.get(letter) ?? []), word]);
  }
  return {
    code: language.code,
    name: language.name,
    starting: (folded) => [
      ...(byWord.get(folded) ?? []),
      ...byStart.filter(({ start }) => folded.startsWith(start)).map(({ pattern }) => pattern),
    ],
    owns: (folded) => own.has(folded) && !common.has(folded),
    correct: (folded) =>
      known.has(folded) || isKnown.has(folded) || folded.length > 30
        ? undefined
        : correct(folded, targets.get(folded[0] ?? '') ?? []),
  };
};

/** What a team listens to: all languages, so that another one is known for what it is, and those that are heard. */
export interface Vocabulary {
  readonly lexicons: readonly Lexicon[];
  /** Codes of the languages that are heard. */
  readonly heard: ReadonlySet<string>;
}

export const buildVocabulary = (given: {
  /** Codes; all when left out. */
  readonly languages?: readonly string[];
  readonly words?: OwnWords;
}): Vocabulary => ({
  lexicons: languages.map((language) => build(language, lowered(given.words ?? noWords))),
  heard: new Set(given.languages ?? languages.map(({ code }) => code)),
});

/** All languages, and no words of a team's own. */
export const wholeVocabulary: Vocabulary = buildVocabulary({});
