/**
 * What a word or phrase does in a sentence. A phrase is words with blanks between them; `a|b` is a choice, `deliver*` any word that
 * starts so, a choice ending in `?` may be missing, `HOST` a host of the inventory. Case and accents don't count; `ä` is also `ae`.
 */
export interface Language {
  /** As in `questions.languages` of the configuration. */
  readonly code: string;
  readonly name: string;
  readonly words: Readonly<Record<Role, readonly string[]>>;
  /** Real words that look like a misspelling of one above. */
  readonly notTypos: readonly string[];
}

export const roles = [
  /** Says nothing about mail trouble: "mail me", "mailing list", "stuck in traffic". Found first; its words count for nothing else. */
  'aside',
  /** Mail that is over: "works again", "fixed". */
  'fixed',
  /** Mail itself: mail, emails. */
  'mail',
  /** What carries mail and nothing else: sendmail, SMTP, mail queue. */
  'system',
  /** May be about mail when a host is named: queue, messages. */
  'weak',
  /** Subject and trouble in one word: bounces, undeliverable. */
  'telling',
  /** Trouble as mail has it: stuck, bouncing, deferred. */
  'stuck',
  /** Trouble as everything has it: down, broken, slow. */
  'broken',
  /** What mail does when all is well: going out, delivered. */
  'move',
  /** Of these, what means leaving a host: "nothing leaves host01" needs no word for mail. */
  'out',
  /** What people say of anything in order: works, fine. */
  'works',
  /** Turns the word near it round: not, stopped. */
  'not',
  /** None of the thing after it: no, without. */
  'no',
  /** Makes a lack news: since, again, any more. */
  'since',
  /** It goes on: still. */
  'still',
  /** Asks wherever it stands: why, any idea. */
  'ask',
  /** Makes a question of what it opens: "is mail stuck". */
  'opens',
  'greeting',
  /** Asks somebody to look: check. */
  'request',
  /** What is said is over: was. */
  'was',
  'yesterday',
  /** What is said has yet to come. */
  'planned',
  /** What is said need not be so. */
  'condition',
  /** Somebody's own mailbox or program, not a host. */
  'client',
  /** Somebody says what they got, or did not. */
  'receive',
  /** Other things that have queues and messages. */
  'elsewhere',
  /** Talk about texts and plans: runbook, pull request. */
  'about',
  /** Begins another statement: but. */
  'turn',
  /** Stands before the hosts that are not meant: except. */
  'except',
  /** Stands before a host: on, from. */
  'at',
  /** Tells only which language it is. */
  'filler',
] as const;

export type Role = (typeof roles)[number];

/** Phrases with commas between them. */
export const phrases = (text: string): readonly string[] =>
  text
    .split(',')
    .map((phrase) => phrase.trim().replaceAll(/\s+/gu, ' '))
    .filter((phrase) => phrase !== '');
