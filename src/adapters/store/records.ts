import type { RunRequest } from '../../application/ports/job-queue.ts';
import type { RunRecord } from '../../application/ports/run-store.ts';

/** Longer than jobs are remembered (26 h), so that a repeated request always finds its record; and the evidence of the last days. */
const keepRecordsMs = 72 * 3600 * 1000;

/** Longer than the rarest watch (a day). */
const keepPassingMs = 26 * 3600 * 1000;

/** For whoever is just reading it. */
export const supersededMs = 120_000;

/**
 * Whether nobody reads of this run: a watch asked, and no person joined. Such runs come all day; what they say lives on in health, history and
 * incidents, so the record goes soon after a newer run of the host has ended.
 */
export const isPassing = ({ request, views }: Pick<RunRecord, 'request' | 'views'>): boolean =>
  request.place === undefined && views.length === 0;

export const keepMsOf = (record: Pick<RunRecord, 'request' | 'views'>): number =>
  isPassing(record) ? keepPassingMs : keepRecordsMs;

export function newRecord(request: RunRequest): RunRecord {
  const { place, requestedBy } = request;
  return { request, state: 'queued', views: place === undefined ? [] : [{ place, requestedBy, posts: {} }] };
}

/** Whether this change makes the record the newest finished run of its host. */
export const becameFinished = (before: RunRecord, after: RunRecord): boolean =>
  before.state !== 'finished' && after.state === 'finished';

export const unknownRun = (runId: string): Error => new Error(`there is no record of the run ${runId}`);
