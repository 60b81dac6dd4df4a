import type { History } from '../../../application/history.ts';
import type { IncidentDesk } from '../../../application/incidents/incident-desk.ts';
import type { AuditLog } from '../../../application/ports/audit-log.ts';
import type { Clock } from '../../../application/ports/clock.ts';
import type { DrawHistory } from '../../../application/ports/draw-history.ts';
import type { Inventory } from '../../../application/ports/inventory.ts';
import type { Log } from '../../../application/ports/log.ts';
import type { DiagnosisRequest, RequestedDiagnosis } from '../../../application/request-diagnosis.ts';
import type { Surveys } from '../../../application/surveys/surveys.ts';
import type { Watching } from '../../../application/watching/watching.ts';
import type { PolicyTable } from '../../../domain/policy/policy.ts';
import type { AskFacts } from '../people/facts.ts';
import type { Identity } from '../people/identity.ts';
import type { SlackWriter } from '../writer.ts';
import type { InFlight } from './in-flight.ts';
import type { QuestionSettings } from './question-settings.ts';

/** What a pasted text means; `stage` is a stage id, `delivered`, `none` or `access`. */
export interface Explanation {
  readonly stage: string;
  readonly code: string | null;
  readonly meaning: string;
  readonly action: string;
  readonly commands: readonly string[];
}

/** Everything that answers to what people do share. */
export interface InboundParts {
  readonly inventory: Inventory;
  readonly requestDiagnosis: (asked: DiagnosisRequest) => Promise<RequestedDiagnosis>;
  /** Checks of several hosts that show as one picture. */
  readonly surveys: Surveys;
  readonly explain: (text: string) => Explanation;
  /** Channels where plain messages are listened to. */
  readonly questionChannels: readonly string[];
  readonly questions: QuestionSettings;
  /** Incidents and what is watched for them; left out where nothing is watched. */
  readonly incidents?: IncidentDesk | undefined;
  readonly watching?: Watching | undefined;
  /** What is kept of the runs of each host, and its picture; left out where nothing is kept. */
  readonly history?: Pick<History, 'of'> | undefined;
  readonly drawHistory?: DrawHistory | undefined;
  /** Where incidents go unless a watch says otherwise. */
  readonly incidentChannel?: string | undefined;
  readonly policy: PolicyTable;
  readonly audit: AuditLog;
  readonly log: Log;
  readonly clock: Clock;
  readonly writer: SlackWriter;
  readonly identity: Identity;
  readonly facts: AskFacts;
  readonly inFlight: InFlight;
  readonly limits: InboundLimits;
}

/** In milliseconds. Slack waits 3 s for an acknowledgement: facts and queue together must stay below that. */
export interface InboundLimits {
  readonly factsMs: number;
  readonly enqueueMs: number;
  readonly lookUpMs: number;
  /** A run that shows nowhere after this time is shown as waiting. */
  readonly showWaitingAfterMs: number;
}

export const defaultLimits: InboundLimits = { factsMs: 800, enqueueMs: 1900, lookUpMs: 800, showWaitingAfterMs: 700 };
