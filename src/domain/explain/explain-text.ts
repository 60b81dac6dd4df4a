import type { TextKind } from '../error-table/error-row.ts';
import { fillRow, type RowFacts } from '../error-table/fill-row.ts';
import type { StageId } from '../stages/stage-id.ts';
import { cleanLines, withoutSharedMark } from '../text/clean-lines.ts';
import { looksBinary } from '../text/looks-binary.ts';
import { maskAddresses } from '../text/mask-addresses.ts';
import { redactSecrets } from '../text/redact-secrets.ts';
import { errptVerdict } from './errpt-verdict.ts';
import { guessKind } from './guess-kind.ts';
import { maillogVerdict } from './maillog-verdict.ts';
import { mailqVerdict } from './mailq-verdict.ts';
import { networkVerdict } from './network-verdict.ts';
import { opensslVerdict } from './openssl-verdict.ts';
import { withoutOtherPrograms } from './other-programs.ts';
import { smtpVerdict } from './smtp-verdict.ts';
import { srcVerdict } from './src-verdict.ts';
import { splitSshLines, sshVerdict } from './ssh-client.ts';
import { inEnglish } from './translations.ts';
import { type Facts, nothing, type Verdict } from './verdict.ts';

/** What `stuckmail explain --json` prints. Field names are fixed (schemaVersion 1). */
export interface Explanation {
  readonly schemaVersion: 1;
  readonly kind: TextKind;
  readonly stage: StageId | 'delivered' | 'none';
  readonly code: string | null;
  readonly meaning: string;
  readonly action: string;
  readonly commands: readonly string[];
  readonly facts: Facts;
}

/** The kinds that `--as` takes. */
export const textKinds: readonly TextKind[] = ['maillog', 'mailq', 'smtp', 'openssl', 'network', 'src', 'errpt'];

const readers: Readonly<Record<TextKind, (lines: readonly string[]) => Verdict>> = {
  maillog: maillogVerdict,
  mailq: mailqVerdict,
  smtp: smtpVerdict,
  openssl: opensslVerdict,
  network: networkVerdict,
  src: srcVerdict,
  errpt: errptVerdict,
};

/** More than this is not read: the end of a log matters, so the last part is kept. */
const longestText = 20_000_000;

/** Only logs and queue lists are long in earnest; of anything else the last lines are read. */
const mostLines = 100_000;

/** Lines that a mail quotes (`> `); in SMTP dialogues that mark means what a client said. */
const unquoted = (lines: readonly string[]): readonly string[] => {
  const written = lines.filter((line) => line.trim() !== '');
  return written.length > 0 && written.every((line) => line.startsWith('>'))
    ? lines.map((line) => line.replace(/^(?:> ?)+/, ''))
    : lines;
};

const readAs = (text: string, kind: TextKind): Verdict => {
  if (looksBinary(text))
    return nothing(
      {},
      'This is no text (a binary file, or a damaged copy).',
      'Paste the output itself, as plain text.',
    );
  const cleaned = withoutSharedMark(cleanLines(text));
  const own = kind === 'smtp' ? cleaned : unquoted(cleaned);
  if (kind !== 'smtp' && kind !== 'openssl' && kind !== 'network')
    return readers[kind](kind === 'maillog' || kind === 'mailq' ? own : own.slice(-mostLines));
  const { rest, ssh } = splitSshLines(withoutOtherPrograms(own).slice(-mostLines));
  const verdict = readers[kind](rest);
  return verdict.stage === 'none' ? (sshVerdict(ssh) ?? verdict) : verdict;
};

const maskFacts = (value: unknown): unknown => {
  if (typeof value === 'string') return maskAddresses(redactSecrets(value));
  if (Array.isArray(value)) return value.map(maskFacts);
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskFacts(inner)]));
  return value;
};

const rowFacts = (facts: Facts, kind: TextKind): RowFacts => {
  const known = Object.fromEntries(
    Object.entries(facts).filter(
      (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  );
  // Who tries a host by hand tries the relay; in a log `host` is the machine that wrote it.
  return (kind === 'network' || kind === 'openssl') && known['host'] !== undefined
    ? { relay: known['host'], ...known }
    : known;
};

/** Reads pasted output of a program and says at which stage mail stops, why, and what to do. */
export const explainText = (text: string, kind?: TextKind): Explanation => {
  // UTF-16 read as UTF-8 has a NUL beside every letter.
  const kept = inEnglish((text.length > longestText ? text.slice(-longestText) : text).replaceAll('\0', ''));
  const read = kind ?? guessKind(kept);
  const verdict = readAs(kept, read);
  const facts = maskFacts(verdict.facts) as Facts;
  const base = { schemaVersion: 1, kind: read, stage: verdict.stage, facts } as const;
  if (verdict.row === null)
    return { ...base, code: null, meaning: verdict.meaning, action: verdict.action, commands: [] };
  const { meaning, action, commands } = fillRow(verdict.row, rowFacts(facts, read));
  return { ...base, code: verdict.row.code, meaning, action, commands };
};
