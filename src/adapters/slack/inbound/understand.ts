import type { Command, KnownHosts, Problem } from '../../../domain/command/command.ts';
import { parseCommand } from '../../../domain/command/parse-command.ts';
import { decide } from '../../../domain/question/decide.ts';
import type { Vocabulary } from '../../../domain/question/lexicon.ts';

/** A command, a question about the hosts it names (or about none), or neither. */
export type Understood = Command | Problem | { readonly kind: 'question'; readonly hosts: readonly string[] };

/** Too much typed is told as such; everything else that is no command may be a question. */
const final = new Set<Problem['code']>(['empty', 'too-long', 'text-missing', 'duration', 'channel']);

/** Commands first: only what is none is listened to as a question. */
export const understand = (text: string, known: KnownHosts, vocabulary: Vocabulary): Understood => {
  const parsed = parseCommand(text, known);
  // "why is mail stuck on host01" can be read as a command, and is meant as a question.
  const mayAsk =
    parsed.kind === 'problem' ? !final.has(parsed.code) : parsed.kind === 'diagnose' && /^\s*why\b/iu.test(text);
  if (!mayAsk) return parsed;
  const { ask, hosts } = decide(text, known, vocabulary);
  return ask ? { kind: 'question', hosts } : parsed;
};
