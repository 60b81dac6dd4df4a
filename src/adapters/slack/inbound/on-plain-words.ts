import { decide as decidePolicy, type Facts } from '../../../domain/policy/policy.ts';
import { decide } from '../../../domain/question/decide.ts';
import { sentence } from '../blocks/answers.ts';
import { offerMessage, whichHostMessage } from '../blocks/host-menu.ts';
import { togetherWith } from '../blocks/open-incidents.ts';
import type { SlackMessage } from '../outbox/slack-message.ts';
import type { Ask } from './answer.ts';
import { answerQuestion, knownAnswer } from './answer-question.ts';
import { hostChoices } from './host-choices.ts';
import type { Heard } from './on-message.ts';
import type { InboundParts } from './parts.ts';

/** So many hosts one message is offered checks of. */
const hostLimit = 10;
/** A redelivered message is answered once. */
const answerOnceMs = 3_600_000;

/** Incidents that are open already, and buttons for the hosts without one. Private. */
const offer = async (
  parts: InboundParts,
  hosts: readonly string[],
  thread: string,
  facts: Facts,
): Promise<SlackMessage> => {
  const known = await knownAnswer(parts, hosts, thread, facts);
  const rest = hosts.filter((host) => known?.hosts.has(host) !== true);
  if (known === undefined) return offerMessage(rest, thread);
  if (rest.length === 0) return known.message;
  return togetherWith(known.message, offerMessage(rest, thread));
};

/** The check starts in the thread of the question; an open incident is told there. Trouble is told to the person alone. */
const answerInThread = async (
  parts: InboundParts,
  heard: Heard,
  thread: string,
  hosts: readonly string[],
  facts: Facts,
): Promise<void> => {
  const { user, channel, ts, team } = heard;
  const { outbox } = parts.writer;
  const ask: Ask = {
    requestId: `msg-${team}-${channel}-${ts}`,
    user,
    place: { team, channel, thread },
    knownDirect: false,
    text: heard.text,
    prefix: `@${parts.identity.name}`,
    where: 'in this thread',
  };
  const { message, audience, started, always } = await answerQuestion(parts, ask, hosts, facts);
  const trouble = started?.flatMap((each) => ('trouble' in each ? [each.trouble] : [])) ?? [];
  if (trouble.length > 0) await outbox.whisper({ user, channel, thread: heard.thread }, sentence(trouble.join('\n')));
  // Runs show by themselves.
  if (audience === 'all' && (started === undefined || always === true)) await outbox.say({ channel, thread }, message);
};

/**
 * Something people said to each other in a channel that is listened to. A question about stuck mail gets a private offer, and nothing
 * is posted in public before a click; or, where that is configured, the check at once. Whoever may not start a check gets neither.
 */
export const onPlainWords = async (parts: InboundParts, heard: Heard): Promise<void> => {
  const { user, channel, ts, team, text } = heard;
  const { vocabulary, answer, cooldownMs } = parts.questions;
  // A mention is heard as such.
  if (text.includes(`<@${parts.identity.botUser}`)) return;
  const { ask, hosts, why } = decide(text, parts.inventory, vocabulary);
  if (!ask) return;
  const asker = { user, channel, knownDirect: false };
  const facts = await parts.facts(asker, parts.policy.diagnose);
  if (!decidePolicy(parts.policy.diagnose, facts).allowed) return;
  if (hosts.length === 0 && !decidePolicy(parts.policy.hosts, facts).allowed) return;

  const { outbox } = parts.writer;
  if (!(await outbox.store.claim(`slack-question-${team}-${channel}-${ts}`, answerOnceMs))) return;
  const quietAbout = (host: string): string => `slack-offer-${team}-${channel}-${host}`;
  const free = (host: string): Promise<boolean> => outbox.store.claim(quietAbout(host), cooldownMs);
  const open: string[] = [];
  for (const host of hosts.slice(0, hostLimit)) if (await free(host)) open.push(host);
  // No host has an empty name.
  if (hosts.length === 0 ? !(await free('')) : open.length === 0) return;

  const thread = heard.thread ?? ts;
  /** An answer that nobody got must not silence the next question. */
  const orFree = async (answering: Promise<void>): Promise<void> => {
    try {
      await answering;
    } catch (error) {
      const taken = hosts.length === 0 ? [''] : open;
      await Promise.allSettled(taken.map((host) => outbox.store.unclaim(quietAbout(host))));
      throw error;
    }
  };
  const record = (what: string): void =>
    parts.audit.record({ who: user, what: `${what} (${why})`, where: channel, outcome: 'allowed' });
  if (hosts.length > 0 && answer === 'thread') {
    record('answered a question in its thread');
    return await orFree(answerInThread(parts, heard, thread, open, facts));
  }
  record('offered a check');
  // A menu of hosts is for the one who asked, also where answers are public.
  const whisperOffer = async (): Promise<void> => {
    const message =
      hosts.length === 0 ? whichHostMessage(await hostChoices(parts), thread) : await offer(parts, open, thread, facts);
    await outbox.whisper({ user, channel, thread: heard.thread }, message);
  };
  await orFree(whisperOffer());
};
