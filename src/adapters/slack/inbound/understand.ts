import type { Command, KnownHosts, Problem } from '../../../domain/command/command.ts';
import { parseCommand } from '../../../domain/command/parse-command.ts';
import { decide } from '../../../domain/question/decide.ts';

/** A command, a question that names no host, or neither. */
export type Understood = Command | Problem | { readonly kind: 'which-host' };

/** Too much typed is told as such; everything else that is no command may be a question. */
const final = new Set<Problem['code']>(['empty', 'too-long', 'text-missing', 'duration', 'channel']);

/** Commands first: only what is none is listened to as a question. */
export const understand = (text: string, known: KnownHosts): Understood => {
  const parsed = parseCommand(text, known);
  if (parsed.kind !== 'problem' || final.has(parsed.code)) return parsed;
  const { ask, hosts } = decide(text, known);
  if (!ask) return parsed;
  return hosts.length === 0 ? { kind: 'which-host' } : parseCommand(`diagnose ${hosts.join(' ')}`, known);
};
