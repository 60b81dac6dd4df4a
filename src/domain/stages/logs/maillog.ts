import { type Delivery, readDelivery } from './delivery.ts';
import { kindOf, type LogEvent } from './log-event.ts';
import { eachLogLine } from './log-lines.ts';
import { createTimeReader } from './log-time.ts';

export type { Delivery } from './delivery.ts';
export type { LogEvent } from './log-event.ts';

/** A mail log, read. Both lists are in the order of the log; attempts of one message are all there, the last one wins. */
export interface MailLog {
  readonly deliveries: readonly Delivery[];
  readonly events: readonly LogEvent[];
  /** Logical lines of a mail program that were read. */
  readonly lines: number;
}

const otherPrograms = new Set(
  'citadel sshd su cron kernel named dovecot imapd ipop3d syslogd inetd ftpd telnetd clamav-milter spamd opendkim postgrey'.split(
    ' ',
  ),
);

/** Queue ids: letters and digits, a digit among them. */
const isId = (text: string): boolean => {
  let digits = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) digits++;
    else if (!((code >= 65 && code <= 90) || (code >= 97 && code <= 122))) return false;
  }
  return text.length === 0 || text === 'NOQUEUE' || (digits > 0 && text.length >= 5);
};

/** Parts a message at its queue id; in broken lines the id is empty (`: to=...`). */
const partAtId = (message: string): readonly [string, string] => {
  const at = message.indexOf(': ');
  if (at < 0 || at > 20) return ['', message];
  if (at !== lastId.length || !message.startsWith(lastId)) {
    const id = message.slice(0, at);
    if (!isId(id)) return ['', message];
    lastId = id;
  }
  const rest = message.slice(at + 2);
  return [lastId === 'NOQUEUE' ? '' : lastId, rest.startsWith(': ') ? rest.slice(2) : rest];
};
// Neighbours are mostly about the same message: they share its id.
let lastId = '';

/**
 * Reads the log of Sendmail with any syslog prefix (AIX, Linux, Solaris, BSD, ISO times, none), wrapped or not.
 * `now`: seconds since 1970 by the host's own clock (see `secondsOf`); without it events have no `at`.
 */
export const parseMaillog = (lines: readonly string[], now?: number): MailLog => {
  const deliveries: Delivery[] = [];
  const events: LogEvent[] = [];
  /** New queue id of a bounce -> queue id of the message it is about. */
  const bounces = new Map<string, string>();
  const secondsAt = createTimeReader(now);
  let read = 0;
  eachLogLine(lines, (entry) => {
    if (otherPrograms.has(entry.program) || entry.message === '') return;
    read++;
    const [id, text] = partAtId(entry.message);
    if (text.includes('stat')) {
      const delivery = readDelivery(entry, id, text, secondsAt(entry.time));
      if (delivery) {
        const bounceOf = bounces.size === 0 ? undefined : bounces.get(id);
        deliveries.push(bounceOf === undefined ? delivery : { ...delivery, bounceOf });
        return;
      }
    }
    const kind = kindOf(text);
    if (kind === 'bounce') bounces.set(text.slice(0, text.indexOf(':')), id);
    events.push({ kind, line: entry.line, time: entry.time, at: secondsAt(entry.time), pid: entry.pid, id, text });
  });
  return { deliveries, events, lines: read };
};
