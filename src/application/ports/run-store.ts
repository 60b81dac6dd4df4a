import type { Diagnosis } from '../../domain/diagnosis/diagnosis.ts';
import type { SinceWorked } from '../../domain/history/since-worked.ts';
import type { Traits } from '../../domain/history/traits.ts';
import type { Place, RunRequest } from './job-queue.ts';

/** One place where a run shows, and what was posted there. Written by the outbox before and after each post. */
export interface RunView {
  readonly place: Place;
  /** Who asked there. */
  readonly requestedBy: string;
  /** Posts by step (`root`, `report`, `evidence`): `posting` holds the time of the try, `ts` the message once known. */
  readonly posts: Readonly<Record<string, { readonly posting?: string; readonly ts?: string }>>;
}

/** What is known of one run; kept for 25 hours or more, so that a redelivered request finds it. */
export interface RunRecord {
  readonly request: RunRequest;
  readonly state: 'queued' | 'running' | 'finished' | 'failed';
  readonly views: readonly RunView[];
  readonly diagnosis?: Diagnosis;
  /** What the host was like, beside the diagnosis. */
  readonly traits?: Traits;
  /** What changed on a failing host since mail last worked; left out when mail works or was never seen to work. */
  readonly sinceWorked?: SinceWorked;
  /** Why there is no diagnosis, as people are told; set before it is reported. */
  readonly failure?: string;
  /** The run that answers this request, when it joined one that was there already. */
  readonly answeredBy?: string;
}

/** Keeps run records. Every method is atomic for one record, over processes. */
export interface RunStore {
  get(runId: string): Promise<RunRecord | undefined>;
  /** Makes the record if there is none and returns the one that is there. */
  open(request: RunRequest): Promise<RunRecord>;
  /** Applies `change` to the newest record and keeps the result; repeats when somebody else changed it meanwhile. Rejects for an unknown run. */
  update(runId: string, change: (record: RunRecord) => RunRecord): Promise<RunRecord>;
  /** The newest finished run of a host. */
  latest(host: string): Promise<RunRecord | undefined>;
  /** Takes the right to write to `key` for `ms` milliseconds; false when somebody holds it. Paces writers over processes. */
  claim(key: string, ms: number): Promise<boolean>;
  /** Gives a claim back before its time, for what was claimed and then could not be done. For whoever holds it. */
  unclaim(key: string): Promise<void>;
  close(): Promise<void>;
}
