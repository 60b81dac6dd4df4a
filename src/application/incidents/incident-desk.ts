import type { Target } from '../../domain/command/command.ts';
import type { IncidentAction } from '../../domain/incident/actions.ts';
import type { HostHealth } from '../../domain/incident/host-health.ts';
import type { Board, Incident, Silence } from '../../domain/incident/incident.ts';
import type { RunRecord } from '../ports/run-store.ts';

/** Incidents as people and the bot use them. All state is shared: any process may do any of it. */
export interface IncidentDesk {
  /** What is open, silenced, and was closed lately. */
  board(): Promise<Board>;
  /** An open incident, or a closed one of the last 90 days. */
  get(id: string): Promise<Incident | undefined>;
  /** The open incident a host is in. */
  ofHost(host: string): Promise<Incident | undefined>;
  /** What is known of hosts by their latest checks, in the order of `hosts`. */
  health(hosts: readonly string[]): Promise<readonly (HostHealth | undefined)[]>;
  /** Resolves with the incident as it is then. Rejects with ActionRefused, whose message is for the person. */
  act(id: string, action: IncidentAction, by: string): Promise<Incident>;
  /** Ends a silence or a maintenance window early, by its id. Resolves with what was ended; undefined when it was over already. */
  endSilence(id: string, by: string): Promise<Silence | undefined>;
  /** Opens or ends a maintenance window. Resolves with the hosts it is about. */
  maintain(targets: readonly Target[], seconds: number | 'end', by: string): Promise<readonly string[]>;
  /** Takes the outcome of a run into account. Repeatable for the same record. */
  follow(record: RunRecord): Promise<void>;
  /** What is due by the clock: ends of snoozes and windows, escalations, and whatever could not be published before. */
  tick(): Promise<void>;
}
