import type { RunRequest } from '../../application/ports/job-queue.ts';
import type { RunRecord } from '../../application/ports/run-store.ts';

/** Longer than jobs are remembered (26 h), so that a repeated request always finds its record; and the evidence of the last days. */
const keepRecordsMs = 72 * 3600 * 1000;

/** A run of a watch repeats all day; its result lives on in the health and the history of its host. */
const keepWatchedMs = 3600 * 1000;

export const keepMsOf = ({ request }: Pick<RunRecord, 'request'>): number =>
  request.place === undefined ? keepWatchedMs : keepRecordsMs;

export function newRecord(request: RunRequest): RunRecord {
  const { place, requestedBy } = request;
  return { request, state: 'queued', views: place === undefined ? [] : [{ place, requestedBy, posts: {} }] };
}

/** Whether this change makes the record the newest finished run of its host. */
export const becameFinished = (before: RunRecord, after: RunRecord): boolean =>
  before.state !== 'finished' && after.state === 'finished';

export const unknownRun = (runId: string): Error => new Error(`there is no record of the run ${runId}`);
