import type { StageId } from '../stages/stage-id.ts';
import type { Finding } from './finding.ts';

/** A finding and the stage it belongs to. */
export interface Located {
  readonly stage: StageId;
  readonly finding: Finding;
}

/** Mail that waits is a symptom, as long as any stage shows a cause; so are entries that Sendmail lost, often bounces of refused mail. */
const symptoms = new Set([
  'QUEUE_BACKLOG_WAITING',
  'QUEUE_HOST_STATUS_CACHED',
  'QUEUE_DEFERRED',
  'QUEUE_CLIENT_NOT_DRAINED',
  'QUEUE_LOST_ENTRIES',
]);

/** The earliest proven failure on the path; without a proven one, the earliest likely one. */
export const rootCause = (located: readonly Located[]): Located | undefined => {
  const failures = located.filter((one) => one.finding.severity === 'failed');
  const causes = failures.filter((one) => !symptoms.has(one.finding.code));
  const candidates = causes.length > 0 ? causes : failures;
  return candidates.find((one) => one.finding.certainty === 'proven') ?? candidates[0];
};
