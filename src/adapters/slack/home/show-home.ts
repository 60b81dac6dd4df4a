import { denialText } from '../../../domain/policy/denial-text.ts';
import { decide, type Facts } from '../../../domain/policy/policy.ts';
import type { InboundParts } from '../inbound/parts.ts';
import type { SlackBlock } from '../outbox/slack-message.ts';
import { homeBlocks, plainHome } from './home-view.ts';
import { readHome } from './read-home.ts';

/** Somebody looks at the App Home. */
export interface HomeAsked {
  readonly user: string;
  /** The direct conversation of this person with the bot. */
  readonly channel: string;
  /** Of the page as it is shown now; none when there is no page yet. */
  readonly hash: string | undefined;
  readonly notice?: string | undefined;
}

/** Rights may name user groups; all of them are looked up at once. */
const factsFor = (parts: InboundParts, { user, channel }: HomeAsked): Promise<Facts> => {
  const userGroups = [...new Set(Object.values(parts.policy).flatMap((row) => row.userGroups ?? []))];
  return parts.facts({ user, channel, knownDirect: true }, { userGroups });
};

const blocksFor = async (parts: InboundParts, asked: HomeAsked): Promise<readonly SlackBlock[]> => {
  let facts: Facts;
  try {
    facts = await factsFor(parts, asked);
  } catch (err) {
    parts.log.warn({ err, user: asked.user }, 'the rights of a person could not be checked');
    return plainHome('Slack did not tell me in time who you are. Please open this page again in a moment.');
  }
  const decision = decide(parts.policy.help, facts);
  if (!decision.allowed) return plainHome(denialText[decision.reason]);
  return homeBlocks({ ...(await readHome(parts, facts)), notice: asked.notice });
};

/** So long a page waits for Slack to take it. */
const patienceMs = 20_000;
const method = 'views.publish';

const publish = async (parts: InboundParts, asked: HomeAsked): Promise<void> => {
  const { caller } = parts.writer.outbox;
  const until = Date.now() + patienceMs;
  let { hash } = asked;
  for (let again = 0; again < 3; again += 1) {
    if (!(await caller.freeBy(method, until))) break;
    // Built anew for each try, so that it is never older than the page it replaces.
    const blocks = await blocksFor(parts, asked);
    const view = { type: 'home', private_metadata: JSON.stringify({ channel: asked.channel }), blocks };
    const outcome = await caller.call(method, { user_id: asked.user, view, ...(hash === undefined ? {} : { hash }) });
    if (outcome.kind === 'done') return;
    // Another process showed a page meanwhile; this one is newer.
    if (outcome.kind === 'refused' && outcome.error !== 'hash_conflict') break;
    hash = undefined;
  }
  parts.log.warn({ user: asked.user }, 'the App Home could not be shown');
};

/** Shows somebody their page; never rejects. While one is under way, only the newest wish of a person is kept. */
export const buildHome = (parts: InboundParts): ((asked: HomeAsked) => Promise<void>) => {
  const wishes = new Map<string, HomeAsked>();
  const busy = new Set<string>();
  return async (asked) => {
    const { user } = asked;
    wishes.set(user, asked);
    if (busy.has(user)) return;
    busy.add(user);
    try {
      for (let next = wishes.get(user); next !== undefined; next = wishes.get(user)) {
        wishes.delete(user);
        await publish(parts, next);
      }
    } catch (err) {
      parts.log.error({ err, user }, 'the App Home failed');
    } finally {
      busy.delete(user);
    }
  };
};
