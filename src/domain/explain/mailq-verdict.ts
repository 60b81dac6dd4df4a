import type { ErrorRow } from '../error-table/error-row.ts';
import { recognise, rowOf } from '../error-table/index.ts';
import { concernsOneMessage } from '../stages/logs/delivery-cause.ts';
import { completeStatus } from '../stages/queue/complete-status.ts';
import { type MailQueue, parseMailq, type QueueEntry } from '../stages/queue/mailq.ts';
import { classifyReply } from '../stages/relay/classify-reply.ts';
import { type Candidate, choose, delivered, type Facts, failed, nothing, type Verdict } from './verdict.ts';

/** The cause that the status of a queue entry names; texts may be cut at 60 characters. */
export const rowOfStatus = (status: string): ErrorRow | undefined => {
  const whole = completeStatus(status);
  const text = whole.startsWith('Deferred: ') ? whole.slice(10) : whole;
  const reply =
    /^([45]\d\d)[ -](?:([45]\.\d{1,3}\.\d{1,3})\s*)?(.*)$/.exec(text) ??
    /(?:said|refused to talk to me): ([45]\d\d)[ -](?:([45]\.\d{1,3}\.\d{1,3})\s*)?(.*)$/.exec(text);
  if (reply)
    return classifyReply({
      code: Number(reply[1]),
      enhanced: reply[2] ?? null,
      text: reply[3] ?? '',
      phase: 'unknown',
    });
  const known = recognise(text, 'mailq')?.row;
  if (known) return known;
  return status === 'Deferred' ? rowOf('CONNECT_DROPPED') : undefined;
};

const rowOfEntry = (entry: QueueEntry): ErrorRow | undefined => {
  if (entry.quarantine !== null || entry.marker === '!') return rowOf('QUEUE_QUARANTINED');
  if (entry.marker === '?' || entry.status === 'no control file') return rowOf('QUEUE_LOST_ENTRIES');
  if (entry.status === null) return rowOf(entry.marker === '*' ? 'QUEUE_BEING_PROCESSED' : 'QUEUE_BACKLOG_WAITING');
  return rowOfStatus(entry.status);
};

const factsOf = (queue: MailQueue): Facts => {
  const known = queue.kind === 'listed' || queue.kind === 'empty';
  return {
    requests: queue.requests,
    listed: known ? queue.listed : null,
    deferred: known ? queue.deferred : null,
    quarantined: known ? queue.quarantined : null,
    running: queue.running,
    directories: queue.directories,
    status: queue.entries.find((entry) => entry.status !== null)?.status ?? null,
  };
};

const verdictOnEntries = (queue: MailQueue): Verdict => {
  const facts = factsOf(queue);
  const { entries } = queue;
  const held = entries.filter((entry) => entry.marker === 'X').length;
  if (held > 0 && held * 2 >= entries.length - queue.running) return failed(rowOf('QUEUE_LOAD_TOO_HIGH'), facts);
  const counts = new Map<string, Candidate & { weight: number }>();
  entries.forEach((entry, at) => {
    const row = rowOfEntry(entry);
    if (!row) return;
    const seen = counts.get(row.code);
    if (seen) seen.weight++;
    else counts.set(row.code, { row, at, weight: 1 });
  });
  const candidates = [...counts.values()];
  // What waits without a result, and what concerns one recipient, says less than a failure of the path itself.
  const telling = candidates.filter(({ row }) => row.code !== 'QUEUE_BACKLOG_WAITING' && row.effect !== 'none');
  const shared = telling.filter(({ row }) => !concernsOneMessage(row));
  const best = choose(shared.length > 0 ? shared : telling.length > 0 ? telling : candidates);
  if (best) return failed(best.row, facts);
  if (queue.deferred > 0)
    return nothing(
      facts,
      'Mail is deferred for a reason that Stuckmail does not know.',
      'Read the text in parentheses; mailq -v shows more of it.',
    );
  return queue.requests !== null && queue.requests > 0 ? failed(rowOf('QUEUE_BACKLOG_WAITING'), facts) : nothing(facts);
};

/** The reason of a deferral as Sendmail and Postfix begin it, inside a longer line. */
const reason =
  /\(((?:Deferred: |connect to |host \S+ (?:said|refused)|delivery temporarily|conversation with |lost connection |Host or domain).{3,400}?)\)(?:\s|$)/;

/** What is no queue list is short; of a longer text the end is read. */
const mostOther = 20_000;

/** The verdict on a queue list. An empty queue is no failure, and no proof of delivery either. */
export const mailqVerdict = (lines: readonly string[]): Verdict => {
  const queue = parseMailq(lines);
  if (queue.kind === 'listed') return verdictOnEntries(queue);
  if (queue.kind === 'denied') return failed(rowOf('QUEUE_PERMISSION'), factsOf(queue));
  if (queue.kind === 'empty')
    return delivered(
      'Nothing waits in this queue. That is no proof of delivery: refused mail bounces at once and leaves the queue empty.',
      factsOf(queue),
      'Look at the mail log for stat= lines, and at mailq -qQ and mailq -Ac for what plain mailq does not show.',
    );
  const other = lines.slice(-mostOther);
  const row =
    other
      .map((line) => recognise(line, 'mailq')?.row)
      .find((found) => found?.stage === 'queue' || found?.stage === 'configuration' || found?.stage === 'service') ??
    // Only the lines in parentheses were pasted.
    other
      .flatMap((line) => (/^\s*\((.{3,400}?)\)?\s*$/.exec(line) ?? reason.exec(line))?.[1] ?? [])
      .map(rowOfStatus)
      .find((found) => found !== undefined);
  return row ? failed(row, factsOf(queue)) : nothing(factsOf(queue));
};
