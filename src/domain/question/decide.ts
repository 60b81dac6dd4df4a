import type { KnownHosts } from '../command/command.ts';
import { type HostIndex, indexHosts, looksLikeHosts } from './find-hosts.ts';
import { type Vocabulary, wholeVocabulary } from './lexicon.ts';
import { takeLogLines } from './log-lines.ts';
import { readMessage } from './read-message.ts';
import { proseOf, sentencesOf } from './words.ts';

/** What a message is taken for. */
export interface Hearing {
  /** It asks or complains about outgoing mail that does not get out. */
  readonly ask: boolean;
  /** The hosts it is about, by their names in the inventory, in the order of mention; none when none is named. */
  readonly hosts: readonly string[];
  /** The language it was read in, by code and name. */
  readonly language: { readonly code: string; readonly name: string };
  /** For people: what the decision rests on. */
  readonly why: string;
}

/** A longer text is no question; its beginning decides. */
const readCharacters = 6000;

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];

/** "all hosts" is every host, as in a command. */
const everyHost =
  /\b(?:all|every|alle|allen|sämtliche|tous les|toutes les|todos los|todas las)\s+(?:(?:our|the|unsere[nr]?|nos|nuestros)\s+)?(?:hosts?|servers?|machines?|boxes|rechnern?|maschinen|serveurs|servidores|máquinas|hosts)\b/iu;

/**
 * Decides whether a message is about outgoing mail being stuck, and on which hosts. Without an inventory, words that look like
 * names of hosts are taken as typed. Pure, and linear in the length of the text.
 */
export const decide = (text: string, names?: KnownHosts, vocabulary: Vocabulary = wholeVocabulary): Hearing => {
  const index: HostIndex = names === undefined ? looksLikeHosts : indexHosts(names);
  const pasted = takeLogLines(text.slice(0, readCharacters));
  const prose = proseOf(pasted.prose);
  const sentences = sentencesOf(prose, index);
  const logged = pasted.hosts.flatMap((host) => index.find(host, false) ?? []);
  const reading = readMessage(sentences, logged.length > 0, vocabulary);
  const { language } = reading;
  const ask = reading.ask || (pasted.failing !== undefined && !reading.over);
  if (!ask) return { ask, hosts: [], language, why: reading.why };
  const named = [...reading.hosts, ...logged];
  const inAddresses = named.length > 0 ? [] : hostsOfAddresses(prose, index);
  const everywhere = named.length === 0 && names !== undefined && everyHost.test(prose);
  const hosts = everywhere ? (names?.hosts.map(({ name }) => name) ?? []) : [...named, ...inAddresses];
  const why = reading.ask
    ? reading.why
    : `a pasted line shows undelivered mail: "${(pasted.failing ?? '').slice(0, 80)}"`;
  return { ask, hosts: unique(hosts), language, why };
};

/** root@host01.corp says where mail comes from, when nothing else does. */
const hostsOfAddresses = (prose: string, index: HostIndex): readonly string[] =>
  [...prose.matchAll(/[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){0,8})/gu)].flatMap(
    ([, host]) => index.find(host ?? '', true) ?? [],
  );
