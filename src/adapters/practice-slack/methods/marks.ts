import { type Arguments, required, textOf } from '../arguments.ts';
import { Refusal } from '../refusal.ts';
import type { Message } from '../workspace.ts';
import { type Method, type MethodContext, type Methods, need } from './method.ts';

const addReaction: Method = (args, context) => {
  need(context, 'reactions:write');
  const message = markedMessage(args, context);
  const name = required(args, 'name', 'invalid_name');
  const bot = context.workspace.app.botUserId;
  const reactions = message.reactions ?? [];
  const users = reactions.find((one) => one.name === name)?.users ?? [];
  if (users.includes(bot)) throw new Refusal('already_reacted');
  const added = { name, users: [...users, bot], count: users.length + 1 };
  message.reactions = [...reactions.filter((one) => one.name !== name), added];
  context.workspace.changed({ kind: 'reacted', message });
  return {};
};

const removeReaction: Method = (args, context) => {
  need(context, 'reactions:write');
  const message = markedMessage(args, context);
  const name = required(args, 'name', 'invalid_name');
  const bot = context.workspace.app.botUserId;
  const reaction = message.reactions?.find((one) => one.name === name && one.users.includes(bot));
  if (reaction === undefined) throw new Refusal('no_reaction');
  const users = reaction.users.filter((user) => user !== bot);
  const others = (message.reactions ?? []).filter((one) => one !== reaction);
  message.reactions = users.length === 0 ? others : [...others, { name, users, count: users.length }];
  context.workspace.changed({ kind: 'reacted', message });
  return {};
};

/** The line under a thread that says what the app is doing; empty takes it away. */
const setStatus: Method = (args, context) => {
  need(context, 'chat:write', 'assistant:write');
  const channel = context.workspace.visibleChannel(required(args, 'channel_id', 'channel_not_found')).id;
  const thread = required(args, 'thread_ts', 'invalid_thread_ts');
  if (context.workspace.messageAt(channel, thread) === undefined) throw new Refusal('thread_not_found');
  const status = textOf(args, 'status') ?? '';
  context.workspace.statuses.set(`${channel} ${thread}`, status);
  context.workspace.changed({ kind: 'status', channel, thread, status });
  return {};
};

function markedMessage(args: Arguments, { workspace }: MethodContext): Message {
  const channel = workspace.visibleChannel(required(args, 'channel', 'channel_not_found'));
  if (!channel.members.has(workspace.app.botUserId)) throw new Refusal('not_in_channel');
  const message = workspace.messageAt(channel.id, required(args, 'timestamp', 'no_item_specified'));
  if (message === undefined) throw new Refusal('message_not_found');
  return message;
}

export const markMethods: Methods = {
  'reactions.add': addReaction,
  'reactions.remove': removeReaction,
  'assistant.threads.setStatus': setStatus,
};
