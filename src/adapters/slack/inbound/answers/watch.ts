import { QueueUnavailable } from '../../../../application/ports/job-queue.ts';
import { allHostsOf } from '../../../../domain/command/find-hosts.ts';
import { decide } from '../../../../domain/policy/policy.ts';
import { problemMessage } from '../../blocks/answers.ts';
import { watchAddedMessage } from '../../blocks/incident/watch-messages.ts';
import { within } from '../../people/within.ts';
import type { Answer, Answerer, Ask } from '../answer.ts';
import { NotNow } from '../not-now.ts';
import type { InboundParts } from '../parts.ts';
import { notSetUp } from './not-set-up.ts';

const defaultEverySeconds = 300;

const refused = (ask: Ask, message: string, tries: readonly string[]): Answer => ({
  message: problemMessage({ kind: 'problem', code: 'channel', message, tries }, ask.prefix),
  audience: 'asker',
});

/** Why incidents may not go to a channel, for the person who named it; undefined when they may. */
const whyNot = async (parts: InboundParts, ask: Ask, channel: string): Promise<string | undefined> => {
  const { policy, identity } = parts;
  let facts: Awaited<ReturnType<InboundParts['facts']>>;
  try {
    facts = await parts.facts({ user: ask.user, channel, knownDirect: false }, policy.watch);
  } catch (cause) {
    throw new NotNow('Not accepted: Slack did not tell me about that channel in time. Please try again.', cause);
  }
  const decision = decide(policy.watch, facts);
  // Whoever wrote the configuration may send incidents where nobody may ask for them.
  const configured = channel === parts.incidentChannel && !decision.allowed && decision.reason === 'channel';
  // Whoever types in a private channel is in it; from elsewhere nobody sends words into one.
  if (
    decision.allowed &&
    facts.isPrivate === true &&
    channel !== ask.place.channel &&
    channel !== parts.incidentChannel
  )
    return 'That channel is private. Type the command there, so that I see you are in it:';
  if (decision.allowed || configured) return undefined;
  return decision.reason === 'bot-not-in-channel'
    ? `I am not in that channel, so I could not tell anybody there. Type /invite @${identity.name} in it first, then again:`
    : 'I was set up not to answer in that channel, so incidents cannot go there. Name another one:';
};

export const answerWatch: Answerer<'watch'> = async (parts, ask, { targets, everySeconds, channel }) => {
  const { watching, incidentChannel, inventory, limits } = parts;
  if (watching === undefined) return notSetUp;
  const place = channel ?? incidentChannel;
  const [first] = targets;
  const again = `watch ${first?.name ?? 'HOST'} every 5m in #channel`;
  if (place === undefined)
    return refused(
      ask,
      'There is no channel for incidents yet, so nobody would hear of them. Name one, or set slack.incidentChannel in stuckmail.yaml.',
      [again],
    );
  // The configured channel is checked too: nobody should trust a watch that cannot speak.
  const problem = await whyNot(parts, ask, place);
  if (problem !== undefined) return refused(ask, problem, [again]);
  const every = everySeconds ?? defaultEverySeconds;
  const watches = targets.map((target) => ({
    target,
    everySeconds: every,
    addedBy: ask.user,
    ...(channel === undefined ? {} : { channel }),
  }));
  try {
    await within(limits.enqueueMs, 'adding a watch', watching.add(watches));
  } catch (cause) {
    const words = cause instanceof QueueUnavailable ? cause.message : 'the queue did not answer in time';
    throw new NotNow(`Not confirmed: ${words}. Look with "watches" whether it is there.`, cause);
  }
  const hosts = allHostsOf(targets, inventory);
  return { message: watchAddedMessage({ targets, hosts, everySeconds: every, channel: place }), audience: 'asker' };
};
