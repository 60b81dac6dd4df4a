import type { HostHealth } from './host-health.ts';
import type { IncidentEvent } from './incident.ts';

export interface ActContext {
  /** Slack's id of the person. */
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly now: string;
  /** Of the host that the action is about. */
  readonly health?: HostHealth | undefined;
}

/** What a person did is told, also in a quiet thread. */
export const said = (
  kind: IncidentEvent['kind'],
  { by, now }: ActContext,
  words: string,
  hosts?: readonly string[],
): IncidentEvent => ({ at: now, kind, by, ...(hosts === undefined ? {} : { hosts }), words, told: true });
