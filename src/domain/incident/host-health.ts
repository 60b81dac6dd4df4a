import type { Diagnosis, HostStatus } from '../diagnosis/diagnosis.ts';
import type { Cause } from './cause.ts';

/** What is known of a host by its latest checks; for incidents, the overview and the App Home. Times are ISO 8601, UTC. */
export interface HostHealth {
  readonly host: string;
  readonly runId: string;
  readonly at: string;
  readonly status: HostStatus;
  readonly summary: string;
  readonly action: string;
  /** Set when mail does not get out. */
  readonly cause?: Cause;
  /** What the newest failing check said besides; set together with `cause`. */
  readonly failure?: Pick<Diagnosis, 'meaning' | 'action' | 'commands' | 'certainty'> & {
    /** What changed on the host since mail last worked; left out when nothing did. */
    readonly changes?: readonly string[];
  };
  readonly queue: Diagnosis['queue'];
  readonly relay: Diagnosis['relay'];
  /**
   * Checks in a row that failed, and that found mail flowing. `unknown` counts for neither and ends none. Failing checks within a
   * silence or a maintenance window do not count.
   */
  readonly failing: number;
  /** The latest of `failing` that failed with `cause`. */
  readonly sameCause: number;
  readonly working: number;
  /** Since when it is as it is. */
  readonly since: string;
  /** When mail last flowed; left out when that was never seen. */
  readonly lastWorkingAt?: string;
  /** The latest turns between working and failing, the newest last, at most 20. */
  readonly turns: readonly string[];
  /**
   * Turns since it last worked for six checks in a row; left out for none. Failing checks within a silence or a maintenance window
   * set it back.
   */
  readonly wavering?: number;
}
