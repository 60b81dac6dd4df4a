import type { CommandName } from '../../../domain/command/command-table.ts';
import { denialText } from '../../../domain/policy/denial-text.ts';
import { decide, type Facts } from '../../../domain/policy/policy.ts';
import { NotNow } from './not-now.ts';
import type { InboundParts } from './parts.ts';

export interface Asker {
  readonly user: string;
  readonly channel: string;
  /** Known to be the bot's own direct conversation with this person. */
  readonly knownDirect: boolean;
}

export type Admission = { readonly facts: Facts } | { readonly denied: string };

/** Asks the policy; a denial is recorded. Rejects with NotNow when Slack does not tell who is asking. */
export const admit = async (
  parts: InboundParts,
  asker: Asker,
  command: CommandName,
  what: string,
): Promise<Admission> => {
  const { audit, policy, log } = parts;
  const record = { who: asker.user, what, where: asker.channel };
  let facts: Facts;
  try {
    facts = await parts.facts(asker, policy[command]);
  } catch (cause) {
    log.warn({ err: cause, user: asker.user, channel: asker.channel }, 'the rights of a person could not be checked');
    audit.record({ ...record, outcome: 'rejected', detail: 'rights could not be checked' });
    throw new NotNow(
      'Not accepted, nothing was started: Slack did not tell me in time who you are, and without that I do nothing. Please try again in a moment.',
      cause,
    );
  }
  const decision = decide(policy[command], facts);
  if (decision.allowed) return { facts };
  audit.record({ ...record, outcome: 'denied', detail: decision.reason });
  return { denied: denialText[decision.reason].replace('@Stuckmail', `@${parts.identity.name}`) };
};
