import type { Access, Facts } from '../../../domain/policy/policy.ts';
import type { Caller } from '../outbox/caller.ts';
import { SlackUnavailable } from '../outbox/slack-trouble.ts';
import type { Identity } from './identity.ts';
import { recent } from './recent.ts';
import { within } from './within.ts';

const keepMs = 300_000;
/** Much shorter: the next thing somebody does after "invite me first" is to invite the bot. */
const keepMembershipMs = 20_000;

/** Facts about somebody could not be had in time. Nothing is allowed then. */
class FactsUnknown extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'FactsUnknown';
  }
}

interface UserShape {
  readonly team_id?: string;
  readonly deleted?: boolean;
  readonly is_bot?: boolean;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_stranger?: boolean;
  readonly enterprise_user?: { readonly enterprise_id?: string };
}

interface ChannelShape {
  readonly is_im?: boolean;
  readonly user?: string;
  readonly is_member?: boolean;
  readonly is_private?: boolean;
}

const personOf = (user: UserShape, { team, enterprise }: Identity): Facts['person'] => {
  if (user.is_bot === true) return 'bot';
  if (user.deleted === true) return 'deactivated';
  const sameEnterprise = enterprise !== undefined && user.enterprise_user?.enterprise_id === enterprise;
  // No team at all is no proof of belonging here.
  if (user.is_stranger === true || (user.team_id !== team && !sameEnterprise)) return 'outsider';
  return user.is_restricted === true || user.is_ultra_restricted === true ? 'guest' : 'member';
};

/** Refusals that are an answer: Slack does not show that person, channel or group to the bot. */
const ask = async (caller: Caller, method: string, args: Record<string, unknown>, hidden: readonly string[]) => {
  const outcome = await caller.call(method, args);
  if (outcome.kind === 'done') return outcome.data;
  if (outcome.kind === 'refused' && hidden.includes(outcome.error)) return undefined;
  if (outcome.kind === 'limited') throw new SlackUnavailable(`${method}: Slack asks to wait ${outcome.seconds} s`);
  throw new SlackUnavailable(`${method} failed`, outcome.cause);
};

export type AskFacts = (who: { user: string; channel: string; knownDirect: boolean }, row: Access) => Promise<Facts>;

/** What the policy must know, asked of Slack within `limitMs`. Rejects with FactsUnknown. */
export const buildFacts = (caller: Caller, identity: Identity, limitMs: number): AskFacts => {
  const people = recent(async (user) => {
    const data = await ask(caller, 'users.info', { user }, ['user_not_found', 'user_not_visible']);
    return data === undefined ? 'outsider' : personOf(data['user'] as UserShape, identity);
  }, keepMs);
  const channels = recent(async (channel) => {
    const data = await ask(caller, 'conversations.info', { channel }, [
      'channel_not_found',
      'missing_scope',
      'not_in_channel',
    ]);
    const shape: ChannelShape = data?.['channel'] ?? {};
    return shape;
  }, keepMembershipMs);
  const groups = recent(async (usergroup) => {
    const data = await ask(caller, 'usergroups.users.list', { usergroup }, ['no_such_subteam', 'subteam_not_found']);
    return (data?.['users'] ?? []) as readonly string[];
  }, keepMs);

  return async ({ user, channel, knownDirect }, row) => {
    const collect = async (): Promise<Facts> => {
      const ownDirect: ChannelShape = { is_im: true, user };
      const [person, info, lists] = await Promise.all([
        people(user),
        knownDirect ? ownDirect : channels(channel),
        Promise.all((row.userGroups ?? []).map(async (id) => ((await groups(id)).includes(user) ? [id] : []))),
      ]);
      // A direct conversation between other people is seen by Slack as not there, and so as not ours.
      const direct = info.is_im === true && info.user === user;
      return {
        user,
        person,
        channel,
        direct,
        botIsMember: info.is_member === true,
        isPrivate: info.is_private === true,
        userGroups: lists.flat(),
      };
    };
    try {
      return await within(limitMs, 'asking Slack who you are', collect());
    } catch (cause) {
      throw new FactsUnknown('I could not find out who is asking', cause);
    }
  };
};
