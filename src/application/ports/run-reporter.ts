import type { Diagnosis } from '../../domain/diagnosis/diagnosis.ts';
import type { Progress } from '../../domain/diagnosis/progress.ts';

/** Shows a run to the people who asked for it. Every method may be repeated for the same run and shows once. */
export interface RunReporter {
  started(runId: string): Promise<void>;
  /** Quick and never rejects: shown when there is room. */
  progressed(runId: string, progress: Progress): void;
  finished(runId: string, diagnosis: Diagnosis): Promise<void>;
  /** The run could not be done; `reason` says what did and did not happen. */
  failed(runId: string, reason: string): Promise<void>;
}
