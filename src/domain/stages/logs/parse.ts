import type { Results } from '../../collector/results.ts';
import type { DialogueFacts } from '../../dialogue/parse.ts';
import type { ErrorRow } from '../../error-table/error-row.ts';
import { recognise } from '../../error-table/index.ts';
import type { DnsFacts } from '../dns/parse.ts';
import { isLoopback } from '../loopback.ts';
import { classifyReply, parseReplies } from '../relay/smtp-reply.ts';
import { type SystemFacts, secondsSinceEpoch } from '../system-facts.ts';
import { causesIn, concernsOneMessage } from './delivery-cause.ts';
import { failuresSinceSuccess, lastSuccess as findLastSuccess } from './log-questions.ts';
import { type Delivery, type LogEvent, parseMaillog } from './maillog.ts';
import { depthIn } from './session-depth.ts';

/** A delivery that did not work, and the row of the error table that it shows; undefined when its wording is not known. */
export interface LoggedFailure {
  readonly delivery: Delivery;
  readonly row: ErrorRow | undefined;
  /** Seconds before now; null when the line has no time. */
  readonly age: number | null;
  /** Whether the session got as far as TLS or a message before it failed. */
  readonly deep: boolean;
}

/** Trouble the log tells of apart from deliveries (SYSERR, load, time-outs). */
export interface LoggedTrouble {
  readonly event: LogEvent;
  readonly row: ErrorRow;
  readonly age: number | null;
}

export interface LogFacts {
  readonly fileFound: boolean;
  readonly readable: boolean;
  readonly problem: string | undefined;
  /** Whether syslogd runs; undefined where ps does not tell. */
  readonly recorded: boolean | undefined;
  /** Lines of Sendmail that were read. */
  readonly lines: number;
  readonly lastSuccess: Delivery | undefined;
  readonly lastSuccessAge: number | null;
  /** Seconds that the last success took. */
  readonly lastSuccessTook: number | null;
  /** Failures after the last success, oldest first; those that concern one recipient or message only are kept apart. */
  readonly failures: readonly LoggedFailure[];
  readonly singleFailures: readonly LoggedFailure[];
  readonly troubles: readonly LoggedTrouble[];
  /** Mail since the last success that this host tried to deliver itself and could not. */
  readonly localFailures: readonly LoggedFailure[];
  /** What the daemon of this host refused since it last took mail of a program here. */
  readonly refusedHere: readonly LoggedFailure[];
  /** Age of the newest line of Sendmail, in seconds. */
  readonly newestAge: number | null;
}

/** What the relay said in the newest bounce: on Sendmail 8.15 and older the only place of the words behind "Service unavailable". */
const refusalInBounces = (results: Results): ErrorRow | undefined => {
  const replies = parseReplies(results.lines('logs', /^refusals in bounces/)).filter(
    (one) => one.origin === 'relay' && one.code >= 400,
  );
  // A refused login is followed by a 530 to MAIL FROM, which says less.
  const login = replies.findLast((one) => one.code === 535 || one.code === 534);
  const last = replies.at(-1);
  const telling = last && (last.code === 530 || last.code === 503) && login ? login : last;
  return telling ? classifyReply(telling) : undefined;
};

/** A delivery of which only the relay's refusal is known. */
const unlogged: Delivery = {
  line: 0,
  time: '',
  at: null,
  pid: '',
  id: '',
  recipient: '',
  mailer: '',
  relay: '',
  address: '',
  dsn: '',
  reply: '',
  stat: 'Service unavailable',
  outcome: 'failed',
  place: 'relay',
  bounceOf: '',
};

/** The newest bounce to root as a failure, for hosts whose log says nothing of deliveries. */
const failureInBounces = (results: Results, system: SystemFacts | undefined, row: ErrorRow): LoggedFailure[] => {
  const lines = results.lines('logs', /^refusals in bounces/);
  const dated = lines.findLast((line) => line.startsWith('Date: '));
  const written = secondsSinceEpoch(dated?.slice(6) ?? '');
  const reply = parseReplies(lines).findLast((one) => one.origin === 'relay' && one.code >= 400);
  if (written === undefined || system?.nowUtc === undefined || reply === undefined) return [];
  const words = `${reply.code}${reply.enhanced === null ? '' : ` ${reply.enhanced}`} ${reply.text}`;
  const delivery: Delivery = { ...unlogged, reply: words };
  return [{ delivery, row, age: Math.max(0, system.nowUtc - written), deep: false }];
};

/** "Service unavailable" of 8.15 and older, which hides every kind of refusal. */
const wordless = (delivery: Delivery): boolean =>
  delivery.reply === '' && delivery.stat.startsWith('Service unavailable');

const domainOf = (name: string): string => name.toLowerCase().split('.').slice(-2).join('.');

/**
 * Whether a delivery went the way that the configuration names now: what a former relay refused or took says nothing of today's, nor
 * does mail that went past it. Relays are logged by the name of the machine, so names of the same domain count, those of its mail
 * exchangers and its canonical name, and whatever has one of its addresses.
 */
const wayOfNow = (
  system: SystemFacts | undefined,
  dialogue: DialogueFacts | undefined,
  dns: DnsFacts,
): ((one: Delivery) => boolean) => {
  const relay = system?.relay?.host;
  if (relay === undefined || !/[a-z]/i.test(relay)) return () => true;
  const exchangers = (dialogue?.names ?? []).map((text) => text.split(' ')[1] ?? '');
  const names = [relay, dns.canonical ?? '', ...exchangers].filter((name) => /[a-z]/i.test(name));
  const domains = new Set(names.map(domainOf));
  const addresses = new Set(dialogue?.attempts.map((one) => one.address));
  return (one) => !/[a-z]/i.test(one.relay) || domains.has(domainOf(one.relay)) || addresses.has(one.address);
};

/**
 * With a tunnel on this host as the smart host, what goes to 127.0.0.1 leaves the host, unless the daemon of this host took it, which
 * the queue id that it gave shows.
 */
const throughTunnel = (deliveries: readonly Delivery[]): readonly Delivery[] => {
  const ids = new Set(deliveries.map((one) => one.id));
  return deliveries.map((one) => {
    const given = /^Sent \(([0-9A-Za-z]{8,20}) Message accepted/.exec(one.stat)?.[1];
    return one.place !== 'own-host' || (given !== undefined && ids.has(given)) ? one : { ...one, place: 'relay' };
  });
};

/** `xdelay=`: how long one delivery took, from the connection on. */
const tookOf = (line: string | undefined): number | null => {
  const [, hours, minutes, seconds] = / xdelay=(?:\d+\+)?(\d\d):(\d\d):(\d\d)/.exec(line ?? '') ?? [];
  return seconds === undefined ? null : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
};

/** Bounces are handed in as well; that the daemon takes those says nothing of mail. */
const refusedByDaemon = (deliveries: readonly Delivery[]): readonly Delivery[] => {
  const handedIn = deliveries.filter(
    (one) => one.place === 'own-host' && one.bounceOf === '' && one.outcome !== 'queued',
  );
  const taken = handedIn.findLastIndex((one) => one.outcome === 'sent');
  return handedIn
    .slice(taken + 1)
    .filter(
      (one) =>
        /^[45]\d\d /.test(one.reply) ||
        /^(?:Deferred: [45]\d\d |Service unavailable|User unknown|Data format error)/.test(one.stat),
    );
};

export function parseLogs(
  results: Results,
  system: SystemFacts | undefined,
  dialogue: DialogueFacts | undefined,
  dns: DnsFacts,
): LogFacts {
  const now = system?.now;
  const listing = results.output('logs', /^ls -l/);
  const daemons = results.lines('logs', /^ps -e/).find((line) => /^\d+$/.test(line));
  const tail = results.output('logs', /^tail of/);
  const problem = tail?.lines.find((line) => /^tail:.*(?:ermission|cannot|No such|not found)|^sudo:/.test(line));
  const log = parseMaillog(tail?.lines ?? [], now);
  const { events, lines } = log;
  const deliveries = isLoopback(system?.relay?.host ?? '') ? throughTunnel(log.deliveries) : log.deliveries;
  const causeOf = causesIn(log);
  const isDeep = depthIn(log);
  const age = (at: number | null): number | null => (now === undefined || at === null ? null : Math.max(0, now - at));
  const outgoing = deliveries
    .filter((one) => one.place === 'relay' && one.bounceOf === '' && one.outcome !== 'queued')
    .filter(wayOfNow(system, dialogue, dns));
  const lastSuccess = findLastSuccess(outgoing);
  const bounced = refusalInBounces(results);
  // All that is left went to today's relay, whichever of its machines took it.
  const after = failuresSinceSuccess(outgoing, () => false).map(
    (delivery): LoggedFailure => ({
      delivery,
      row: wordless(delivery) ? (bounced ?? causeOf(delivery)) : causeOf(delivery),
      age: age(delivery.at),
      deep: isDeep(delivery),
    }),
  );
  if (outgoing.length === 0 && bounced) after.push(...failureInBounces(results, system, bounced));
  const troubles = events.flatMap((event): LoggedTrouble[] => {
    if (event.kind === 'inbound' || event.kind === 'noise' || event.kind === 'accepted' || event.kind === 'bounce')
      return [];
    if (lastSuccess !== undefined && event.line < lastSuccess.line) return [];
    // A user who may not read the queue tried to (mailq, or this check itself); that holds up no mail.
    if (/^SYSERR\((?!root\b|smmsp\b)\w+\): can not chdir/.test(event.text)) return [];
    const row = recognise(event.text, 'maillog')?.row;
    return row ? [{ event, row, age: age(event.at) }] : [];
  });
  const times = [...deliveries, ...events].map((one) => one.at).filter((at): at is number => at !== null);
  return {
    fileFound: listing?.exitCode === 0,
    readable: tail !== undefined && problem === undefined,
    problem,
    recorded: daemons === undefined ? undefined : Number(daemons) > 0,
    lines,
    lastSuccess,
    lastSuccessAge: age(lastSuccess?.at ?? null),
    lastSuccessTook: tookOf(
      tail?.lines.find(
        (line) => lastSuccess?.id && line.includes(`${lastSuccess.id}: to=`) && line.includes('stat=Sent'),
      ),
    ),
    failures: after.filter((one) => one.row === undefined || !concernsOneMessage(one.row)),
    singleFailures: after.filter((one) => one.row !== undefined && concernsOneMessage(one.row)),
    troubles,
    localFailures: deliveries
      .filter((one) => one.place === 'local' && one.outcome === 'failed' && one.bounceOf === '')
      .filter((one) => lastSuccess === undefined || one.line > lastSuccess.line)
      .map((delivery) => ({ delivery, row: causeOf(delivery), age: age(delivery.at), deep: false })),
    refusedHere: refusedByDaemon(deliveries).map((delivery) => ({
      delivery,
      row: causeOf(delivery),
      age: age(delivery.at),
      deep: false,
    })),
    newestAge: times.length === 0 ? null : age(times.reduce((newest, at) => Math.max(newest, at), 0)),
  };
}
