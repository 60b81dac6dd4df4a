import { cleanAll, stripCommentMark } from '../../text/clean-lines.ts';

/** One row of lssrc. `status` is `active`, `inoperative`, `stopping` ... in small letters; several words for rare states. */
export interface Subsystem {
  readonly name: string;
  readonly group: string | null;
  readonly pid: number | null;
  readonly status: string;
}

/** One numbered message of startsrc, stopsrc, refresh or lssrc. */
export interface SrcMessage {
  readonly number: string;
  readonly text: string;
  readonly subsystem: string | null;
  readonly pid: number | null;
  /** How many rows of tables were printed before it. */
  readonly after: number;
}

export interface Subsystems {
  readonly subsystems: readonly Subsystem[];
  readonly messages: readonly SrcMessage[];
}

/** The statuses that SRC knows; the long ones are documented in spc.h and were never seen in a captured row. */
const status =
  /(?:^|\s)(active|inoperative|stopping|starting|stopped|warned to stop|requested to stop|(?:active|stopping|starting),? (?:by )?[a-z]+)\W*$/i;
const namePattern = /^[A-Za-z_][\w.+-]*$/;

const parseRow = (line: string, table: 'subsystem' | 'subserver'): Subsystem | undefined => {
  const match = status.exec(line);
  if (!match?.[1]) return undefined;
  const words = line.slice(0, match.index).trim().split(/\s+/);
  const name = words[0] ?? '';
  if (!namePattern.test(name)) return undefined;
  const found = match[1].toLowerCase();
  if (table === 'subserver') return { name, group: null, pid: null, status: found };
  const last = words.at(-1) ?? '';
  const pid = words.length > 1 && /^\d{1,10}$/.test(last) ? Number(last) : null;
  const middle = words.slice(1, pid === null ? undefined : -1);
  // Pasted without its heading: a subserver has its program's path in the second place.
  if (middle[0]?.startsWith('/')) return { name, group: null, pid: null, status: found };
  if (middle.length > 1 || /^not$/i.test(middle[0] ?? '')) return undefined;
  return { name, group: middle[0] ?? null, pid, status: found };
};

/** A row that a log put its own words before; the blanks between the columns show where it begins. */
const behindPrefix = (line: string): Subsystem | undefined => {
  const match =
    /\s([A-Za-z_][\w.+-]*)\s{2,}(?:([A-Za-z_][\w.-]*)\s{2,})?(?:(\d{1,10})\s{2,})?(active|inoperative)$/.exec(line);
  if (!match) return undefined;
  const [, name = '', group, pid, found = ''] = match;
  return { name, group: group ?? null, pid: pid ? Number(pid) : null, status: found };
};

const parseMessage = (line: string): Omit<SrcMessage, 'after'> | undefined => {
  const match = /(?<![\d-])(0513-\d{3})\b\s*(.*)$/.exec(line);
  if (!match?.[1]) return undefined;
  const text = (match[2] ?? '').trim();
  const subsystem =
    /^The (?:Subsystem or Group, |request for subsystem )?([\w.+-]+),? (?:Subsystem|subsystem|Group|subserver|is currently)/.exec(
      text,
    )?.[1] ??
    /\bto the ([\w.+-]+) subsystem/i.exec(text)?.[1] ??
    null;
  const pid = /PID is (\d{1,10})/.exec(text)?.[1];
  return {
    number: match[1],
    text,
    subsystem: subsystem === 'subsystem' ? null : subsystem,
    pid: pid ? Number(pid) : null,
  };
};

/** A message always ends with a full stop; without one the terminal wrapped it. */
const unwrapMessages = (lines: readonly string[]): readonly string[] => {
  const joined: string[] = [];
  for (const line of lines) {
    const before = joined.at(-1);
    if (before !== undefined && /0513-\d{3} The .{0,200}\bPID(?: is)?\s*$/.test(before))
      joined[joined.length - 1] = `${before.trimEnd()} ${line.trim()}`;
    else joined.push(line);
  }
  return joined;
};

/** Reads lssrc (-s, -a, -g, -ls, -t), startsrc, stopsrc and refresh, also from notes with prompts, comment marks or HTML. */
export const parseSubsystems = (lines: readonly string[]): Subsystems => {
  const subsystems: Subsystem[] = [];
  const messages: SrcMessage[] = [];
  let table: 'subsystem' | 'subserver' = 'subsystem';
  for (const raw of unwrapMessages(cleanAll(lines))) {
    // A page may have put the heading and its row into one line.
    const line = stripCommentMark(raw).replace(/^Subsystem\s+Group\s+PID\s+Status\s+(?=\S)/i, '');
    if (line.includes('0513-')) {
      const message = parseMessage(line);
      if (message) messages.push({ ...message, after: subsystems.length });
      continue;
    }
    if (/^Subsystem\s+Group/i.test(line)) table = 'subsystem';
    else if (/^Service\s+Command/i.test(line)) table = 'subserver';
    else {
      const row = parseRow(line, table) ?? behindPrefix(line);
      if (row) subsystems.push(row);
    }
  }
  return { subsystems, messages };
};
