import { decide as decidePolicy } from '../../../domain/policy/policy.ts';
import { decide } from '../../../domain/question/decide.ts';
import { offerMessage, whichHostMessage } from '../blocks/host-menu.ts';
import { hostChoices } from './host-choices.ts';
import type { Heard } from './on-message.ts';
import type { InboundParts } from './parts.ts';

/** So many hosts one message is offered checks of. */
const hostLimit = 10;
/** So long a channel is not offered the same host again. */
const cooldownMs = 10 * 60_000;
/** A redelivered message is answered once. */
const answerOnceMs = 3_600_000;

/**
 * Something people said to each other in a channel that is listened to. A question about stuck mail gets a private offer; nothing
 * is started and nothing is posted in public before a click. Whoever may not start a check is offered none, and told nothing.
 */
export const onPlainWords = async (parts: InboundParts, heard: Heard): Promise<void> => {
  const { user, channel, ts, team, text } = heard;
  // A mention is heard as such.
  if (text.includes(`<@${parts.identity.botUser}`)) return;
  const { ask, hosts, why } = decide(text, parts.inventory);
  if (!ask) return;
  const asker = { user, channel, knownDirect: false };
  const facts = await parts.facts(asker, parts.policy.diagnose);
  if (!decidePolicy(parts.policy.diagnose, facts).allowed) return;
  if (hosts.length === 0 && !decidePolicy(parts.policy.hosts, facts).allowed) return;

  const { outbox } = parts.writer;
  if (!(await outbox.store.claim(`slack-question-${team}-${channel}-${ts}`, answerOnceMs))) return;
  const free = async (host: string): Promise<boolean> =>
    outbox.store.claim(`slack-offer-${team}-${channel}-${host}`, cooldownMs);
  const offered: string[] = [];
  for (const host of hosts.slice(0, hostLimit)) if (await free(host)) offered.push(host);
  // No host has an empty name.
  if (hosts.length === 0 ? !(await free('')) : offered.length === 0) return;

  const thread = heard.thread ?? ts;
  const message =
    hosts.length === 0 ? whichHostMessage(await hostChoices(parts), thread) : offerMessage(offered, thread);
  parts.audit.record({ who: user, what: `offered a check (${why})`, where: channel, outcome: 'allowed' });
  await outbox.whisper({ user, channel, thread: heard.thread }, message);
};
