import { cleanAll } from '../../text/clean-lines.ts';
import type { SmtpPhase } from './smtp-phase.ts';

export { classifyReply } from './classify-reply.ts';
export type { SmtpPhase } from './smtp-phase.ts';

/** One reply, its lines joined by blanks. */
export interface SmtpReply {
  readonly code: number;
  readonly enhanced: string | null;
  readonly text: string;
  readonly phase: SmtpPhase;
  /** `own`: Sendmail's own summary in a transcript (`554 5.0.0 Service unavailable`), not the relay's words. */
  readonly origin: 'relay' | 'own';
  readonly line: number;
}

type Draft = { -readonly [Key in keyof SmtpReply]: SmtpReply[Key] };

const heard = /^\s*(?:<<<|Out: |S: |<-+|<\*\*|<~|←|-> (?=\d{3})|RECV: ?|< (?=\d{3}))\s*/;
const said = /^\s*(?:>>>|In: {1,2}|C: |->|~>|→|SEND: ?|> )\s*/;
const reply = /^(\d{3})([ -]|$)(?:([245]\.\d{1,3}\.\d{1,3})(?:\s+|$))?(.*)$/;
const inside =
  /(?:: |; {0,3}|said: |\(|<|\*\* |returned '|\bcode:)([245]\d\d)[ -](?:([245]\.\d{1,3}\.\d{1,3})(?:\s+|(?=[>)]|$)))?([^\n]{0,1500})$/;
/** As Python prints a reply: `(530, b'5.7.0 Authentication required')`. */
const ofPython = /\(([245]\d\d), b?['"]?(?:([245]\.\d{1,3}\.\d{1,3})\s+)?([^\n]{0,1500})$/;
/** A refusal in the greeting, quoted behind the greeting's own code: `220-mx.example.net 421 4.2.1 Try later`. */
const refusedGreeting = /^(?:\S+ )?([45]\d\d)[ -]([45]\.\d{1,3}\.\d{1,3})\s+(.*)$/;
const verbs: readonly (readonly [RegExp, SmtpPhase])[] = [
  [/^(?:EHLO|HELO|LHLO)\b/i, 'helo'],
  [/^STARTTLS\b/i, 'starttls'],
  [/^AUTH\b/i, 'auth'],
  [/^MAIL\b/i, 'mail'],
  [/^RCPT\b/i, 'rcpt'],
  [/^(?:DATA|BDAT)\b/i, 'data'],
  [/^\.$/, 'content'],
  [/^(?:QUIT|RSET|NOOP)\b/i, 'quit'],
];
const replyTo =
  /in reply to (?:the )?(end of DATA|[A-Z]{4,8})|(?:SMTP error from remote mail server|remote server|error) after (?:initial )?(connection|end of data|[A-Z]{4,8})/i;

const phaseOfCommand = (command: string): SmtpPhase | undefined => verbs.find(([verb]) => verb.test(command))?.[1];

const phaseNamedIn = (line: string): SmtpPhase | undefined => {
  if (line.includes('refused to talk to me')) return 'greeting';
  const match = replyTo.exec(line);
  const name = match?.[1] ?? match?.[2];
  if (name === undefined) return undefined;
  if (/^end of data$/i.test(name)) return 'content';
  return /^connection$/i.test(name) ? 'greeting' : phaseOfCommand(name);
};

const startsCommand = (text: string): boolean =>
  /^(?:EHLO|HELO|STARTTLS|AUTH|MAIL FROM|RCPT TO|DATA|QUIT|RSET)\b/i.test(text);

/**
 * Reads the replies out of whatever people paste: bare replies, `sendmail -v`, bounces with transcripts (`>>>`, `<<<`), Postfix sessions
 * (`In:`, `Out:`), Diagnostic-Code lines, and replies quoted inside a line of another program.
 */
export const parseReplies = (lines: readonly string[]): readonly SmtpReply[] => {
  const replies: Draft[] = [];
  const all = cleanAll(lines);
  const marked = all.some((line) => /^\s*(?:<<<|Out: )/.test(line));
  let phase: SmtpPhase = 'unknown';
  let open: Draft | undefined;
  const add = (draft: Draft, continues: boolean): void => {
    replies.push(draft);
    open = continues ? draft : undefined;
  };
  all.forEach((raw, number) => {
    const line = raw.length > 2000 ? raw.slice(0, 2000) : raw;
    const spoken = said.exec(line);
    if (spoken) {
      const command = line.slice(spoken[0].length).trim();
      // Lines of a login dialogue are no commands; they stay in its phase.
      phase = phaseOfCommand(command) ?? phase;
      open = undefined;
      return;
    }
    const mark = heard.exec(line);
    const text = (mark ? line.slice(mark[0].length) : line).trim();
    if (!mark && startsCommand(text)) {
      phase = phaseOfCommand(text) ?? phase;
      open = undefined;
      return;
    }
    const match = reply.exec(text);
    const code = Number(match?.[1]);
    if (match && code >= 200 && code < 560) {
      const [, , mode = ' ', enhanced, words = ''] = match;
      if (open?.code === code) {
        open.text = `${open.text} ${words}`.trim();
        open.enhanced ??= enhanced ?? null;
        if (mode !== '-') open = undefined;
        return;
      }
      const now: SmtpPhase = code === 220 && phase === 'unknown' ? 'greeting' : (phaseNamedIn(text) ?? phase);
      add(
        {
          code,
          enhanced: enhanced ?? null,
          text: words,
          phase: now,
          origin: marked && !mark ? 'own' : 'relay',
          line: number,
        },
        mode === '-',
      );
      return;
    }
    const quoted = ofPython.exec(line) ?? inside.exec(line);
    if (quoted) {
      const greeting = quoted[1] === '220' ? refusedGreeting.exec(quoted[3] ?? '') : null;
      const [, quotedCode = '', enhanced, words = ''] = greeting ?? quoted;
      const named = phaseNamedIn(line);
      add(
        {
          code: Number(quotedCode),
          enhanced: enhanced ?? null,
          text: words.trim(),
          phase: named ?? phase,
          origin: 'relay',
          line: number,
        },
        false,
      );
      return;
    }
    phase = /^\s*[.]{3} while talking to|[.]{3} Connecting to \S+ (?:port \d+ )?via/.test(line)
      ? 'greeting'
      : (phaseNamedIn(line) ?? phase);
    const last = replies.at(-1);
    // Folded headers and replies that a page wrapped: indented text right below belongs to the reply above.
    if (last && /^\s+\S/.test(raw) && number <= last.line + 6 && !/[.]{3} |^\s*-{3,}/.test(raw)) {
      last.text = `${last.text} ${text}`.slice(0, 2000);
      last.phase = phaseNamedIn(text) ?? last.phase;
    }
    open = undefined;
  });
  return replies;
};
