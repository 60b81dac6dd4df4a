import { shortly } from '../../../../domain/command/clean-text.ts';
import { parseDuration } from '../../../../domain/duration/duration.ts';
import { isEndless } from '../../blocks/incident/modals.ts';

/** What somebody typed as a time: seconds, null for "always" where that may be, or words for that person. */
export const readTime = (typed: string, mayBeEndless: boolean): { seconds: number | null } | { problem: string } => {
  if (mayBeEndless && isEndless(typed)) return { seconds: null };
  const seconds = parseDuration(typed);
  if (seconds !== undefined && seconds >= 60) return { seconds };
  const said = typed.trim() === '' ? 'Say for how long.' : `I don't understand the time "${shortly(typed)}".`;
  return {
    problem: `${said} Expected at least a minute, for example 30m, 2h or 1d${mayBeEndless ? ', or "always"' : ''}.`,
  };
};
