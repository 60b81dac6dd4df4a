import { randomUUID } from 'node:crypto';
import type { Configuration } from '../../adapters/hosts/configuration.ts';
import { createIncidentDesk, type OwnDesk } from '../../application/incidents/create-incident-desk.ts';
import type { AuditLog } from '../../application/ports/audit-log.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { IncidentReporter } from '../../application/ports/incident-reporter.ts';
import type { Log } from '../../application/ports/log.ts';
import { type DiagnosisRequest, requestDiagnosis } from '../../application/request-diagnosis.ts';
import type { Surveys } from '../../application/surveys/surveys.ts';
import { createWatching } from '../../application/watching/create-watching.ts';
import type { Watching } from '../../application/watching/watching.ts';
import type { Backend } from './open-backend.ts';

interface IncidentParts {
  readonly configuration: Configuration;
  readonly backend: Backend;
  readonly reporter: IncidentReporter;
  /** Looked after by the same clock. */
  readonly surveys: Pick<Surveys, 'tick'>;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly log: Log;
  /** Told of each turn of the work by the clock. */
  readonly onTick: (work: 'watches' | 'incidents', ok: boolean) => void;
  /** How often what is due is looked for, in one of the processes. */
  readonly tickMs?: number | undefined;
}

const defaultTickMs = 10_000;

/** The checks of watches would fill the audit log; nobody asked for them. */
const silent: AuditLog = { record: () => undefined };

export interface OpenIncidents {
  readonly watching: Watching;
  readonly desk: OwnDesk;
}

/** Watches and incidents, in every role: any process may do any of it. */
export const openIncidents = async (parts: IncidentParts): Promise<OpenIncidents> => {
  const { configuration, backend, reporter, clock, audit, log, onTick } = parts;
  const { queue, store, collections } = backend;
  const { inventory, watches, incidents: settings, slack } = configuration;
  const request = (audited: AuditLog) => (asked: DiagnosisRequest) =>
    requestDiagnosis({ queue, store, audit: audited, clock }, asked);
  const watching = createWatching({
    watches,
    inventory,
    collections,
    store,
    requestDiagnosis: request(silent),
    clock,
    log,
  });
  const desk = createIncidentDesk({
    collections,
    watching,
    inventory,
    settings,
    incidentChannel: slack.incidentChannel,
    reporter,
    store,
    requestDiagnosis: request(audit),
    clock,
    log,
    self: randomUUID(),
  });
  const counted = async (work: 'watches' | 'incidents', turn: () => Promise<void>): Promise<void> => {
    try {
      await turn();
      onTick(work, true);
    } catch (error) {
      onTick(work, false);
      throw error;
    }
  };
  await queue.repeat(parts.tickMs ?? defaultTickMs, async () => {
    await parts.surveys.tick().catch((err: unknown) => log.warn({ err }, 'surveys could not be looked after'));
    await counted('watches', () => watching.tick());
    await counted('incidents', () => desk.tick());
  });
  return { watching, desk };
};
