import type { IncidentSettings } from './settings.ts';

export interface SettleContext {
  /** ISO 8601, UTC. */
  readonly now: string;
  readonly settings: IncidentSettings;
  /** Where incidents of this host are told; left out for a host that is not watched, for which none opens. */
  readonly channel?: string;
}
