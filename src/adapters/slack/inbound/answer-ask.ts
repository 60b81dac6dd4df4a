import type { Place } from '../../../application/ports/job-queue.ts';
import type { CommandName } from '../../../domain/command/command-table.ts';
import { decide, type Facts, offered } from '../../../domain/policy/policy.ts';
import { isStageId, stageTitles } from '../../../domain/stages/stage-id.ts';
import { helpMessage, hostsMessage, problemMessage, sentence } from '../blocks/answers.ts';
import { whichHostMessage } from '../blocks/host-menu.ts';
import { checklistMessage, explained, queueMessage } from '../blocks/known-answers.ts';
import type { SlackMessage } from '../outbox/slack-message.ts';
import { within } from '../people/within.ts';
import { admit } from './admit.ts';
import { hostChoices } from './host-choices.ts';
import { NotNow } from './not-now.ts';
import type { Explanation, InboundParts } from './parts.ts';
import { type Started, startedWords, startRuns } from './start-runs.ts';
import { type Understood, understand } from './understand.ts';

/** Something a person said to the bot, however it came. */
export interface Ask {
  /** The same for every delivery of the same request. */
  readonly requestId: string;
  readonly user: string;
  readonly place: Place;
  readonly knownDirect: boolean;
  readonly text: string;
  /** What stands before a command in this place: `/mail`, or a mention. */
  readonly prefix: string;
  /** Where a run shows, in words. */
  readonly where: string;
}

/** `asker`: for the eyes of the person only. `started` when runs were asked for. */
export interface Answer {
  readonly message: SlackMessage;
  readonly audience: 'asker' | 'all';
  readonly started?: readonly Started[];
}

const explainMessage = ({ stage, code, meaning, action, commands }: Explanation): SlackMessage => {
  const place = isStageId(stage) ? stageTitles[stage] : stage === 'access' ? 'Reaching the host' : undefined;
  const heading = stage === 'delivered' ? 'Delivered' : [place, code].filter((part) => part != null).join(': ');
  return explained(heading === '' ? 'Nothing known in that text' : heading, meaning, action, commands);
};

const startedAnswer = async (parts: InboundParts, ask: Ask, hosts: readonly string[], before = ''): Promise<Answer> => {
  const { requestId, user, place } = ask;
  const started = await startRuns(parts, { requestId, hosts, user, place });
  const words = [before, startedWords(started, ask.where)].filter((part) => part !== '').join('\n');
  return { message: sentence(words), audience: 'asker', started };
};

/** From the newest finished run of the host; without one, a run is started. */
const latestAnswer = async (
  parts: InboundParts,
  ask: Ask,
  kind: 'queue' | 'checklist',
  host: string,
): Promise<Answer> => {
  const { writer, limits, policy, clock } = parts;
  let record: Awaited<ReturnType<typeof writer.outbox.store.latest>>;
  try {
    record = await within(limits.lookUpMs, 'reading the latest check', writer.outbox.store.latest(host));
  } catch (cause) {
    throw new NotNow(
      `I could not read the latest check of ${host}, and nothing was started. Please try again in a moment.`,
      cause,
    );
  }
  if (record?.diagnosis === undefined) return await startedAnswer(parts, ask, [host], `${host} was not checked yet.`);
  const render = kind === 'queue' ? queueMessage : checklistMessage;
  const message = render(record, record.diagnosis, clock.now(), (right) => offered(policy[right], ask.place.channel));
  return { message, audience: 'all' };
};

/** The names of all hosts are for those who may list them. */
const whichHost = async (parts: InboundParts, ask: Ask, facts: Facts): Promise<SlackMessage> => {
  if (decide(parts.policy.hosts, facts).allowed) return whichHostMessage(await hostChoices(parts), ask.place.thread);
  return sentence('Which host? Name it, and I check where its mail stops.');
};

const rightFor = (parsed: Understood): CommandName => {
  if (parsed.kind === 'problem') return 'help';
  return parsed.kind === 'which-host' ? 'diagnose' : parsed.kind;
};

/** The answer to somebody who may have it. */
const answerAllowed = async (parts: InboundParts, ask: Ask, parsed: Understood, facts: Facts): Promise<Answer> => {
  const { inventory, policy } = parts;
  switch (parsed.kind) {
    case 'problem':
      return { message: problemMessage(parsed, ask.prefix), audience: 'asker' };
    case 'which-host':
      return { message: await whichHost(parts, ask, facts), audience: 'asker' };
    case 'diagnose':
      return await startedAnswer(parts, ask, parsed.hosts);
    case 'queue':
    case 'checklist':
      return await latestAnswer(parts, ask, parsed.kind, parsed.host);
    case 'explain':
      return { message: explainMessage(parts.explain(parsed.text)), audience: 'all' };
    case 'hosts':
      return { message: hostsMessage(inventory.hosts, ask.prefix), audience: 'all' };
    default:
      return { message: helpMessage(ask.prefix, (name) => decide(policy[name], facts).allowed), audience: 'all' };
  }
};

const wordsFor = (parsed: Understood): string => {
  if (parsed.kind === 'problem') return `unreadable (${parsed.code})`;
  if (parsed.kind === 'which-host') return 'question without a host';
  if (parsed.kind === 'diagnose') return `diagnose ${parsed.hosts.join(' ')}`;
  return 'host' in parsed ? `${parsed.kind} ${parsed.host}` : parsed.kind;
};

/** Reads, asks the policy, and does. Rejects with NotNow for trouble that may pass. */
export const answerAsk = async (parts: InboundParts, ask: Ask): Promise<Answer> => {
  const parsed = understand(ask.text, parts.inventory);
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
