import { type Judgement, judgeSegment } from './judge-segment.ts';
import type { Lexicon, Vocabulary } from './lexicon.ts';
import { type Tagged, tag } from './tag.ts';
import type { Sentence } from './words.ts';

/** What the prose of a message comes to. */
export interface Reading {
  readonly ask: boolean;
  /** It says that the trouble is over. */
  readonly over: boolean;
  readonly hosts: readonly string[];
  /** The language it was read in. */
  readonly language: { readonly code: string; readonly name: string };
  readonly why: string;
}

/** Parts of a sentence that may say different things of different hosts. */
const splitSegments = (words: readonly Tagged[]): readonly (readonly Tagged[])[] => {
  const segments: Tagged[][] = [[]];
  words.forEach((word, at) => {
    const turns = (word.marks.has('turn') && word.core.size === 0) || supposes(words, at);
    // A comma between two hosts, or a host and its list, separates nothing.
    const list = word.hosts !== undefined && words[at - 1]?.hosts !== undefined;
    if ((word.breakBefore && !list) || turns) segments.push([]);
    segments.at(-1)?.push(word);
  });
  return segments.filter((segment) => segment.length > 0);
};

/** "sends a mail when the disk is full" supposes; "check if mail is stuck" asks. */
const supposes = (words: readonly Tagged[], at: number): boolean => {
  const before = words[at - 1];
  if (
    before === undefined ||
    !/^(?:if|when|whenever|once|unless|wenn|falls|sobald|si|quand|lorsque|cuando)$/u.test(words[at]?.folded ?? '')
  )
    return false;
  return !before.marks.has('request') && !before.marks.has('ask') && !asksWhether.test(before.folded);
};

const asksWhether =
  /^(?:see|know|tell|sure|idea|wonder|wondering|out|check|verify|me|us|ask|asked|asking|weiss|wissen|sagen|sehen|schauen|sais|sait|savoir|voir|dire|saber|sabe|ver|decir|or|and|oder|ou|ya)$/u;

/** "not host01", "except on host01". */
const isExcepted = (words: readonly Tagged[], at: number): boolean => {
  const last = words[at - 1];
  const before = last?.marks.has('at') === true && !last.marks.has('except') ? words[at - 2] : last;
  return before?.marks.has('except') === true && before.hosts === undefined;
};

const hostsIn = (words: readonly Pick<Tagged, 'hosts'>[]): readonly string[] =>
  words.flatMap(({ hosts }) => hosts ?? []);
const meantIn = (words: readonly Tagged[]): readonly string[] => {
  // "erp except host02": the group brought host02 in.
  const excepted = new Set(
    words.flatMap(({ hosts }, at) => (hosts !== undefined && isExcepted(words, at) ? hosts : [])),
  );
  return hostsIn(words).filter((host) => !excepted.has(host));
};

/** A question without its mark: "is mail stuck on host01", "hi, why is mail slow". */
const opensQuestion = (words: readonly Tagged[]): boolean => {
  // "host01: is mail stuck" asks, "host01 is fine" does not.
  const start = words.findIndex(
    ({ marks, hosts }, at) => !(hosts === undefined ? marks.has('greeting') : words[at + 1]?.breakBefore === true),
  );
  // "is fixed now", "ya está": what opens these is no question.
  if (words[start]?.core.has('fixed') === true || words[start + 1]?.core.has('fixed') === true) return false;
  const asksAt = words.findIndex(({ marks, core }) => marks.has('ask') && core.size === 0);
  return words[start]?.marks.has('opens') === true || (asksAt >= 0 && asksAt <= start + 2);
};

const readIn = (lexicon: Lexicon, sentences: readonly Sentence[], logged: boolean): Reading => {
  const language = { code: lexicon.code, name: lexicon.name };
  const hostNamed = logged || sentences.some(({ words }) => words.some(({ hosts }) => hosts !== undefined));
  let spoken = false;
  let trouble: { why: string; hosts: readonly string[] } | undefined;
  let over: string | undefined;
  let last = 'does not speak of mail';
  const other: string[] = [];
  const well = new Set<string>();
  const all = sentences.map((sentence) => ({ ...sentence, tagged: tag(lexicon, sentence.words) }));
  const elsewhereNamed = all.some(({ tagged }) =>
    tagged.some(({ marks, hosts }) => marks.has('elsewhere') && hosts === undefined),
  );
  const mailNamed = all.some(({ tagged }) => tagged.some(({ core }) => core.has('mail') || core.has('system')));
  for (const { tagged, ...sentence } of all) {
    const question = sentence.question || opensQuestion(tagged);
    const ofText = tagged.some(({ marks }) => marks.has('about'));
    let here = false;
    let afterWell = false;
    for (const segment of splitSegments(tagged)) {
      const subject = here ? 'same sentence' : spoken ? 'earlier' : 'none';
      const judged: Judgement = judgeSegment(segment, {
        question,
        hostNamed,
        subject,
        afterWell,
        mailNamed,
        elsewhereNamed,
        ofText,
      });
      afterWell = judged.kind === 'well' || judged.kind === 'over';
      const all = hostsIn(segment);
      if (judged.kind === 'trouble') {
        const notMeant = judged.why.endsWith('not here');
        const hosts = notMeant ? all : meantIn(segment);
        for (const host of notMeant ? [] : all) if (!hosts.includes(host)) well.add(host);
        trouble = { why: trouble?.why ?? judged.why, hosts: [...(trouble?.hosts ?? []), ...hosts] };
        over = undefined;
      } else if (judged.kind === 'over' || judged.kind === 'well') {
        const others =
          trouble !== undefined &&
          trouble.hosts.length > 0 &&
          all.length > 0 &&
          all.every((host) => trouble?.hosts.includes(host) !== true);
        if (judged.kind === 'over' && !others) {
          trouble = undefined;
          over = judged.why;
        }
        for (const host of all) well.add(host);
      } else {
        if (judged.kind === 'other') other.push(...meantIn(segment));
        for (const host of all) if (!meantIn(segment).includes(host)) well.add(host);
      }
      if (judged.speaksOfMail) {
        here = true;
        spoken = true;
      }
      if (judged.kind !== 'other' || judged.speaksOfMail) last = judged.why;
    }
  }
  const why = `${trouble?.why ?? over ?? last} (${lexicon.name})`;
  if (trouble === undefined) return { ask: false, over: over !== undefined, hosts: [], language, why };
  const direct = new Set(trouble.hosts);
  const meant = new Set([...direct, ...other.filter((host) => !well.has(host))]);
  // Nothing but a host that was called well: then it is the one meant.
  const named = sentences.flatMap(({ words }) => hostsIn(words));
  const hosts = named.filter((host) => meant.has(host));
  return {
    ask: true,
    over: false,
    hosts:
      hosts.length > 0
        ? hosts
        : named.filter((host) => direct.size === 0 && well.has(host) && !exceptedOnly(host, sentences)),
    language,
    why,
  };
};

const exceptedOnly = (host: string, sentences: readonly Sentence[]): boolean =>
  sentences.some(({ words }) =>
    words.some(
      ({ hosts }, at) =>
        hosts?.includes(host) === true &&
        /^(?:not|except|nicht|sauf|excepto|ausser|salvo|besides|unlike)$/u.test(words[at - 1]?.folded ?? ''),
    ),
  );

/** The languages whose words the message uses most; all when it uses no language's. */
const languagesOf = (sentences: readonly Sentence[], lexicons: readonly Lexicon[]): readonly Lexicon[] => {
  const counts = lexicons.map(
    ({ owns }) =>
      sentences.flatMap(({ words }) => words).filter(({ folded, hosts }) => hosts === undefined && owns(folded)).length,
  );
  const most = Math.max(...counts);
  return lexicons.filter((_, at) => counts[at] === most);
};

const notHeard = ({ code, name }: Lexicon): Reading => ({
  ask: false,
  over: false,
  hosts: [],
  language: { code, name },
  why: `is ${name}, which is not listened to`,
});

/** Reads in the language of the message; where several fit equally, one that hears trouble is enough. */
export const readMessage = (
  sentences: readonly Sentence[],
  logged: boolean,
  { lexicons, heard }: Vocabulary,
): Reading => {
  const fitting = languagesOf(sentences, lexicons);
  const readings = fitting.filter(({ code }) => heard.has(code)).map((lexicon) => readIn(lexicon, sentences, logged));
  const [first] = readings;
  if (first === undefined) return notHeard(fitting[0] as Lexicon);
  return readings.find(({ over }) => over) ?? readings.find(({ ask }) => ask) ?? first;
};
