import { allHostsOf, scopeWords } from '../../../domain/command/find-hosts.ts';
import { decide, type Facts } from '../../../domain/policy/policy.ts';
import { openIncidentsMessage, togetherWith } from '../blocks/open-incidents.ts';
import type { Answer, Ask } from './answer.ts';
import { answerDiagnose } from './answers/diagnose.ts';
import { knownIncidents } from './known-incidents.ts';
import type { InboundParts } from './parts.ts';

const scopeOf = (parts: InboundParts, hosts: readonly string[]): string => {
  const all = allHostsOf([{ kind: 'all', name: 'all' }], parts.inventory);
  const every = all.length > 1 && all.every((host) => hosts.includes(host));
  return scopeWords(every ? [{ kind: 'all', name: 'all' }] : hosts.map((name) => ({ kind: 'host', name })));
};

/** Whoever may read of incidents is told what is known of these hosts; undefined when that is nothing. */
export const knownAnswer = async (
  parts: InboundParts,
  hosts: readonly string[],
  thread: string | undefined,
  facts: Facts,
): Promise<{ readonly message: Answer['message']; readonly hosts: ReadonlySet<string> } | undefined> => {
  if (!decide(parts.policy.incidents, facts).allowed) return undefined;
  const known = await knownIncidents(parts, hosts);
  if (known.length === 0) return undefined;
  return { message: openIncidentsMessage(known, thread), hosts: new Set(known.flatMap((each) => each.hosts)) };
};

/** A question about hosts: what is known already is told with its link, the others are checked. */
export const answerQuestion = async (
  parts: InboundParts,
  ask: Ask,
  hosts: readonly string[],
  facts: Facts,
): Promise<Answer> => {
  const check = (some: readonly string[]): Promise<Answer> =>
    answerDiagnose(parts, ask, { kind: 'diagnose', hosts: some, scope: scopeOf(parts, some) }, facts);
  const known = await knownAnswer(parts, hosts, ask.place.thread, facts);
  if (known === undefined) return await check(hosts);
  const rest = hosts.filter((host) => !known.hosts.has(host));
  if (rest.length === 0) return { message: known.message, audience: 'all' };
  const answer = await check(rest);
  return {
    ...answer,
    message: togetherWith(known.message, answer.message),
    audience: 'all',
    always: true,
  };
};
