import type { Diagnosis, HostStatus } from '../diagnosis/diagnosis.ts';
import type { StageId } from '../stages/stage-id.ts';

/** What is kept of one run. */
export interface HistoryEntry {
  /** Start of the run, milliseconds since 1970; no two runs of a host have the same. */
  readonly at: number;
  /** `none`: the run ended without a result. */
  readonly outcome: HostStatus | 'none';
  /** Where mail stopped: `access` when the host could not be reached; null when it did not stop. */
  readonly stage: StageId | 'access' | null;
  readonly code: string | null;
  /** Null when the queue could not be read. */
  readonly queue: { readonly total: number; readonly deferred: number; readonly oldestSeconds: number | null } | null;
  /** How long the run took, in tenths. */
  readonly seconds: number;
}

export const entryOf = (diagnosis: Diagnosis): HistoryEntry => ({
  at: Date.parse(diagnosis.startedAt),
  outcome: diagnosis.status,
  stage: diagnosis.status === 'unreachable' ? 'access' : diagnosis.failedStage,
  code: diagnosis.code,
  queue:
    diagnosis.queue === null
      ? null
      : {
          total: diagnosis.queue.total,
          deferred: diagnosis.queue.deferred,
          oldestSeconds: diagnosis.queue.oldestSeconds,
        },
  seconds: Math.round(diagnosis.seconds * 10) / 10,
});

/** A run that ended without a result. */
export const entryWithoutResult = (at: number): HistoryEntry => ({
  at,
  outcome: 'none',
  stage: null,
  code: null,
  queue: null,
  seconds: 0,
});

/** What a run says about mail: `unknown` and no result say nothing. */
export const effectOf = (outcome: HistoryEntry['outcome']): 'working' | 'failing' | 'unclear' => {
  if (outcome === 'healthy' || outcome === 'degraded') return 'working';
  return outcome === 'failed' || outcome === 'unreachable' ? 'failing' : 'unclear';
};
