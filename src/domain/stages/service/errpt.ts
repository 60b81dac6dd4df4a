import { cleanAll } from '../../text/clean-lines.ts';

/** One entry of the AIX error log. */
export interface ErrptEntry {
  readonly identifier: string;
  readonly label: string | null;
  /** `YYYY-MM-DD hh:mm` by the host's clock; null when the entry has no year or an odd date. */
  readonly time: string | null;
  /** P permanent, T temporary, I information, U unknown (short form); the word of the long form reduced to it. */
  readonly type: string;
  /** H hardware, S software, O operator, U undetermined. */
  readonly class: string;
  readonly resource: string;
  readonly description: string;
  /** Detail data of the long form, one piece a line. */
  readonly detail: readonly string[];
}

export interface Errpt {
  readonly entries: readonly ErrptEntry[];
}

const short = /^\W*([0-9A-F]{8})\s+(\d{10})\s+([PTIU])\s+([HSOU])\s+(\S+)\s+(\S.*)$/;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const two = (value: number): string => String(value).padStart(2, '0');

/** MMDDhhmmYY to `YYYY-MM-DD hh:mm`; years 70 to 99 are of the last century. */
const timeOfStamp = (stamp: string): string | null => {
  const [month, day, hour, minute, year] = [0, 2, 4, 6, 8].map((at) => stamp.slice(at, at + 2)) as [
    string,
    string,
    string,
    string,
    string,
  ];
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31 || Number(hour) > 23) return null;
  return `${Number(year) >= 70 ? '19' : '20'}${year}-${month}-${day} ${hour}:${minute}`;
};

/** `Fri Jul 19 11:31:07 CDT 2024` to `2024-07-19 11:31`. */
const timeOfDate = (text: string): string | null => {
  const match = /([A-Z][a-z]{2})\s+(\d{1,2})\s+(\d\d):(\d\d)(?::\d\d)?\s+(?:\S+\s+)?(\d{4})\s*$/.exec(text);
  const month = months.indexOf((match?.[1] ?? '').toLowerCase());
  if (!match || month < 0) return null;
  return `${match[5]}-${two(month + 1)}-${two(Number(match[2]))} ${match[3]}:${match[4]}`;
};

const firstLineAfter = (lines: readonly string[], heading: string): string => {
  const at = lines.findIndex((line) => line.trim() === heading);
  return at < 0 ? '' : (lines[at + 1] ?? '').trim();
};

const parseLong = (lines: readonly string[]): ErrptEntry | undefined => {
  const field = (name: string): string => {
    // AIX 3.2 wrote `ERROR LABEL:`, `ERROR ID:`.
    const line = lines.find((candidate) =>
      candidate
        .trimStart()
        .replace(/^ERROR /, '')
        .startsWith(`${name}:`),
    );
    return line ? line.slice(line.indexOf(':') + 1).trim() : '';
  };
  const identifier = field('IDENTIFIER') || field('ID');
  if (!/^[0-9A-F]{8}$/.test(identifier)) return undefined;
  const heading = lines.findIndex((line) => /^Detail Data$/i.test(line.trim()));
  const detailAt = heading >= 0 ? heading : lines.findIndex((line) => /^DETECTING MODULE$/i.test(line.trim())) - 1;
  return {
    identifier,
    label: field('LABEL') || null,
    time: timeOfDate(field('Date/Time')),
    type: field('Type').slice(0, 1).toUpperCase() || 'U',
    class: field('Class').slice(0, 1).toUpperCase() || 'U',
    resource: field('Resource Name'),
    description: firstLineAfter(lines, 'Description') || firstLineAfter(lines, 'Error Description'),
    detail:
      detailAt < 0
        ? []
        : lines
            .slice(detailAt + 1)
            .map((line) => line.trim())
            .filter((line) => line !== ''),
  };
};

/** Reads `errpt` and `errpt -a`. Order is kept as printed (the program prints the newest first). */
export const parseErrpt = (lines: readonly string[]): Errpt => {
  const entries: ErrptEntry[] = [];
  let long: string[] | undefined;
  const finish = (): void => {
    const entry = long && parseLong(long);
    if (entry) entries.push(entry);
    long = undefined;
  };
  for (const raw of cleanAll(lines)) {
    const line = raw.trimEnd();
    const match = short.exec(line);
    if (match) {
      finish();
      const [, identifier = '', stamp = '', type = '', kind = '', resource = '', description = ''] = match;
      entries.push({
        identifier,
        label: null,
        time: timeOfStamp(stamp),
        type,
        class: kind,
        resource,
        description: description.trim(),
        detail: [],
      });
    } else if (/^\s*(?:ERROR )?LABEL:/.test(line)) {
      finish();
      long = [line];
    } else if (/^-{20,}$/.test(line.trim())) finish();
    else long?.push(line);
  }
  finish();
  return { entries };
};
