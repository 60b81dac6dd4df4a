import { rowOf } from '../error-table/index.ts';
import { parseSubsystems, type SrcMessage, type Subsystem, type Subsystems } from '../stages/service/subsystems.ts';
import { delivered, type Facts, failed, nothing, type Verdict } from './verdict.ts';

/** What a message says about its subsystem, when no table does. */
const states: Readonly<Record<string, string>> = {
  '0513-059': 'started',
  '0513-124': 'started',
  '0513-044': 'stop requested',
  '0513-127': 'stopped',
  '0513-004': 'inoperative',
  '0513-036': 'inoperative',
  '0513-029': 'active',
  '0513-085': 'not-defined',
  '0513-086': 'not-defined',
  '0513-095': 'refreshed',
};

/** Whether a row for the subsystem was printed after this message; `0513-029` says no more than a row above it. */
const outdated = ({ subsystem, after, number }: SrcMessage, rows: readonly Subsystem[]): boolean =>
  rows.findLastIndex(({ name }) => name === subsystem) >= (number === '0513-029' ? 0 : after);

/** Rows of tables, and what the messages after them say: the last word about a subsystem counts. */
const lastWords = ({ subsystems, messages }: Subsystems): readonly Subsystem[] => {
  const last = new Map<string, Subsystem>();
  for (const message of messages) {
    const { number, subsystem, pid } = message;
    const status = states[number];
    if (subsystem === null || status === undefined || outdated(message, subsystems)) continue;
    const group = subsystems.find(({ name }) => name === subsystem)?.group ?? null;
    last.set(subsystem, { name: subsystem, group, pid, status });
  }
  return [...subsystems.filter(({ name }) => !last.has(name)), ...last.values()];
};

const verdictOnRows = (rows: readonly Subsystem[], facts: Facts): Verdict => {
  if (rows.some((row) => row.status === 'active'))
    return delivered(
      'Sendmail runs. That alone does not prove that mail gets out.',
      facts,
      'Go on with the queue and the log.',
    );
  const busy = rows.some((row) => row.status !== 'inoperative');
  return failed(rowOf(busy ? 'SERVICE_STOPPING' : 'SERVICE_INOPERATIVE'), facts);
};

const verdictOnMessages = ({ messages }: Subsystems, facts: Facts): Verdict => {
  const last = messages.findLast(
    (message) => message.subsystem === 'sendmail' || message.subsystem === 'mail' || message.subsystem === null,
  );
  if (!last) return nothing(facts, 'No line here is about sendmail.', 'Run lssrc -s sendmail.');
  switch (last.number) {
    case '0513-059':
    case '0513-095':
      return last.subsystem === 'sendmail'
        ? delivered(
            'Sendmail was started (only that a process was made is certain).',
            facts,
            'Look again after a few seconds: lssrc -s sendmail.',
          )
        : nothing(facts, 'The request was carried out.', 'Run lssrc -s sendmail.');
    case '0513-044':
    case '0513-029':
      return failed(rowOf('SERVICE_STOPPING'), facts);
    case '0513-004':
    case '0513-015':
    case '0513-036':
      return failed(rowOf('SERVICE_INOPERATIVE'), facts);
    case '0513-085':
    case '0513-086':
      return failed(rowOf('SERVICE_NOT_ON_FILE'), facts);
    case '0513-001':
    case '0513-017':
    case '0513-056':
      return failed(rowOf('SRC_MASTER_DOWN'), facts);
    default:
      return nothing(facts);
  }
};

/** The verdict on output of lssrc, startsrc, stopsrc and refresh: the last thing said about sendmail counts. */
export const srcVerdict = (lines: readonly string[]): Verdict => {
  const parsed = parseSubsystems(lines);
  const facts: Facts = {
    subsystems: lastWords(parsed),
    messages: parsed.messages.map(({ number, text, subsystem, pid }) => ({ number, text, subsystem, pid })),
  };
  const rows = parsed.subsystems.filter(({ name }) => name === 'sendmail');
  // Pasted without its number.
  if (
    rows.length === 0 &&
    parsed.messages.length === 0 &&
    lines.some((line) => /^The sendmail subsystem is already active/i.test(line))
  )
    return failed(rowOf('SERVICE_STOPPING'), facts);
  const later = parsed.messages.some(
    (message) => message.subsystem === 'sendmail' && states[message.number] && !outdated(message, parsed.subsystems),
  );
  return rows.length > 0 && !later ? verdictOnRows(rows, facts) : verdictOnMessages(parsed, facts);
};
