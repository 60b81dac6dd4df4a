import type { Diagnosis } from '../../src/domain/diagnosis/diagnosis.ts';
import type { StageId } from '../../src/domain/stages/stage-id.ts';
import type { Login } from './diagnose.ts';
import type { LabHost } from './lab-host.ts';

export type Expected = StageId | 'healthy' | 'degraded' | 'unknown' | 'unreachable';

/** One state of a host and what Stuckmail has to say about it. Adding a fault is adding one of these to a file under faults/. */
export interface Fault {
  readonly name: string;
  /** The stage at which mail stops, or the status where mail does not stop. Several where each of them is right. */
  readonly expected: Expected | readonly Expected[];
  /** Codes of the error table that are right; any code of that stage when left out. */
  readonly codes?: readonly string[];
  /** Stages or codes that must stand in `alsoFound`. */
  readonly alsoFound?: readonly string[];
  /** What a login without rights may also say: the next fault on the path that shows in what it can read. */
  readonly plain?: { readonly expected: Expected; readonly codes: readonly string[] };
  /** Makes the fault on a host that was healthy a moment ago. */
  readonly break?: (host: LabHost) => Promise<void>;
  /** When test mail is sent: `after` the fault (default), `both` before and after it, or not at all. */
  readonly mail?: 'after' | 'both' | 'none';
  /** Runs after the mail: for faults that need what it left, or time that passes. */
  readonly later?: (host: LabHost) => Promise<void>;
  /** Further demands on the answer: what is wrong with it, one line each. */
  readonly check?: (diagnosis: Diagnosis, login: Login) => readonly string[];
  /** Whether any of the test mail has to reach the relay; a fault of which this is not true is not the one it says. */
  readonly arrives?: boolean;
  /** What an operator sees, and why this answer is the right one. */
  readonly note: string;
}
