import type { ErrorRow } from '../error-table/error-row.ts';
import { recognise, rowOf } from '../error-table/index.ts';
import { classifyReply, parseReplies, type SmtpReply } from '../stages/relay/smtp-reply.ts';
import { withoutOuterBlanks } from '../text/outer-blanks.ts';
import { withoutQuoteMarks } from '../text/quote-marks.ts';
import { unfoldBounce } from '../text/unfold-bounce.ts';
import { mailBody, reportPart } from './report-part.ts';
import { type Candidate, choose, delivered, type Facts, failed, nothing, type Verdict } from './verdict.ts';

/** Replies that only follow from an earlier refusal (`503 Need RCPT`). */
const isConsequence = (reply: SmtpReply): boolean =>
  reply.code === 503 && /RCPT|recipient|MAIL|sender/i.test(reply.text) && !/\bauth/i.test(reply.text);

/** Whether a reply takes a message, outside of a whole session: `queued as`, or a report of success. */
const takesAlone = (reply: SmtpReply, line: string): boolean =>
  line.startsWith('Diagnostic-Code:')
    ? reply.code >= 250 && reply.code <= 252
    : reply.code === 250 &&
      reply.phase === 'unknown' &&
      /\bqueued\b|accepted for delivery|\bid=\S|^OK:? +(?:\d{9,}|[0-9a-f]{14,}-)/i.test(reply.text);

const takesMessage = ({ code, phase, text }: SmtpReply): boolean =>
  code === 250 && (phase === 'content' || (phase === 'data' && /queued|accepted|\bok\b/i.test(text)));

/** Position of the last message that the other side took, with a recipient accepted before; -1 when none was. */
const lastAcceptance = (replies: readonly SmtpReply[], lines: readonly string[]): number => {
  let recipient = false;
  let last = -1;
  for (const reply of replies) {
    if (reply.phase === 'mail') recipient = false;
    if (reply.phase === 'rcpt' && reply.code >= 250 && reply.code < 253) recipient = true;
    if ((recipient && takesMessage(reply)) || takesAlone(reply, lines[reply.line] ?? '')) last = reply.line;
  }
  lines.forEach((line, at) => {
    if (/[.]{3} Sent \(|"notificationType": ?"Delivery"/.test(line)) last = Math.max(last, at);
  });
  return last;
};

/** Given up after days of trying: says that mail did not get out, not why. */
const gaveUp = /\b[45]\.4\.7\b|Message expired|could not be delivered for (?:too long|\d)|delivery time expired/i;

/** Sentences of mail programs that tell as little. */
const saysNoMore = /Message could not be delivered/i;

/** A report of a program on the reporting host (procmail, maildrop, exit codes), not of an SMTP server. */
const ofLocalProgram = /^Diagnostic-Code: x-unix;/i;

const ofThisHost = new Set<string>(['service', 'configuration', 'queue']);

const isHeader = /^(?!Diagnostic-Code|[A-Za-z]{1,40}(?:Error|Exception): )[A-Z][A-Za-z-]{1,40}: /;

/** A line of a reply of several lines, which is read as one. */
const isOfLongReply = (lines: readonly string[], at: number): boolean => {
  const before = /^\s*(\d{3})-/.exec(lines[at - 1] ?? '')?.[1];
  return (
    /^\s*[2-5]\d\d-/.test(lines[at] ?? '') || (before !== undefined && (lines[at] ?? '').trimStart().startsWith(before))
  );
};

/** A refusal whose enhanced code is temporary (`4.7.1 Service unavailable`) is one for now. */
const inTime = (row: ErrorRow, line: string): ErrorRow =>
  row.code === 'RELAY_REJECTED' && /^4[.]\d{1,3}[.]\d{1,3} /.test(line.trimStart()) ? rowOf('RELAY_TEMPORARY') : row;

/** Mail programs wrap their sentences at these widths. */
const [narrowest, widest] = [55, 80];

/** Reports of mail programs are short; in longer texts sentences are not looked for across lines. */
const longestReport = 2000;

/** What a line says, alone or with the next one where a sentence was wrapped. */
const rowOfProse = (line: string, next: string): ErrorRow | undefined => {
  const row = recognise(line, 'smtp')?.row;
  if (row || line.length < narrowest || line.length > widest || !/^[a-z]/.test(next)) return row;
  const wrapped = recognise(`${line} ${next}`, 'smtp')?.row;
  return wrapped?.general ? undefined : wrapped;
};

/** What programs say in words of their own, between the replies. Words about the relay's decision count only in its replies. */
const candidatesOfProse = (lines: readonly string[], replies: readonly SmtpReply[]): readonly Candidate[] => {
  const taken = new Set(replies.map((reply) => reply.line));
  return lines.flatMap((line, at) => {
    if (
      taken.has(at) ||
      isOfLongReply(lines, at) ||
      line.length < 5 ||
      isHeader.test(line) ||
      /^\s*(?:>>>|<<<|In: |Out: |250[- ])/.test(line)
    )
      return [];
    // Sendmail 8.15 says no more when a session is lost late.
    const known = /[.]{3} Deferred\s*$/.test(line)
      ? rowOf('CONNECT_DROPPED')
      : rowOfProse(line, lines.length > longestReport ? '' : (lines[at + 1] ?? ''));
    const local = ofLocalProgram.test(line) && known?.code !== 'RELAY_MAILBOX_FULL';
    const row = local ? rowOf('CONFIG_LOCAL_MAILER_FAILED') : known && inTime(known, line);
    if (!row || (row.general && (gaveUp.test(line) || saysNoMore.test(line)))) return [];
    const own = row.stage === 'relay' || row.stage === 'authentication';
    if (own && replies.some((reply) => reply.code >= 400)) return [];
    return [{ row, at, weight: row.general ? -2 : 0 }];
  });
};

const weightOfOwn = (row: ErrorRow): number => (row.stage === 'relay' ? -2 : ofThisHost.has(row.stage) ? 0 : -1);

const candidatesOfReplies = (
  replies: readonly SmtpReply[],
  marked: boolean,
): readonly (Candidate & { readonly reply: SmtpReply })[] => {
  const authenticated = replies.findLast((reply) => reply.code === 235)?.line ?? -1;
  const refused = replies.filter(
    (reply) => reply.code >= 400 && !isConsequence(reply) && !(reply.phase === 'auth' && reply.line < authenticated),
  );
  const found = refused.map((reply) => ({
    row: classifyReply({ ...reply, speaker: reply.origin === 'relay' && marked ? 'relay' : 'own-host' }),
    at: reply.line,
    reply,
  }));
  const login = found.some(({ row }) => row.stage === 'authentication' && row.code !== 'AUTH_REQUIRED_530');
  const lastFinal =
    found.findLast(({ row, reply }) => reply.code >= 500 && row.stage === 'relay' && !row.general)?.at ?? -1;
  const telling = found.filter(({ row, reply }) => !(row.general && gaveUp.test(`${reply.enhanced} ${reply.text}`)));
  return telling.map((one) => {
    // A 535 explains the 530 that comes with it; Sendmail's own summary hides what the relay said.
    const explained = login && one.row.code === 'AUTH_REQUIRED_530';
    // What one machine of the relay put off, the next one decided.
    const decided = one.reply.code < 500 && one.row.stage === 'relay' && one.at < lastFinal;
    return { ...one, weight: one.reply.origin === 'own' ? weightOfOwn(one.row) : explained || decided ? -1 : 0 };
  });
};

const factsOf = (replies: readonly SmtpReply[], shown: SmtpReply | undefined): Facts => ({
  replies: replies.length,
  ...(shown && {
    code: shown.code,
    enhanced: shown.enhanced,
    reply: shown.text.slice(0, 300),
    phase: shown.phase,
    effect: shown.code >= 500 ? 'permanent' : shown.code >= 400 ? 'temporary' : 'none',
  }),
});

/** The verdict on SMTP replies, transcripts, `sendmail -v` and bounces: the earliest stage that failed in the last session. */
export const smtpVerdict = (pasted: readonly string[]): Verdict => {
  const body = mailBody(withoutOuterBlanks(withoutQuoteMarks(pasted)));
  const report = reportPart(body);
  const verdict = verdictOn(report);
  // A bounce that somebody forwarded stands in the part that was left out.
  return verdict.stage === 'none' && report.length < body.length ? verdictOn(body) : verdict;
};

const verdictOn = (pasted: readonly string[]): Verdict => {
  const lines = unfoldBounce(pasted);
  const replies = parseReplies(lines);
  const accepted = lastAcceptance(replies, lines);
  const candidates = [
    ...candidatesOfReplies(
      replies,
      lines.some((line) => /^\s*<<<|^Diagnostic-Code/.test(line)),
    ),
    ...candidatesOfProse(lines, replies),
  ].filter(({ at }) => at > accepted);
  const best = choose(candidates);
  const shown = best && 'reply' in best ? (best.reply as SmtpReply) : undefined;
  if (best) return failed(best.row, factsOf(replies, shown));
  const last = replies.at(-1);
  if (accepted >= 0)
    return delivered(
      'The other side accepted the message.',
      factsOf(
        replies,
        replies.find((reply) => reply.line === accepted),
      ),
      'If it did not arrive, search there with the id in its reply.',
    );
  if (
    last &&
    last.code < 400 &&
    replies.some(({ code, phase }) => code === 235 || (code === 250 && phase !== 'unknown'))
  )
    return delivered('The other side refused nothing in this session.', factsOf(replies, last));
  if (lines.some((line) => gaveUp.test(line)))
    return nothing(
      factsOf(replies, last),
      'The message was given up because it could not be delivered in time. The text does not say what stood in the way.',
      'Look in the mail log for the earlier attempts of the same message (stat=Deferred: ...).',
    );
  return nothing(factsOf(replies, last));
};
