import { decide, offered } from '../../../../domain/policy/policy.ts';
import { headline } from '../../blocks/incident/headline.ts';
import { type OpenIncident, statusMessage } from '../../fleet/status-message.ts';
import type { Answerer } from '../answer.ts';
import { readStandings } from '../fleet/read-standings.ts';
import { scopeValue } from '../fleet/scope-value.ts';
import { knownIncidents } from '../known-incidents.ts';
import type { InboundParts } from '../parts.ts';
import { startedAnswer } from './diagnose.ts';

const openIncidents = async (parts: InboundParts, hosts: readonly string[]): Promise<readonly OpenIncident[]> =>
  (await knownIncidents(parts, hosts)).map(({ incident, link }) => ({ words: headline(incident), link }));

/** What is known by the latest checks; one host that was never checked is checked now. */
export const answerStatus: Answerer<'status'> = async (parts, ask, { hosts, scope }, facts) => {
  const { policy, clock, inventory } = parts;
  const outcomes = await readStandings(parts, hosts);
  const [only] = outcomes;
  if (only !== undefined && outcomes.length === 1 && only.standing === 'never')
    return await startedAnswer(parts, ask, { hosts, scope }, `${only.host} was not checked yet.`);
  const incidents = decide(policy.incidents, facts).allowed ? await openIncidents(parts, hosts) : [];
  const message = statusMessage(
    { scope, outcomes, incidents, now: clock.now(), value: scopeValue(hosts, inventory) },
    (right) => offered(policy[right], ask.place.channel),
  );
  return { message, audience: 'all' };
};
