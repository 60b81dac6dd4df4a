import type { LogLine } from './log-line.ts';

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
const isOwnHost = (relay: string): boolean => /^[[:l1]/i.test(relay) && ownHost.test(relay);
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

/** What Postfix names as relay when it delivers on its own host. */
const postfixLocal = new Set(['local', 'virtual', 'dovecot', 'maildrop', 'procmail', 'cyrus']);

/** A key as it is looked for: behind a comma, behind a blank (a comma was lost), at the start. */
const keyForms = (key: string): readonly [string, string, string] => [`, ${key}=`, ` ${key}=`, `${key}=`];
const mailerKey = keyForms('mailer');
const relayKey = keyForms('relay');
const dsnKey = keyForms('dsn');

const valueOf = (message: string, [comma, blank, first]: readonly [string, string, string]): string => {
  let start = message.indexOf(comma);
  if (start >= 0) start += comma.length;
  else {
    start = message.indexOf(blank);
    if (start >= 0) start += blank.length;
    else if (message.startsWith(first)) start = first.length;
    else return '';
  }
  const end = message.indexOf(',', start);
  return message.slice(start, end < 0 ? undefined : end);
};

/** A text that mostly is the one before it: both are then one string, since what is kept of a long log costs most. */
const mostlyTheSame = (): ((text: string) => string) => {
  let last = '';
  return (text) => {
    if (text !== last) last = text;
    return last;
  };
};
const sameMailer = mostlyTheSame();
const sameDsn = mostlyTheSame();
const sameStat = mostlyTheSame();

const relayPattern =
  /^(\S+?)\.?(?:\s+\[(?:IPv6:)?([0-9A-Fa-f:.]+)\]|\[(?:IPv6:)?([0-9A-Fa-f:.]+)\](?::\d+)?)?(?:\s.*)?$/;

/** `relay.example.com. [192.0.2.25]` as name and address; a log names few relays, so the last result is kept. */
const partRelay = (text: string): readonly [string, string] => {
  if (text === lastRelay[0]) return lastRelay[1];
  const match = relayPattern.exec(text);
  const parts = [(match?.[1] ?? text).replace(/^'|'$/g, ''), match?.[2] ?? match?.[3] ?? ''] as const;
  lastRelay = [text, parts];
  return parts;
};
let lastRelay: readonly [string, readonly [string, string]] = ['', ['', '']];

/** Where `stat=` begins; log lines with a lost blank (`dsn=5.0.0,stat=`) and quoted ones exist. */
const statAt = (message: string): number => {
  const at = message.indexOf(' stat=');
  return at >= 0
    ? at + 1
    : message.startsWith('stat=')
      ? 0
      : message.indexOf(',stat=') >= 0
        ? message.indexOf(',stat=') + 1
        : message.search(/(?<=["'`_])stat=/);
};

const recipientOf = (fields: string): string => {
  const comma = fields.indexOf(', ');
  const value = fields.slice(3, comma < 0 ? undefined : comma);
  const lost = value.indexOf(' ctladdr=');
  return lost < 0 ? value : value.slice(0, lost);
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
  const match = /, status=(sent|deferred|bounced|expired|undeliverable) \((.*?)\)?\s*$/.exec(message);
  if (!match) return undefined;
  return match[1] === 'sent'
    ? `Sent (${match[2]})`
    : match[1] === 'deferred'
      ? `Deferred: ${match[2]}`
      : (match[2] ?? '');
};

/** What the daemon of this host refused while it took it in has neither mailer nor relay: `to=<...>, delay=..., stat=Message exceeds ...`. */
const refusedOnArrival = (mailer: string, relay: string, stat: string): boolean =>
  mailer === '' && relay === '' && /^Message exceeds maximum fixed size|^Too many hops/.test(stat);

/** Reads the delivery out of a message without its queue id; undefined when it is none. */
export const readDelivery = (entry: LogLine, id: string, message: string, at: number | null): Delivery | undefined => {
  const from = statAt(message);
  const stat = from >= 0 ? message.slice(from + 5).trim() : statOfPostfix(message);
  if (stat === undefined || stat === '') return undefined;
  const head = from >= 0 ? message.slice(0, from) : message;
  const replyAt = head.indexOf(', reply=');
  const fields = replyAt >= 0 ? head.slice(0, replyAt) : head;
  const mailer = sameMailer(valueOf(fields, mailerKey));
  const relayText = valueOf(fields, relayKey).trim();
  const [relay, address] = partRelay(relayText);
  const place =
    localMailers.has(mailer) || (mailer === '' && postfixLocal.has(relay))
      ? 'local'
      : isOwnHost(relay) || refusedOnArrival(mailer, relayText, stat)
        ? 'own-host'
        : 'relay';
  const outcome = outcomeOf(stat);
  return {
    line: entry.line,
    time: entry.time,
    at,
    pid: entry.pid,
    id,
    recipient: fields.startsWith('to=') ? recipientOf(fields) : '',
    mailer,
    relay,
    address,
    dsn: sameDsn(valueOf(fields, dsnKey).trim()),
    reply: replyAt >= 0 ? head.slice(replyAt + 8).replace(/,\s*$/, '') : '',
    stat: sameStat(stat),
    outcome,
    place,
    bounceOf: '',
  };
};
