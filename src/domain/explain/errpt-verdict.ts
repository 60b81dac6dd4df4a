import { rowOf } from '../error-table/index.ts';
import { type ErrptEntry, parseErrpt } from '../stages/service/errpt.ts';
import { failed, nothing, type Verdict } from './verdict.ts';

const aboutSendmail = (entry: ErrptEntry): boolean =>
  (entry.resource === 'SRC' || entry.label?.startsWith('SRC_') === true) &&
  entry.detail.some((line) => /\bsendmail\b/.test(line));
const aboutSpace = (entry: ErrptEntry): boolean =>
  entry.identifier === '369D049B' &&
  entry.detail.some((line) => /\/var(?:\/spool(?:\/\w*mqueue)?)?(?:$|[\s,])/.test(line));

/** The verdict on the error log of AIX. Mail failures never appear in it; a service that ended and a full file system do. */
export const errptVerdict = (lines: readonly string[]): Verdict => {
  const { entries } = parseErrpt(lines);
  const times = entries.flatMap((entry) => entry.time ?? []);
  const facts = {
    entries,
    permanent: entries.filter((entry) => entry.type === 'P').length,
    newest: times.reduce<string | null>((newest, time) => (newest === null || time > newest ? time : newest), null),
    resources: [...new Set(entries.map((entry) => entry.resource))].sort(),
    mailRelated: entries.some((entry) => aboutSendmail(entry) || aboutSpace(entry)),
  };
  if (entries.some(aboutSendmail)) return failed(rowOf('SERVICE_TERMINATED'), facts);
  if (entries.some(aboutSpace)) return failed(rowOf('QUEUE_DISK_FULL'), facts);
  return nothing(
    facts,
    'The error log of AIX never records mail failures; nothing here names sendmail or its file system.',
    'Entries of SRC: see which service ended with errpt -a -N SRC.',
  );
};
