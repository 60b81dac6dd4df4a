import type { HostStatus } from '../../../domain/diagnosis/diagnosis.ts';
import type { StageId } from '../../../domain/stages/stage-id.ts';
import type { HostState } from '../host-state.ts';

/** One state that a simulated host can be put in, as data. */
export interface Fault {
  /** As typed behind `break HOST`. */
  readonly name: string;
  /** One line for the menu: what was done to the host. */
  readonly story: string;
  /** What differs from a healthy host. */
  readonly state: Partial<HostState>;
  /** What a diagnosis has to say; the tests hold it to that. */
  readonly shows: { readonly status: HostStatus; readonly stage: StageId | null; readonly code: string | null };
}
