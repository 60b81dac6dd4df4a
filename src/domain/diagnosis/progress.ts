import type { StageId } from '../stages/stage-id.ts';
import type { StageStatus } from './diagnosis.ts';

/** One step of a running diagnosis, for people who watch it. */
export type Progress =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'stage'; readonly stage: StageId; readonly status: StageStatus; readonly summary: string };
