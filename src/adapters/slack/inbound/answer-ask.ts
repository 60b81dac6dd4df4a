import type { CommandName } from '../../../domain/command/command-table.ts';
import { decide, type Facts } from '../../../domain/policy/policy.ts';
import { problemMessage, sentence } from '../blocks/answers.ts';
import { whichHostMessage } from '../blocks/host-menu.ts';
import { admit } from './admit.ts';
import type { Answer, Answerer, Ask } from './answer.ts';
import { answerQuestion } from './answer-question.ts';
import { answerers } from './answers/index.ts';
import { hostChoices } from './host-choices.ts';
import type { InboundParts } from './parts.ts';
import { type Understood, understand } from './understand.ts';

/** The names of all hosts are for those who may list them. */
const whichHost = async (parts: InboundParts, ask: Ask, facts: Facts): Promise<Answer> => {
  const message = decide(parts.policy.hosts, facts).allowed
    ? whichHostMessage(await hostChoices(parts), ask.place.thread)
    : sentence('Which host? Name it, and I check where its mail stops.');
  return { message, audience: 'asker' };
};

const rightFor = (parsed: Understood): CommandName => {
  if (parsed.kind === 'problem') return 'help';
  return parsed.kind === 'question' ? 'diagnose' : parsed.kind;
};

/** The answer to somebody who may have it. */
const answerAllowed = async (parts: InboundParts, ask: Ask, parsed: Understood, facts: Facts): Promise<Answer> => {
  if (parsed.kind === 'problem') return { message: problemMessage(parsed, ask.prefix), audience: 'asker' };
  if (parsed.kind === 'question') {
    const { hosts } = parsed;
    return hosts.length === 0 ? await whichHost(parts, ask, facts) : await answerQuestion(parts, ask, hosts, facts);
  }
  // The table has the answerer of each kind under that kind; the compiler can't see that for a union.
  const answer = answerers[parsed.kind] as Answerer<typeof parsed.kind>;
  return await answer(parts, ask, parsed, facts);
};

const wordsFor = (parsed: Understood): string => {
  if (parsed.kind === 'problem') return `unreadable (${parsed.code})`;
  if (parsed.kind === 'question')
    return parsed.hosts.length === 0
      ? 'question without a host'
      : `question about ${parsed.hosts.slice(0, 20).join(' ')}`;
  if (parsed.kind === 'diagnose') return `diagnose ${parsed.hosts.slice(0, 20).join(' ')}`;
  if ('targets' in parsed) return `${parsed.kind} ${parsed.targets.map(({ name }) => name).join(' ')}`;
  return 'host' in parsed ? `${parsed.kind} ${parsed.host}` : parsed.kind;
};

/** Reads, asks the policy, and does. Rejects with NotNow for trouble that may pass. */
export const answerAsk = async (parts: InboundParts, ask: Ask): Promise<Answer> => {
  const parsed = understand(ask.text, parts.inventory, parts.questions.vocabulary);
  const what = wordsFor(parsed);
  const asker = { user: ask.user, channel: ask.place.channel, knownDirect: ask.knownDirect };
  // Who may not even ask for help is not told names of hosts by way of a correction.
  const admission = await admit(parts, asker, rightFor(parsed), what);
  if ('denied' in admission) return { message: sentence(admission.denied), audience: 'asker' };
  // Runs are recorded by the use case that queues them.
  if (parsed.kind !== 'diagnose') {
    const outcome = parsed.kind === 'problem' ? 'rejected' : 'allowed';
    parts.audit.record({ who: ask.user, what, where: ask.place.channel, outcome });
  }
  return await answerAllowed(parts, ask, parsed, admission.facts);
};
