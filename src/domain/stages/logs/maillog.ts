import { type Delivery, readDelivery } from './delivery.ts';
import { kindOf, type LogEvent } from './log-event.ts';
import { readLogLines } from './log-lines.ts';
import { secondsOf } from './log-time.ts';

export type { Delivery } from './delivery.ts';
export type { EventKind, LogEvent } from './log-event.ts';

/** A mail log, read. Both lists are in the order of the log; attempts of one message are all there, the last one wins. */
export interface MailLog {
  readonly deliveries: readonly Delivery[];
  readonly events: readonly LogEvent[];
  /** Logical lines of a mail program that were read. */
  readonly lines: number;
}

const otherPrograms =
  /^(?:citadel|sshd|su|cron|kernel|named|dovecot|imapd|ipop3d|syslogd|inetd|ftpd|telnetd|clamav-milter|spamd|opendkim|postgrey)$/;
const idPattern = /^(?:[0-9A-Za-z]{5,20}|NOQUEUE)?$/;

/** Parts a message at its queue id; in broken lines the id is empty (`: to=...`). */
const partAtId = (message: string): readonly [string, string] => {
  const at = message.indexOf(': ');
  if (at < 0 || at > 20) return ['', message];
  const id = message.slice(0, at);
  if (!idPattern.test(id) || (id !== '' && id !== 'NOQUEUE' && !/\d/.test(id))) return ['', message];
  const rest = message.slice(at + 2);
  return [id === 'NOQUEUE' ? '' : id, rest.startsWith(': ') ? rest.slice(2) : rest];
};

/**
 * Reads the log of Sendmail with any syslog prefix (AIX, Linux, Solaris, BSD, ISO times, none), wrapped or not.
 * `now`: seconds since 1970 by the host's own clock (see `secondsOf`); without it events have no `at`.
 */
export const parseMaillog = (lines: readonly string[], now?: number): MailLog => {
  const deliveries: Delivery[] = [];
  const events: LogEvent[] = [];
  /** New queue id of a bounce -> queue id of the message it is about. */
  const bounces = new Map<string, string>();
  let read = 0;
  for (const entry of readLogLines(lines)) {
    if (otherPrograms.test(entry.program) || entry.message === '') continue;
    read++;
    const [id, text] = partAtId(entry.message);
    if (text.includes('stat=') || text.includes(' status=')) {
      const delivery = readDelivery(entry, id, text, now);
      if (delivery) {
        const bounceOf = bounces.get(id);
        deliveries.push(bounceOf === undefined ? delivery : { ...delivery, bounceOf });
        continue;
      }
    }
    const kind = kindOf(text);
    if (kind === 'bounce') bounces.set(text.slice(0, text.indexOf(':')), id);
    events.push({ kind, line: entry.line, time: entry.time, at: secondsOf(entry.time, now), pid: entry.pid, id, text });
  }
  return { deliveries, events, lines: read };
};
