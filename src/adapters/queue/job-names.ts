import type { RunRequest } from '../../application/ports/job-queue.ts';

export const queueName = 'runs';

/** A queue of its own for what is done again and again. */
export const repeatQueueName = 'ticks';

/** What a job carries. The nonce tells the job this very call made from one that was there already. */
export interface JobData {
  readonly request: RunRequest;
  readonly nonce: string;
}

/** BullMQ refuses ids with a colon and ids of digits only. */
export const jobIdOf = (runId: string): string => `run-${encodeURIComponent(runId)}`;

export const runIdOf = (jobId: string): string => decodeURIComponent(jobId.slice('run-'.length));

/** The key under which a host is taken. */
export const hostKey = (host: string): string => encodeURIComponent(host);
