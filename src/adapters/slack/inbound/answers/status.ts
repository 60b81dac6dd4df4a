import { offered } from '../../../../domain/policy/policy.ts';
import { statusMessage } from '../../fleet/status-message.ts';
import type { Answerer } from '../answer.ts';
import { readStandings } from '../fleet/read-standings.ts';
import { scopeValue } from '../fleet/scope-value.ts';
import { startedAnswer } from './diagnose.ts';

/** What is known by the latest checks; one host that was never checked is checked now. */
export const answerStatus: Answerer<'status'> = async (parts, ask, { hosts, scope }) => {
  const { policy, clock, inventory } = parts;
  const outcomes = await readStandings(parts, hosts);
  const [only] = outcomes;
  if (only !== undefined && outcomes.length === 1 && only.standing === 'never')
    return await startedAnswer(parts, ask, { hosts, scope }, `${only.host} was not checked yet.`);
  const message = statusMessage(
    { scope, outcomes, incidents: [], now: clock.now(), value: scopeValue(hosts, inventory) },
    (right) => offered(policy[right], ask.place.channel),
  );
  return { message, audience: 'all' };
};
