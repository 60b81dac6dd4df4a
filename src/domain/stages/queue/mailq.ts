import { cleanAll } from '../../text/clean-lines.ts';
import { readOtherEntry } from './other-lists.ts';
import type { QueueEntry, QueueMarker } from './queue-entry.ts';

export type { QueueEntry } from './queue-entry.ts';

export interface MailQueue {
  readonly kind: 'listed' | 'empty' | 'denied' | 'unreadable';
  /** From the headers, which count more than may be listed; null when there was none and nothing was listed. */
  readonly requests: number | null;
  readonly listed: number;
  readonly deferred: number;
  readonly quarantined: number;
  readonly running: number;
  readonly directories: readonly { readonly path: string; readonly requests: number | null }[];
  readonly entries: readonly QueueEntry[];
}

type Draft = { -readonly [Key in keyof QueueEntry]: QueueEntry[Key] };

const entryLine =
  /^\s*([0-9A-Za-z]{2,10}\d{3,10})([*X?-])?\s+(-?\d+)\s+(?:-?\d+\s+)?((?:[A-Z][a-z]{2}\s+)?[A-Z][a-z]{2}\s+\d{1,2}\s+\d\d:\d\d(?::\d\d)?)\s+(\S.*)$/;
const brokenLine = /^\s*([0-9A-Za-z]{2,10}\d{3,10})([*X?-])?\s+\((job completed|no control file|permission denied)\)/;
const headerLine = /(\S*\/\S*|Mail Queue)\s+\((\d+) requests?(?:, only \d+ printed)?\)/;
const emptyLine = /(?:^#*|\s)(\/\S+) is empty\s*$|^\s*(?:mailq: )?(Mail queue) is empty[.]?\s*$/i;
const totalLine = /^\s*Total requests:\s*(\d+)/i;
const denied =
  /can ?not chdir\([^)]*\): (?:Permission denied|A file access permission)|Program mode requires special privileges|not permitted to see the queue|mailq: .{0,60}[Pp]ermission denied/;

/** Adds what a continuation line says to the entry above it: quarantine, status in parentheses, body type, or a recipient. */
const readContinuation = (entry: Draft, line: string): void => {
  const text = line.trim();
  if (text === '') return;
  if (text.startsWith('QUARANTINE:')) {
    entry.quarantine = text.slice(11).trim();
    return;
  }
  const status = /^(?:(?:8BITMIME|7BIT|BINARYMIME)\s+)?\((.*?)\)?$/.exec(text);
  if (status?.[1] !== undefined) {
    // Sendmail prints one status; Postfix prints one for each group of recipients: the first is kept.
    entry.status ??= status[1].trim() || null;
  } else if (!/^(?:8BITMIME|7BIT|BINARYMIME)$/.test(text) && !/^\S*[#$>]\s|^\S*[#$%]$/.test(text)) entry.recipients++;
};

/** Reads mailq and `sendmail -bp` of all ages, with several queues, -v, -qQ, -qL; and the list of Postfix. */
export const parseMailq = (lines: readonly string[]): MailQueue => {
  const entries: Draft[] = [];
  const directories: { path: string; requests: number | null }[] = [];
  let total: number | null = null;
  let wasDenied = false;
  let current: Draft | undefined;
  const start = (entry: Draft): void => {
    entries.push(entry);
    current = entry;
  };
  for (const raw of cleanAll(lines)) {
    const line = raw.length > 1000 ? raw.slice(0, 1000) : raw;
    const entry = entryLine.exec(line);
    if (entry) {
      const [, id = '', marker = '', size = '', time = '', sender = ''] = entry;
      start({
        id,
        marker: marker as QueueMarker,
        size: Number(size),
        time,
        sender: sender.trim(),
        status: null,
        quarantine: null,
        recipients: 0,
      });
      continue;
    }
    const postfix = readOtherEntry(line);
    if (postfix) {
      start({ ...postfix, status: null, quarantine: null, recipients: 0 });
      continue;
    }
    const broken = brokenLine.exec(line);
    if (broken) {
      const [, id = '', marker = '', status = ''] = broken;
      start({
        id,
        marker: marker as QueueMarker,
        size: null,
        time: null,
        sender: '',
        status,
        quarantine: null,
        recipients: 0,
      });
      current = undefined;
      continue;
    }
    const header = line.includes(' request') ? headerLine.exec(line) : null;
    const empty = !header && line.includes(' empty') ? emptyLine.exec(line) : null;
    const sum = totalLine.exec(line) ?? /^-- \d+ [KMG]bytes in (\d+) Requests?\./i.exec(line);
    if (header) directories.push({ path: header[1] ?? '', requests: Number(header[2]) });
    else if (empty) directories.push({ path: empty[1] ?? empty[2] ?? '', requests: 0 });
    else if (sum) total = (total ?? 0) + Number(sum[1]);
    else if (denied.test(line)) wasDenied = true;
    else if (/^-+\s?Q(?:ueue)?[- ]?ID/i.test(line.trim())) current = undefined;
    else if (current) readContinuation(current, line);
    if (header || empty || sum) current = undefined;
  }
  const counted = directories.length > 0 ? directories.reduce((sum, { requests }) => sum + (requests ?? 0), 0) : null;
  const requests = Math.max(counted ?? -1, total ?? -1, entries.length > 0 ? entries.length : -1);
  const known = requests >= 0;
  return {
    kind: known && requests > 0 ? 'listed' : wasDenied ? 'denied' : known ? 'empty' : 'unreadable',
    requests: known ? requests : null,
    listed: entries.length,
    deferred: entries.filter((one) => one.status !== null && one.quarantine === null).length,
    quarantined: entries.filter((one) => one.quarantine !== null || one.marker === '!').length,
    running: entries.filter((one) => one.marker === '*').length,
    directories,
    entries,
  };
};
