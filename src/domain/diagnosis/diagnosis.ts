import type { CommandOutput } from '../collector/probe.ts';
import type { StageId } from '../stages/stage-id.ts';

export type HostStatus = 'healthy' | 'degraded' | 'failed' | 'unreachable' | 'unknown';
export type StageStatus = 'passed' | 'warned' | 'failed' | 'skipped' | 'unknown';
export type Certainty = 'proven' | 'likely';

export interface StageReport {
  readonly id: StageId;
  readonly title: string;
  readonly status: StageStatus;
  /** One line. */
  readonly summary: string;
  readonly seconds: number;
  readonly evidence: readonly CommandOutput[];
}

export interface AlsoFound {
  readonly stage: StageId;
  readonly code: string;
  readonly summary: string;
  readonly action: string;
}

export interface ChecklistItem {
  readonly id: string;
  readonly title: string;
  readonly status: 'done' | 'failed' | 'not-checked';
}

/** The answer about one host; what `stuckmail diagnose --json` prints. Field names are fixed (schemaVersion 1). */
export interface Diagnosis {
  readonly schemaVersion: 1;
  readonly host: string;
  readonly status: HostStatus;
  readonly failedStage: StageId | null;
  readonly code: string | null;
  readonly certainty: Certainty | null;
  readonly summary: string;
  readonly meaning: string;
  readonly action: string;
  readonly commands: readonly string[];
  readonly stages: readonly StageReport[];
  readonly alsoFound: readonly AlsoFound[];
  readonly checklist: readonly ChecklistItem[];
  readonly relay: { readonly host: string; readonly port: number } | null;
  readonly queue: {
    readonly total: number;
    readonly deferred: number;
    readonly quarantined: number;
    readonly oldestSeconds: number | null;
  } | null;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly seconds: number;
}
