import type { LogLine } from './log-line.ts';
import { secondsOf } from './log-time.ts';

/** One attempt to deliver one message, as its `to=` line tells it. */
export interface Delivery {
  readonly line: number;
  readonly time: string;
  /** See `secondsOf`. */
  readonly at: number | null;
  readonly pid: string;
  /** Queue id; empty in broken lines. */
  readonly id: string;
  readonly recipient: string;
  readonly mailer: string;
  /** Name of the relay without its trailing dot; empty where the line has none. */
  readonly relay: string;
  /** Address that was really connected to; empty when none was (DNS failure, remembered host status). */
  readonly address: string;
  readonly dsn: string;
  /** The relay's own words; Sendmail 8.16 and later only. */
  readonly reply: string;
  readonly stat: string;
  readonly outcome: 'sent' | 'deferred' | 'failed' | 'queued';
  /** `relay`: to another machine. `own-host`: from the submission program to the daemon on this host. `local`: mailbox or program. */
  readonly place: 'relay' | 'own-host' | 'local';
  /** Queue id of the message whose bounce this is; empty for ordinary mail. */
  readonly bounceOf: string;
}

const ownHost = /^(?:localhost(?:\.localdomain)?|\[?(?:IPv6:)?::1\]?|\[?127\.\d+\.\d+\.\d+\]?)$/i;
const localMailers = new Set([
  'local',
  'prog',
  '*file*',
  '*include*',
  'cyrus',
  'cyrusv2',
  'procmail',
  'error',
  'discard',
  'bitbucket',
]);

const valueOf = (message: string, key: string): string => {
  let at = message.indexOf(`, ${key}=`);
  if (at >= 0) at += 2;
  else {
    at = message.indexOf(` ${key}=`);
    if (at >= 0) at += 1;
    else if (message.startsWith(`${key}=`)) at = 0;
    else return '';
  }
  const start = at + key.length + 1;
  const end = message.indexOf(',', start);
  return message.slice(start, end < 0 ? undefined : end);
};

/** Where `stat=` begins; log lines with a lost blank (`dsn=5.0.0,stat=`) exist. */
const statAt = (message: string): number => {
  const at = message.indexOf(' stat=');
  return at >= 0
    ? at + 1
    : message.startsWith('stat=')
      ? 0
      : message.indexOf(',stat=') >= 0
        ? message.indexOf(',stat=') + 1
        : -1;
};

const outcomeOf = (stat: string): Delivery['outcome'] =>
  stat.startsWith('Sent')
    ? 'sent'
    : stat.startsWith('queued')
      ? 'queued'
      : stat.startsWith('Deferred')
        ? 'deferred'
        : 'failed';

/** Postfix writes `status=deferred (text)` where Sendmail writes `stat=Deferred: text`. */
const statOfPostfix = (message: string): string | undefined => {
  const match = /, status=(sent|deferred|bounced|expired|undeliverable) \((.*)\)\s*$/.exec(message);
  if (!match) return undefined;
  return match[1] === 'sent'
    ? `Sent (${match[2]})`
    : match[1] === 'deferred'
      ? `Deferred: ${match[2]}`
      : (match[2] ?? '');
};

/** Reads the delivery out of a message without its queue id; undefined when it is none. */
export const readDelivery = (
  entry: LogLine,
  id: string,
  message: string,
  now: number | undefined,
): Delivery | undefined => {
  const at = statAt(message);
  const stat = at >= 0 ? message.slice(at + 5).trim() : statOfPostfix(message);
  if (stat === undefined || stat === '') return undefined;
  const head = at >= 0 ? message.slice(0, at) : message;
  const replyAt = head.indexOf(', reply=');
  const fields = replyAt >= 0 ? head.slice(0, replyAt) : head;
  const mailer = valueOf(fields, 'mailer');
  const relayText = valueOf(fields, 'relay').trim();
  const named = /^(\S+?)\.?(?:\s+\[([0-9A-Fa-f:.]+)\]|\[([0-9A-Fa-f:.]+)\](?::\d+)?)?(?:\s.*)?$/.exec(relayText);
  const relay = (named?.[1] ?? relayText).replace(/^'|'$/g, '');
  const address = named?.[2] ?? named?.[3] ?? '';
  const place = localMailers.has(mailer) ? 'local' : ownHost.test(relay) ? 'own-host' : 'relay';
  const outcome = outcomeOf(stat);
  return {
    line: entry.line,
    time: entry.time,
    at: secondsOf(entry.time, now),
    pid: entry.pid,
    id,
    recipient: fields.startsWith('to=') ? (fields.slice(3).split(/, | ctladdr=/, 1)[0] ?? '') : '',
    mailer,
    relay,
    address,
    dsn: valueOf(fields, 'dsn').trim(),
    reply: replyAt >= 0 ? head.slice(replyAt + 8).replace(/,\s*$/, '') : '',
    stat,
    outcome,
    place,
    bounceOf: '',
  };
};
