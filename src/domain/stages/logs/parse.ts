import type { Results } from '../../collector/results.ts';
import type { ErrorRow } from '../../error-table/error-row.ts';
import { recognise } from '../../error-table/index.ts';
import { classifyReply, parseReplies } from '../relay/smtp-reply.ts';
import type { SystemFacts } from '../system-facts.ts';
import { type Delivery, type LogEvent, parseMaillog } from './maillog.ts';

/** A delivery that did not work, and the row of the error table that it shows; undefined when its wording is not known. */
export interface LoggedFailure {
  readonly delivery: Delivery;
  readonly row: ErrorRow | undefined;
  /** Seconds before now; null when the line has no time. */
  readonly age: number | null;
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
  /** Lines of Sendmail that were read. */
  readonly lines: number;
  readonly lastSuccess: Delivery | undefined;
  readonly lastSuccessAge: number | null;
  /** Failures after the last success, oldest first; those that concern one recipient only are kept apart. */
  readonly failures: readonly LoggedFailure[];
  readonly recipientFailures: readonly LoggedFailure[];
  readonly troubles: readonly LoggedTrouble[];
  /** Age of the newest line of Sendmail, in seconds. */
  readonly newestAge: number | null;
}

const recipientOnly = new Set(['RELAY_RECIPIENT_UNKNOWN', 'RELAY_RECIPIENT_DISABLED', 'RELAY_MAILBOX_FULL']);

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

const rowOfDelivery = (delivery: Delivery, bounced: ErrorRow | undefined): ErrorRow | undefined => {
  if (delivery.reply !== '') {
    const reply = parseReplies([delivery.reply]).at(-1);
    if (reply && reply.code >= 400) return classifyReply(reply);
  }
  const row = recognise(delivery.stat, 'maillog')?.row;
  if (row && !row.general) return row;
  const quoted = /(?:^|: )([45]\d\d[ -].*)$/.exec(delivery.stat)?.[1];
  const reply = quoted ? parseReplies([quoted]).at(-1) : undefined;
  if (reply) return classifyReply(reply);
  return /^Service unavailable/.test(delivery.stat) ? (bounced ?? row) : row;
};

export function parseLogs(results: Results, system: SystemFacts | undefined): LogFacts {
  const now = system?.now;
  const listing = results.output('logs', /^ls -l/);
  const tail = results.output('logs', /^tail of/);
  const problem = tail?.lines.find((line) => /^tail:.*(?:ermission|cannot|No such|not found)|^sudo:/.test(line));
  const { deliveries, events, lines } = parseMaillog(tail?.lines ?? [], now);
  const age = (at: number | null): number | null => (now === undefined || at === null ? null : Math.max(0, now - at));
  const outgoing = deliveries.filter((one) => one.place === 'relay' && one.bounceOf === '' && one.outcome !== 'queued');
  const lastSuccess = outgoing.findLast((one) => one.outcome === 'sent');
  const bounced = refusalInBounces(results);
  const after = outgoing
    .filter((one) => one.outcome !== 'sent' && (lastSuccess === undefined || one.line > lastSuccess.line))
    .map((delivery): LoggedFailure => ({ delivery, row: rowOfDelivery(delivery, bounced), age: age(delivery.at) }));
  const troubles = events.flatMap((event): LoggedTrouble[] => {
    if (event.kind === 'inbound' || event.kind === 'noise' || event.kind === 'accepted' || event.kind === 'bounce')
      return [];
    if (lastSuccess !== undefined && event.line < lastSuccess.line) return [];
    const row = recognise(event.text, 'maillog')?.row;
    return row ? [{ event, row, age: age(event.at) }] : [];
  });
  const times = [...deliveries, ...events].map((one) => one.at).filter((at): at is number => at !== null);
  return {
    fileFound: listing?.exitCode === 0,
    readable: tail !== undefined && problem === undefined,
    problem,
    lines,
    lastSuccess,
    lastSuccessAge: age(lastSuccess?.at ?? null),
    failures: after.filter((one) => !recipientOnly.has(one.row?.code ?? '')),
    recipientFailures: after.filter((one) => recipientOnly.has(one.row?.code ?? '')),
    troubles,
    newestAge: times.length === 0 ? null : age(times.reduce((newest, at) => Math.max(newest, at), 0)),
  };
}
