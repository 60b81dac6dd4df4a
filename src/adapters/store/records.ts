import type { RunRequest } from '../../application/ports/job-queue.ts';
import type { RunRecord } from '../../application/ports/run-store.ts';

/** Longer than jobs are remembered (26 h), so that a repeated request always finds its record; and the evidence of the last days. */
export const keepRecordsMs = 72 * 3600 * 1000;

export function newRecord(request: RunRequest): RunRecord {
  const view = { place: request.place, requestedBy: request.requestedBy, posts: {} };
  return { request, state: 'queued', views: [view] };
}

/** Whether this change makes the record the newest finished run of its host. */
export const becameFinished = (before: RunRecord, after: RunRecord): boolean =>
  before.state !== 'finished' && after.state === 'finished';

export const unknownRun = (runId: string): Error => new Error(`there is no record of the run ${runId}`);
