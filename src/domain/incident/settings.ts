/** When incidents open, close and escalate. */
export interface IncidentSettings {
  /** Failing checks in a row that open an incident. */
  readonly openAfter: number;
  /** Healthy checks in a row that close it. */
  readonly resolveAfter: number;
  /** Nobody acknowledged it for so long: `escalateTo` is mentioned. No escalation without both. */
  readonly escalateAfterSeconds?: number;
  /** Slack's id of a person (U…, W…) or a user group (S…). */
  readonly escalateTo?: string;
}

export const defaultIncidentSettings: IncidentSettings = { openAfter: 2, resolveAfter: 2 };
