/** A line of a syslog file, taken apart. `time` is as printed; program and pid are empty where the line has no such prefix. */
export interface LogLine {
  /** Number of the first line of text it came from, from 0. */
  readonly line: number;
  readonly time: string;
  readonly program: string;
  readonly pid: string;
  readonly message: string;
}

const timePattern =
  /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} {1,2}\d{1,2} (?:\d{4} )?\d\d:\d\d:\d\d|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)/;
/** Time in the middle of a line: prefixes of collectors (`- 1131566491 2005.11.09 host Nov 9 12:01:31 ...`). */
const innerTime = /(?:^|\s)([A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d) /;
const program = /(?:^|[\s/])([A-Za-z][\w./-]{0,40})\[(\d{1,10})\]:? /;
const programOnly = /(?:^|\s)((?:sendmail|sm-mta|sm-msp-queue|sm-client|postfix\/[a-z]+)): /;
const solaris = /^\[ID \d+ [a-z0-9]+\.[a-z]+\] /;
/** What a sendmail message looks like when the prefix was cut off. */
const bare =
  /^(?:[0-9A-Za-z]{6,20}: (?:to|from|SYSERR|ruleset|timeout|STARTTLS|AUTH|Losing|[0-9A-Za-z]{6,20}: )|STARTTLS[=:]|AUTH[= ]|ruleset=|NOQUEUE: |SYSERR\(|starting daemon \(|rejecting connections)/;

/** RFC 5424: `<22>1 TIME HOST PROGRAM PID MSGID [DATA] MESSAGE`; the mark before 1 may be cut off. */
const rfc5424 =
  /^(?:<\d{1,3}>)?1 (\d{4}-\d\d-\d\dT\S{8,26}) \S{1,255} ([\w./-]{1,48}) (\d{1,10}|-) \S{1,32} (?:-|(?:\[(?:[^\]\\]|\\.){0,400}\]){1,4}) \uFEFF?(.*)$/;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/**
 * The common form, `Nov 22 13:31:27 host [mail:info] program[pid]: message`, without regular expressions: logs are long and
 * nearly all their lines look so. Undefined for everything else.
 */
const readCommon = (text: string, line: number): LogLine | undefined => {
  if (
    text.charCodeAt(3) !== 32 ||
    text.charCodeAt(9) !== 58 ||
    text.charCodeAt(12) !== 58 ||
    text.charCodeAt(15) !== 32
  )
    return undefined;
  if (
    !isDigit(text.charCodeAt(5)) ||
    !isDigit(text.charCodeAt(14)) ||
    !(text.charCodeAt(0) >= 65 && text.charCodeAt(0) <= 90)
  )
    return undefined;
  const end = text.indexOf(']: ', 16);
  if (end < 0 || end > 180) return undefined;
  let open = end - 1;
  while (isDigit(text.charCodeAt(open))) open--;
  if (text.charCodeAt(open) !== 91 || open === end - 1) return undefined;
  const start = text.lastIndexOf(' ', open) + 1;
  if (start < 16 || start === open || text.startsWith('[ID ', end + 3)) return undefined;
  if (!text.startsWith(lastTime)) lastTime = text.slice(0, 15);
  if (open - start !== lastProgram.length || !text.startsWith(lastProgram, start))
    lastProgram = text.slice(start, open);
  if (end - open - 1 !== lastPid.length || !text.startsWith(lastPid, open + 1)) lastPid = text.slice(open + 1, end);
  return { line, time: lastTime, program: lastProgram, pid: lastPid, message: text.slice(end + 3) };
};
// Neighbours mostly have the same time, program and process: they share one string, since what is kept of a long log costs most.
let lastTime = ' ';
let lastProgram = '';
let lastPid = '';

/** Takes one line apart; undefined when it is not the beginning of an entry (a wrapped rest, or prose). */
export const readLogLine = (text: string, line: number): LogLine | undefined => {
  const common = readCommon(text, line);
  if (common) return common;
  let start = 0;
  while (text.charCodeAt(start) === 32 || text.charCodeAt(start) === 9) start++;
  const head = text.slice(start, start + 200);
  const structured = head.charCodeAt(0) === 60 || head.startsWith('1 ') ? rfc5424.exec(text.slice(start)) : null;
  if (structured) {
    const [, time = '', name = '', pid = '', message = ''] = structured;
    return { line, time, program: name, pid: pid === '-' ? '' : pid, message };
  }
  const outer = timePattern.exec(head)?.[0];
  const time = (outer ?? innerTime.exec(head)?.[1] ?? '').replace(/^<\d+>/, '');
  const tag = program.exec(head) ?? programOnly.exec(head);
  if (tag && (time !== '' || tag.index < 40)) {
    let message = text.slice(start + tag.index + tag[0].length);
    if (message.startsWith('[ID ')) message = message.replace(solaris, '');
    return { line, time, program: tag[1] ?? '', pid: tag[2] ?? '', message };
  }
  if (outer) return { line, time, program: '', pid: '', message: text.slice(start + outer.length).trimStart() };
  return bare.test(head) ? { line, time: '', program: '', pid: '', message: text.slice(start) } : undefined;
};
