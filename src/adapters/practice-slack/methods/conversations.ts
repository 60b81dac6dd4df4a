import { type Arguments, flagOf, numberOf, required, textOf } from '../arguments.ts';
import { messageShape, threadOf } from '../messages.ts';
import type { Channel } from '../people.ts';
import { Refusal } from '../refusal.ts';
import type { Message, Workspace } from '../workspace.ts';
import { type Method, type MethodContext, type Methods, need } from './method.ts';

const info: Method = (args, context) => ({ channel: channelShape(readable(args, context, 'read'), context.workspace) });

const history: Method = (args, context) => {
  const channel = joined(args, context);
  const roots = context.workspace.messages.filter(
    (message) =>
      message.channel === channel.id &&
      (message.thread_ts === undefined || message.thread_ts === message.ts || message.subtype === 'thread_broadcast'),
  );
  return page(within(args, roots).reverse(), args, context.workspace, 999);
};

const replies: Method = (args, context) => {
  const channel = joined(args, context);
  const ts = required(args, 'ts', 'thread_not_found');
  const asked = context.workspace.messageAt(channel.id, ts);
  if (asked === undefined) throw new Refusal('thread_not_found');
  const [parent, ...others] = threadOf(context.workspace, channel.id, asked.thread_ts ?? ts);
  // Slack gives the parent with every page, whatever the bounds.
  const shown = [...(parent === undefined ? [] : [parent]), ...within(args, others)];
  return page(shown, args, context.workspace, 1000);
};

const members: Method = (args, context) => {
  const channel = readable(args, context, 'read');
  return { members: [...channel.members], response_metadata: { next_cursor: '' } };
};

const open: Method = (args, context) => {
  need(context, 'im:write');
  const user = required(args, 'users', 'users_list_not_supplied');
  if (!context.workspace.people.has(user)) throw new Refusal('user_not_found');
  return { channel: { id: context.workspace.openIm(user).id } };
};

const list: Method = (args, context) => {
  const types = (textOf(args, 'types') ?? 'public_channel').split(',').map((type) => type.trim());
  for (const type of types) need(context, `${PREFIX[KIND_OF_TYPE[type] ?? 'public']}:read`);
  const bot = context.workspace.app.botUserId;
  const shown = [...context.workspace.channels.values()].filter(
    (channel) =>
      types.some((type) => KIND_OF_TYPE[type] === channel.kind) &&
      (channel.kind === 'public' || channel.members.has(bot)),
  );
  return {
    channels: shown.map((channel) => channelShape(channel, context.workspace)),
    response_metadata: { next_cursor: '' },
  };
};

const join: Method = (args, context) => {
  need(context, 'channels:join');
  const channel = context.workspace.visibleChannel(required(args, 'channel', 'channel_not_found'));
  if (channel.kind !== 'public') throw new Refusal('method_not_supported_for_channel_type');
  channel.members.add(context.workspace.app.botUserId);
  return { channel: channelShape(channel, context.workspace) };
};

const PREFIX = { public: 'channels', private: 'groups', im: 'im' } as const;
const KIND_OF_TYPE: Record<string, Channel['kind']> = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'im',
};

function readable(args: Arguments, context: MethodContext, right: 'read' | 'history'): Channel {
  const channel = context.workspace.visibleChannel(required(args, 'channel', 'channel_not_found'));
  need(context, `${PREFIX[channel.kind]}:${right}`);
  return channel;
}

function joined(args: Arguments, context: MethodContext): Channel {
  const channel = readable(args, context, 'history');
  if (!channel.members.has(context.workspace.app.botUserId)) throw new Refusal('not_in_channel');
  return channel;
}

function within(args: Arguments, messages: readonly Message[]): Message[] {
  const oldest = Number(textOf(args, 'oldest') ?? 0);
  const latest = Number(textOf(args, 'latest') ?? Number.POSITIVE_INFINITY);
  const inclusive = flagOf(args, 'inclusive');
  return messages.filter((message) => {
    const at = Number(message.ts);
    return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  });
}

/** One page; the cursor is the position of the next one, in Slack's disguise. */
function page(messages: readonly Message[], args: Arguments, workspace: Workspace, most: number) {
  const limit = Math.min(Math.max(numberOf(args, 'limit', 100), 1), most);
  const cursor = textOf(args, 'cursor');
  const from = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64').toString('utf8').replace('next:', ''));
  if (!Number.isInteger(from)) throw new Refusal('invalid_cursor');
  const hasMore = from + limit < messages.length;
  const next = hasMore ? Buffer.from(`next:${from + limit}`).toString('base64') : '';
  return {
    messages: messages.slice(from, from + limit).map((message) => shown(message, args, workspace)),
    has_more: hasMore,
    response_metadata: { next_cursor: next },
  };
}

function shown(message: Message, args: Arguments, workspace: Workspace): Record<string, unknown> {
  const { metadata, ...rest } = messageShape(message);
  const thread = threadOf(workspace, message.channel, message.ts);
  const isParent = thread.length > 1;
  return {
    ...rest,
    ...(isParent ? { thread_ts: message.ts, reply_count: thread.length - 1, latest_reply: thread.at(-1)?.ts } : {}),
    ...(metadata === undefined
      ? {}
      : { metadata: flagOf(args, 'include_all_metadata') ? metadata : { event_type: message.metadata?.event_type } }),
  };
}

function channelShape(channel: Channel, { app, team }: Workspace): Record<string, unknown> {
  return {
    id: channel.id,
    ...(channel.kind === 'im' ? { user: channel.user } : { name: channel.name, name_normalized: channel.name }),
    is_channel: channel.kind === 'public',
    is_group: false,
    is_im: channel.kind === 'im',
    is_mpim: false,
    is_private: channel.kind !== 'public',
    is_archived: channel.isArchived ?? false,
    is_general: false,
    is_member: channel.members.has(app.botUserId),
    is_shared: channel.isExtShared ?? false,
    is_ext_shared: channel.isExtShared ?? false,
    is_org_shared: false,
    is_pending_ext_shared: false,
    context_team_id: team.id,
    num_members: channel.members.size,
  };
}

export const conversationMethods: Methods = {
  'conversations.info': info,
  'conversations.history': history,
  'conversations.replies': replies,
  'conversations.members': members,
  'conversations.open': open,
  'conversations.list': list,
  'conversations.join': join,
};
