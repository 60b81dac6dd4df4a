import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { StageId } from '../stages/stage-id.ts';

/** What hosts of one incident have in common: the stage, the code, and the relay that refuses them all. */
export interface Cause {
  readonly stage: StageId | 'access';
  /** Of the error table. */
  readonly code: string;
  /** `host:port`; null where the relay has no part in it: hosts with the same stage and code share the incident all the same. */
  readonly relay: string | null;
}

/** From here on the relay is the other side of what fails. */
const withRelay = new Set<Cause['stage']>(['dns', 'connectivity', 'starttls', 'authentication', 'relay', 'logs']);

/** Why mail does not get out, when it does not; undefined for every other outcome. */
export const causeOf = (diagnosis: Diagnosis): Cause | undefined => {
  const { status, failedStage, code, relay } = diagnosis;
  if (status === 'unreachable') return { stage: 'access', code: code ?? 'SSH_UNREACHABLE', relay: null };
  if (status !== 'failed' || failedStage === null || code === null) return undefined;
  const side = relay !== null && withRelay.has(failedStage) ? `${relay.host.toLowerCase()}:${relay.port}` : null;
  return { stage: failedStage, code, relay: side };
};

/** The same for the same cause. */
export const causeKey = ({ stage, code, relay }: Cause): string => `${stage} ${code} ${relay ?? '-'}`;
