import type { ErrorRow } from '../error-table/error-row.ts';
import { recognise, rowOf } from '../error-table/index.ts';
import { causesIn, concernsOneMessage } from '../stages/logs/delivery-cause.ts';
import { failuresSinceSuccess, finalDeliveries, lastSuccess } from '../stages/logs/log-questions.ts';
import { type Delivery, type LogEvent, type MailLog, parseMaillog } from '../stages/logs/maillog.ts';
import { type Candidate, choose, delivered, type Facts, failed, nothing, type Verdict } from './verdict.ts';

const hostStages = new Set(['service', 'configuration', 'queue', 'dns']);

/** Postfix as a server: somebody else came and left, or was not let in. */
const ofVisitor =
  /^(?:(?:lost connection|timeout) after [A-Z-]+(?: \(.{1,40}\))? from |SSL_accept error from |warning: (?:dnsblog_query|problem talking to service|hostname .{1,120} does not resolve|.{1,120}\]: SASL .{1,20} authentication failed))/;

/** Trouble of the daemon, the configuration and the queue that has lines of its own. */
const rowOfHostEvent = ({ kind, text }: LogEvent): ErrorRow | undefined => {
  if (
    kind === 'inbound' ||
    kind === 'noise' ||
    kind === 'accepted' ||
    kind === 'bounce' ||
    kind === 'tls' ||
    kind === 'auth'
  )
    return undefined;
  if (kind === 'tls-error' || kind === 'auth-error' || kind === 'timeout' || ofVisitor.test(text)) return undefined;
  const row = recognise(text, 'maillog')?.row;
  if (!row || hostStages.has(row.stage)) return row;
  if (kind !== 'syserr') return undefined;
  // What Sendmail says of itself is not about the relay, though relays use the same words for their own disk.
  if (row.stage !== 'relay') return row;
  return row.code === 'RELAY_STORAGE_FULL' ? rowOf('QUEUE_DISK_FULL') : undefined;
};

/** Trouble as a client, told by lines without an outcome of their own; counts only when no delivery line does. */
const rowOfClientEvent = ({ kind, text }: LogEvent): ErrorRow | undefined => {
  if (kind === 'auth-error')
    return text.includes('do not fulfill') ? rowOf('AUTH_NO_MECHANISM') : rowOf('AUTH_TEMPORARY_454');
  if (kind === 'timeout') return recognise(text, 'maillog')?.row;
  if (kind !== 'tls-error') return undefined;
  const reason = /reason=([^,]{3,80})/.exec(text)?.[1];
  const byReason = reason === undefined || reason === 'unknown' ? undefined : recognise(reason, 'openssl')?.row;
  return byReason ?? recognise(text, 'maillog')?.row ?? rowOf('TLS_HANDSHAKE_FAILED');
};

const factsOf = (log: MailLog, finals: readonly Delivery[], shown: Delivery | undefined, direction: string): Facts => ({
  direction,
  deliveries: finals.length,
  sent: finals.filter((one) => one.outcome === 'sent').length,
  deferred: finals.filter((one) => one.outcome === 'deferred').length,
  failed: finals.filter((one) => one.outcome === 'failed').length,
  ...(shown && {
    time: shown.time || null,
    relay: shown.relay || null,
    recipient: shown.recipient || null,
    dsn: shown.dsn || null,
    reply: shown.reply || null,
    status: shown.stat,
    effect: shown.outcome === 'failed' ? 'permanent' : shown.outcome === 'deferred' ? 'temporary' : 'none',
  }),
  lines: log.lines,
});

const directionOf = (log: MailLog): string => {
  if (log.deliveries.length > 0) return 'outbound';
  const kinds = new Set(log.events.map((event) => event.kind));
  if (kinds.has('tls') || kinds.has('tls-error') || kinds.has('auth-error') || kinds.has('timeout')) return 'outbound';
  return kinds.has('inbound') || kinds.has('noise') || kinds.has('accepted') ? 'inbound' : 'host';
};

const explainQueued = (log: MailLog, cause: (delivery: Delivery) => ErrorRow | undefined): Verdict | undefined => {
  const waiting = log.deliveries.findLast((one) => one.outcome === 'queued');
  if (!waiting) return undefined;
  return failed(cause(waiting) ?? rowOf('QUEUE_BACKLOG_WAITING'), factsOf(log, [], waiting, 'outbound'));
};

/** `QID: NEWQID: DSN: reason` tells why a recipient failed also when that recipient's `to=` line is not in the text. */
const candidatesOfBounces = (log: MailLog, after: number): readonly Candidate[] => {
  const known = new Set(log.deliveries.filter((one) => one.outcome !== 'sent').map((one) => one.id));
  return log.events.flatMap((event) => {
    if (event.kind !== 'bounce' || event.line <= after || known.has(event.id)) return [];
    const row = recognise(event.text.replace(/^[^:]*: [^:]*: /, ''), 'maillog')?.row;
    return row ? [{ row, at: event.line, weight: 1 }] : [];
  });
};

const onTheWay = new Set(['dns', 'connectivity', 'starttls', 'authentication']);

/** Lines of other mail programs that tell what stood in the way (`connect to relay[192.0.2.25]:25: Connection timed out`). */
const candidatesOfNotes = (events: readonly LogEvent[]): readonly Candidate[] =>
  events.flatMap(({ kind, text, line }) => {
    const row = kind === 'note' && !ofVisitor.test(text) ? recognise(text, 'maillog')?.row : undefined;
    return row && !row.general && onTheWay.has(row.stage) ? [{ row, at: line }] : [];
  });

/** The verdict on a piece of mail log: failures after the last success, else the success, else what single lines say. */
export const maillogVerdict = (lines: readonly string[]): Verdict => {
  const log = parseMaillog(lines);
  const finals = finalDeliveries(log);
  const cause = causesIn(log);
  const success = lastSuccess(finals) ?? lastSuccess(finals, 'own-host') ?? lastSuccess(finals, 'local');
  const direction = directionOf(log);
  const candidates: (Candidate & { readonly delivery?: Delivery })[] = failuresSinceSuccess(finals).flatMap(
    (delivery) => {
      const row = cause(delivery);
      return row
        ? [{ row, at: delivery.line, delivery, weight: concernsOneMessage(row) || delivery.place === 'local' ? 0 : 1 }]
        : [];
    },
  );
  for (const event of log.events) {
    if (event.line < (success?.line ?? -1)) continue;
    const row = rowOfHostEvent(event);
    const last = row?.code !== 'SERVICE_NO_QUEUE_RUNNER';
    if (row && row.effect !== 'none') candidates.push({ row, at: event.line, weight: last ? 1 : -1 });
  }
  candidates.push(...candidatesOfBounces(log, success?.line ?? -1));
  // A refusal by the own daemon is the consequence of what keeps that daemon from running.
  const causes = candidates.filter(
    ({ row }) => row.code !== 'SERVICE_LOCAL_REFUSED' && (row.stage === 'service' || row.stage === 'configuration'),
  );
  const best = choose(
    causes.some(({ weight }) => weight === 1)
      ? candidates.filter(({ row }) => row.code !== 'SERVICE_LOCAL_REFUSED')
      : candidates,
  );
  const shown = best?.delivery ?? finals.findLast((one) => one.outcome !== 'sent');
  if (best) return failed(best.row, factsOf(log, finals, best.delivery ?? shown, direction));
  if (success && !finals.some((one) => one.outcome !== 'sent' && one.line > success.line)) {
    const where =
      success.place === 'local'
        ? 'put into a local mailbox'
        : success.place === 'own-host'
          ? 'taken by the mail daemon of this host'
          : 'accepted by the relay';
    return delivered(
      `The last message was ${where}.`,
      factsOf(log, finals, success, direction),
      'If it did not arrive, search at the relay with the id in Sent (...).',
    );
  }
  if (finals.length > 0)
    return nothing(
      factsOf(log, finals, shown, direction),
      'The log says that mail did not get out, but not why.',
      'Look at mailq -v for the same message, and at the lines before this one.',
    );
  const client = choose(
    log.events.flatMap((event) =>
      rowOfClientEvent(event) ? [{ row: rowOfClientEvent(event) as ErrorRow, at: event.line }] : [],
    ),
  );
  if (client) return failed(client.row, factsOf(log, finals, undefined, direction));
  const waiting = explainQueued(log, cause);
  if (waiting) return waiting;
  const quiet = log.events.flatMap((event) => {
    const row = event.kind === 'inbound' ? rowOfInbound(event.text) : rowOfHostEvent(event);
    return row ? [{ row, at: event.line }] : [];
  });
  const first = choose(quiet) ?? choose(candidatesOfNotes(log.events));
  return first
    ? failed(first.row, factsOf(log, finals, undefined, direction))
    : nothing({ direction, lines: log.lines });
};

const rowOfInbound = (text: string): ErrorRow | undefined =>
  text.startsWith('AUTH failure')
    ? rowOf('INBOUND_LOGIN_FAILED')
    : text.startsWith('AUTH=') || text.startsWith('STARTTLS=')
      ? undefined
      : rowOf('INBOUND_REJECTED');
