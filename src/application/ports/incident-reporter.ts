import type { Incident } from '../../domain/incident/incident.ts';

/** Shows incidents to people. */
export interface IncidentReporter {
  /**
   * Brings what people see to this state: the root message, and one message in its thread for each event worth telling. Repeatable at
   * every point; each thing shows once, whoever calls, in this process or another. Rejects when Slack may take it later.
   */
  publish(incident: Incident): Promise<void>;
}
