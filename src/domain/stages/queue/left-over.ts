import type { HostFacts } from '../host-facts.ts';
import { sentWithin } from '../log-testimony.ts';
import type { QueuedMessage } from './parse.ts';

/** After so many seconds Sendmail itself gives up (Timeout.queuereturn): what is older and holds up nothing is no news. */
const longAgo = 5 * 86_400;

/** Whether all mail of this kind is from long ago, and other mail has gone out since. */
export const isLeftOver = (facts: HostFacts, messages: readonly QueuedMessage[]): boolean => {
  const { clock } = facts.queue;
  return (
    messages.length > 0 &&
    sentWithin(facts, 86_400) &&
    messages.every((one) => clock !== undefined && one.created !== undefined && clock - one.created > longAgo)
  );
};
