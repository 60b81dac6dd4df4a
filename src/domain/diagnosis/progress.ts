import type { StageId } from '../stages/stage-id.ts';
import type { StageStatus } from './diagnosis.ts';

/** One step of a running diagnosis, for people who watch it. */
export type Progress =
  /** Others are before it: at a jump host, at the relay. `waitsFor` continues "waiting for". */
  | { readonly kind: 'waiting'; readonly waitsFor: string }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'stage'; readonly stage: StageId; readonly status: StageStatus; readonly summary: string };
