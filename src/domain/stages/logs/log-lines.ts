import { cleanLines, needsCleaning } from '../../text/clean-lines.ts';
import { isCutByTerminal } from '../../text/wrapped.ts';
import { type LogLine, readLogLine } from './log-line.ts';

/** Two entries run together when a page lost the line break: `...host not found)May 11 12:52:51 host sm-mta[1]: ...`. */
const runTogether = /(?<=\S)(?=[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S{1,80} \S{1,40}\[\d{1,10}\]: )/;

/** Words and keys of log lines: when a wrap cut one of them in two, no blank is put between the halves. */
const wholeWord =
  /^(?:to|from|ctladdr|x?delay|mailer|pri|relay|dsn|stat|reply|size|nrcpts|msgid|Deferred:?|Connection|refused|timed|unavailable|Service|Message|accepted|delivery\)?|unknown|Host|User|Operating|server|Name|lookup|failure)(?:[=:,.)(]|$)/;

const joinWrapped = (before: string, rest: string, cutByTerminal: boolean): string => {
  const after = rest.trimStart();
  if (before.endsWith(' ')) return `${before.trimEnd()} ${after}`;
  if (/[,;:]$/.test(before)) return `${before} ${after}`;
  // What comes after `stat=` are words: each stands for itself.
  const left = (/\S{0,40}$/.exec(before)?.[0] ?? '').replace(/^stat=/, '');
  const right = /^\S{0,40}/.exec(after)?.[0] ?? '';
  if (cutByTerminal && !(wholeWord.test(left) && wholeWord.test(right))) return before + rest;
  // A queue id or another word of one piece that a terminal cut at its edge.
  const cut = wholeWord.test(left + right) || (/[0-9A-Za-z]{5}$/.test(left) && /\d/.test(left) && /^\d/.test(right));
  return cut ? before + after : `${before} ${after}`;
};

/**
 * Lines of text as log lines, one after the other: wrapped ones are joined, run-together ones parted. Each wrapped line is
 * joined at most to 4000 characters.
 */
export const eachLogLine = (lines: readonly string[], take: (entry: LogLine) => void): void => {
  // Held back until the next one begins, since its rest may still come.
  let last: LogLine | undefined;
  /** The physical line before. */
  let above = '';
  const add = (text: string, number: number): void => {
    const entry = readLogLine(text, number);
    if (entry) {
      if (last) take(last);
      last = entry;
      return;
    }
    if (text.trim() === '') return;
    if (!last) last = { line: number, time: '', program: '', pid: '', message: text.trim() };
    else if (last.message.length < 4000)
      last = { ...last, message: joinWrapped(last.message, text, isCutByTerminal(above)) };
  };
  const part = (text: string, number: number): void => {
    const tag = text.indexOf(']: ');
    const inside = tag >= 0 && text.indexOf(']: ', tag + 3) >= 0;
    if (inside && runTogether.test(text)) for (const piece of text.split(runTogether)) add(piece, number);
    else add(text, number);
  };
  lines.forEach((raw, number) => {
    if (needsCleaning(raw)) for (const text of cleanLines(raw)) part(text, number);
    else part(raw, number);
    above = raw;
  });
  if (last) take(last);
};
