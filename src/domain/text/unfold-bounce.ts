import { isCutByTerminal, isWrapped, wrapWidth } from './wrapped.ts';

/** What begins a line that mail programs fold: a header of a delivery report, or `<address>: host ... said: ...` of Postfix. */
const begins = /^(?:Diagnostic-Code|Status|X-[A-Za-z-]{1,40}|Action):|^<[^<>\s]{1,200}>(?: \([^)]{0,200}\)?)?:/;
/** A line with a reply of a server in it, whose words may go on below. */
const holdsReply = /^\s*(?:<<<\s*|Out: +|S: *)?[45]\d\d[ -]|[:;] ?[45]\d\d[ -]|\bsaid:\s*$/;
const startsAnew =
  /^\s*(?:>>>|<<<|[.]{3} |Out: |In: |[CS]: |[2-5]\d\d(?:[ -]|$)|[-=]{2,}|<[^<>\s]{1,200}>(?:[.]{3}|:)|[A-Z][A-Za-z-]{1,40}:\s|\(reason|EHLO|HELO|MAIL FROM|RCPT TO|DATA$|QUIT$|RSET$)/i;
const endsSentence = /[.!?]$/;
const isDialogue = /^\s*(?:>>>|<<<|Out: |In: |-{3,}|\(reason)/;
const longest = 4000;

/** Whether a line is the rest of the reply above it, which a page or a terminal wrapped. */
const goesOn = (before: string, line: string, width: number): boolean =>
  /^\S/.test(line) &&
  !startsAnew.test(line) &&
  !(endsSentence.test(before) && /^[A-Z]/.test(line)) &&
  (isCutByTerminal(before) || (width > 0 && isWrapped(before, line, width)));

/**
 * Lines of a bounce with folded ones joined: an indented line below such a beginning belongs to it, and so does what did not fit on
 * the line of a reply.
 */
export const unfoldBounce = (lines: readonly string[]): readonly string[] => {
  const unfolded: string[] = [];
  const width = wrapWidth(lines);
  let open = false;
  let reply = false;
  let above = '';
  for (const line of lines) {
    const before = unfolded.at(-1);
    if (reply && before !== undefined && before.length < longest && goesOn(above, line, width)) {
      unfolded[unfolded.length - 1] = isCutByTerminal(above) ? before + line : `${before} ${line}`;
      above = line;
      continue;
    }
    above = line;
    if (open && before !== undefined && before.length < longest && /^\s+\S/.test(line) && !isDialogue.test(line)) {
      unfolded[unfolded.length - 1] = `${before} ${line.trim()}`;
      continue;
    }
    unfolded.push(line);
    open = begins.test(line);
    reply = open || holdsReply.test(line);
  }
  return unfolded;
};
