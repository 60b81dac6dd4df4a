import { findReplyCode } from './codes.ts';
import type { Role } from './language.ts';
import { longQueue } from './long-queue.ts';
import { findNegations } from './negation.ts';
import type { Tagged } from './tag.ts';
import { isPast, sinceBefore, yesterday } from './tense.ts';

/** What came before a segment. */
export interface Context {
  readonly question: boolean;
  /** A host is named somewhere in the message. */
  readonly hostNamed: boolean;
  /** Mail was spoken of before: in the same sentence, or in an earlier one. */
  readonly subject: 'same sentence' | 'earlier' | 'none';
  /** What was said just before: "works on host01, not on host02". */
  readonly afterWell: boolean;
  /** Some part of the message names mail. */
  readonly mailNamed: boolean;
  /** Some part of the message names another thing that has queues and messages. */
  readonly elsewhereNamed: boolean;
  /** The sentence speaks of a text or a task. */
  readonly ofText: boolean;
}

/**
 * `trouble`: mail does not get out, or somebody asks whether it does. `over`: it was so, and no more. `well`: something works.
 * `not now`: past, planned or supposed. `other`: nothing about it.
 */
export interface Judgement {
  readonly kind: 'trouble' | 'over' | 'well' | 'not now' | 'other';
  readonly why: string;
  readonly speaksOfMail: boolean;
}

const quote = (...words: (Tagged | undefined)[]): string =>
  words.flatMap((word) => (word === undefined ? [] : [`"${word.text}"`])).join(' with ');

/** Judges one part of a sentence. */
export const judgeSegment = (
  words: readonly Tagged[],
  { question, hostNamed, subject, afterWell, mailNamed, elsewhereNamed, ofText }: Context,
): Judgement => {
  const { denied, lacking } = findNegations(words);
  const has = (role: Role): boolean => words.some(({ core, marks }) => core.has(role) || marks.has(role));
  const all = (role: Role): number[] => words.flatMap(({ core }, at) => (core.has(role) ? [at] : []));
  const first = (role: Role): number | undefined => all(role)[0];
  const word = (at: number | undefined): Tagged | undefined => (at === undefined ? undefined : words[at]);

  const system = first('system');
  const mail = first('mail');
  const weak = first('weak');
  const telling = first('telling');
  const about = system ?? mail ?? telling;
  const speaksOfMail = about !== undefined;
  const asks = question || has('ask');
  const lasting = has('since') || has('still');
  const judge = (kind: Judgement['kind'], why: string): Judgement => ({ kind, why, speaksOfMail });
  const nothing = judge('other', speaksOfMail ? 'speaks of mail, but of no trouble' : 'does not speak of mail');

  const stuck = all('stuck').filter((at) => !denied.has(at));
  const broken = all('broken').filter((at) => !denied.has(at));
  const notMoving = [...denied].filter(
    (at) => words[at]?.core.has('move') === true || words[at]?.core.has('works') === true,
  );
  const notFixed = [...denied].find((at) => words[at]?.core.has('fixed') === true);
  const fixed = all('fixed').find((at) => !denied.has(at));
  const works = all('works').find((at) => !denied.has(at));
  const moves = all('move').find((at) => !denied.has(at));
  const calm = [...denied].find(
    (at) => words[at]?.core.has('stuck') === true || words[at]?.core.has('broken') === true,
  );

  const conditional = words.slice(0, 2).some(({ marks }) => marks.has('condition'));
  if (conditional && !(asks && question && hostNamed))
    return judge('not now', 'says what may be, or asks how things are done');
  if (has('planned') && !asks && !lasting) return judge('not now', 'speaks of plans');
  if (ofText && !(hostNamed && (question || has('still')))) return judge('not now', 'speaks of a text or a task');
  if (fixed !== undefined && !question && !sinceBefore(words, fixed))
    return judge('over', `says it is over: ${quote(word(fixed))}`);

  if (has('client') && !hostNamed && !toClient(words) && system === undefined)
    return judge('other', "speaks of somebody's own mailbox, or of other mail");
  if (has('receive') && !hostNamed && system === undefined)
    return judge('other', 'somebody misses incoming mail; no host is named');

  const wasOver =
    !question &&
    !has('ask') &&
    !lasting &&
    (isPast(words, [...stuck, ...broken, ...all('telling')]) || yesterday(words));
  if (wasOver && (telling !== undefined || stuck.length > 0 || broken.length > 0 || notMoving.length > 0))
    return judge('not now', 'tells of the past');

  // "the printer hangs, queue full": the queue is the printer's, unless mail is spoken of.
  const elsewhere =
    (elsewhereNamed && !mailNamed) || words.some(({ marks, hosts }) => marks.has('elsewhere') && hosts === undefined);
  const trouble = (why: string): Judgement => judge('trouble', why);
  const far = (a: number, b: number): number => Math.abs(a - b);
  const near = (from: number | undefined, deeds: readonly number[], limit: number): number | undefined =>
    from === undefined ? undefined : deeds.find((at) => far(from, at) <= limit);
  const single = mail !== undefined && system === undefined && isSingle(words, mail);
  const firm = hostNamed || asks;

  if (telling !== undefined) return trouble(`names trouble with mail: ${quote(word(telling))}`);
  if (notFixed !== undefined && (speaksOfMail || subject !== 'none'))
    return trouble(`is not over: ${quote(word(notFixed))}`);
  const code = findReplyCode(words, speaksOfMail || weak !== undefined);
  if (code !== undefined && (hostNamed || speaksOfMail || weak !== undefined || /\./u.test(code.text)))
    return trouble(`quotes an error reply of a mail server: ${quote(code)}`);

  if (about !== undefined && !(single && !firm)) {
    const subjects = [...all('system'), ...all('mail')];
    const limit = hostNamed || system !== undefined ? 12 : 7;
    for (const at of subjects) {
      const deed = near(at, notMoving, limit) ?? near(at, stuck, limit);
      if (deed !== undefined) return trouble(`${quote(word(at), word(deed))}${denied.has(deed) ? ' denied' : ''}`);
    }
    for (const at of single ? [] : subjects) {
      const deed = near(at, broken, hostNamed || system !== undefined ? 9 : question ? 5 : 4);
      if (deed !== undefined && (deed > at || hostNamed || asks || system !== undefined || joins(words, deed, at)))
        return trouble(quote(word(at), word(deed)));
    }
  }
  const lack = [...lacking][0];
  if (lack !== undefined && words[lack]?.core.has('weak') !== true && (hostNamed || lasting || moves !== undefined))
    return trouble(`none of ${quote(word(lack))}`);
  if (lack !== undefined && hostNamed && moves !== undefined && !elsewhere)
    return trouble(`none of ${quote(word(lack))}`);
  if (weak !== undefined && hostNamed && !elsewhere) {
    const relay = words[weak]?.folded === 'relay' || words[weak]?.folded === 'relais';
    const deed =
      near(weak, notMoving, 6) ??
      near(
        weak,
        stuck.filter((at) => at !== weak),
        6,
      ) ??
      (relay || mailNamed ? near(weak, broken, 5) : undefined);
    const alone = words[weak]?.core.has('stuck') === true && (asks || lasting || words.length <= 5) ? weak : undefined;
    if (deed !== undefined || alone !== undefined) return trouble(quote(word(weak), word(deed)));
  }

  const longAgo = !asks && !lasting && (has('was') || yesterday(words));
  const long = hostNamed && !elsewhere && !longAgo ? longQueue(words, mailNamed) : undefined;
  if (long !== undefined) return trouble(`a long queue: ${quote(...long)}`);

  const unknown = words.filter(
    ({ core, marks, hosts, text }) => core.size === 0 && marks.size === 0 && hosts === undefined && !/^\d/u.test(text),
  ).length;
  // "who set up mail on host01" asks for a person.
  const asksWho = words.some(({ folded }) => /^(?:who|whose|wer|wessen|wem|qui|quien|quienes)$/u.test(folded));
  if (question && about !== undefined && !single && !asksWho) {
    const state = works ?? fixed ?? calm;
    const person = words.some(({ folded }) => /^(?:you|me|dir|dich|mir|te|toi|ti)$/u.test(folded));
    if (state !== undefined && !person && (hostNamed || system !== undefined || unknown === 0))
      return trouble(`asks how it is: ${quote(word(about), word(state))}`);
    if (moves !== undefined && hostNamed && unknown <= 1)
      return trouble(`asks how it is: ${quote(word(about), word(moves))}`);
    if (hostNamed && unknown === 0 && !has('about')) return trouble(`asks about ${quote(word(about))} of a host`);
  }
  const requested = words.some(({ core, marks }) => marks.has('request') && core.size === 0);
  if (about !== undefined && !single && hostNamed && requested && unknown <= 2)
    return trouble(`asks to look at ${quote(word(about))} of a host`);
  if (weak !== undefined && hostNamed && asks && question && unknown === 0 && !elsewhere)
    return trouble(`asks about ${quote(word(weak))} of a host`);

  const leaving = notMoving.find((at) => words[at]?.marks.has('out') === true);
  if (!speaksOfMail && leaving !== undefined && hostNamed && !elsewhere && unknown === 0)
    return trouble(`nothing leaves a host: ${quote(word(leaving))}`);
  if (!speaksOfMail && subject !== 'none' && !elsewhere) {
    const deed = notMoving[0] ?? stuck[0] ?? (subject === 'same sentence' ? broken[0] : undefined);
    if (deed !== undefined && unknown <= 2) return trouble(`mail was spoken of, then ${quote(word(deed))}`);
    if (
      afterWell &&
      words.length <= 5 &&
      words.some(({ core, marks, hosts }) => (core.has('not') || marks.has('except')) && hosts === undefined) &&
      words.some(({ hosts }) => hosts !== undefined) &&
      words.some(({ core }) => core.has('not'))
    )
      return trouble('mail works elsewhere, not here');
  }
  if ((works !== undefined || calm !== undefined) && !question)
    return judge('well', `all is well: ${quote(word(works ?? calm))}`);
  return nothing;
};

/** One letter of somebody's, not the mail of a host: "an email", "that email". */
const isSingle = (words: readonly Tagged[], at: number): boolean =>
  /^e?-?mail$|^correo$|^courriel$/u.test(words[at]?.folded ?? '') &&
  (/^(?:an?|one|another|that|this|my|eine|diese|ein|mein|meine|meiner|un|une|cet|ce|mon|ma|este|ese|mi)$/u.test(
    words[at - 1]?.folded ?? '',
  ) ||
    // "the mail" is all of it, "the email" is one.
    (words[at]?.folded === 'email' && words[at - 1]?.folded === 'the'));

/** Mail to a provider goes out. */
const toClient = (words: readonly Tagged[]): boolean =>
  words.some(
    ({ marks }, at) =>
      marks.has('client') && /^(?:to|at|by|an|zu|nach|vers|a|para|bei|chez)$/u.test(words[at - 1]?.folded ?? ''),
  );

/** "problems with mail": the trouble comes first. */
const joins = (words: readonly Tagged[], from: number, to: number): boolean =>
  words.slice(from + 1, to).some(({ folded }) => /^(?:with|mit|bei|beim|avec|con|sur|del?)$/u.test(folded)) ||
  to - from === 1;
