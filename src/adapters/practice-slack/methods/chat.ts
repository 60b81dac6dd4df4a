import { type Arguments, flagOf, required, textOf } from '../arguments.ts';
import { addMessage, messageShape, withBlockIds } from '../messages.ts';
import type { Channel } from '../people.ts';
import { Refusal } from '../refusal.ts';
import type { Message, PrivateAnswer } from '../workspace.ts';
import { contentOf, metadataOf, sayingOf } from './content.ts';
import { type Method, type MethodContext, type Methods, need } from './method.ts';

/** Texts above this are refused by an update, though a post takes them. */
const LONGEST_UPDATE = 4_000;

const postMessage: Method = (args, context) => {
  need(context, 'chat:write');
  const channel = postableChannel(args, context);
  const content = contentOf(args);
  const metadata = metadataOf(args);
  const message = addMessage(context.workspace, channel, {
    user: context.workspace.app.botUserId,
    text: sayingOf(content),
    thread: textOf(args, 'thread_ts'),
    blocks: content.blocks,
    attachments: content.attachments,
    metadata: metadata === 'clear' ? undefined : metadata,
    subtype:
      flagOf(args, 'reply_broadcast') && textOf(args, 'thread_ts') !== undefined ? 'thread_broadcast' : undefined,
  });
  return { channel: channel.id, ts: message.ts, message: messageShape(message) };
};

const update: Method = (args, context) => {
  need(context, 'chat:write');
  const message = ownMessage(args, context, 'cant_update_message');
  const content = contentOf(args);
  const text = sayingOf(content);
  if (text.length > LONGEST_UPDATE) throw new Refusal('msg_too_long');
  const metadata = metadataOf(args);
  message.text = text;
  // Text without blocks takes the blocks away; the same goes for attachments.
  if (content.blocks === undefined || content.blocks.length === 0) delete message.blocks;
  else message.blocks = withBlockIds(context.workspace, content.blocks);
  if (content.attachments === undefined) delete message.attachments;
  else message.attachments = content.attachments;
  if (metadata === 'clear') delete message.metadata;
  else if (metadata !== undefined) message.metadata = metadata;
  if (message.blocks === undefined) message.edited = { user: message.user, ts: context.workspace.nextTs() };
  context.workspace.changed({ kind: 'updated', message });
  return { channel: message.channel, ts: message.ts, text, message: messageShape(message) };
};

const remove: Method = (args, context) => {
  need(context, 'chat:write');
  const message = ownMessage(args, context, 'cant_delete_message');
  const { messages } = context.workspace;
  messages.splice(messages.indexOf(message), 1);
  context.workspace.changed({ kind: 'deleted', message });
  return { channel: message.channel, ts: message.ts };
};

const postEphemeral: Method = (args, context) => {
  need(context, 'chat:write');
  const { workspace } = context;
  const channel = postableChannel(args, context);
  const user = required(args, 'user', 'user_not_in_channel');
  if (!channel.members.has(user)) throw new Refusal('user_not_in_channel');
  const content = contentOf(args);
  const thread = textOf(args, 'thread_ts');
  const answer: PrivateAnswer = {
    via: 'chat.postEphemeral',
    user,
    channel: channel.id,
    ts: workspace.nextTs(),
    text: sayingOf(content),
    ...(content.blocks === undefined ? {} : { blocks: withBlockIds(workspace, content.blocks) }),
    ...(thread === undefined ? {} : { thread_ts: thread }),
    shown: true,
  };
  workspace.privateAnswers.push(answer);
  workspace.changed({ kind: 'private', answer });
  return { message_ts: answer.ts };
};

const getPermalink: Method = (args, { workspace }) => {
  const channel = workspace.visibleChannel(required(args, 'channel', 'channel_not_found')).id;
  const ts = required(args, 'message_ts', 'message_not_found');
  if (workspace.messageAt(channel, ts) === undefined) throw new Refusal('message_not_found');
  return {
    channel,
    permalink: `https://${workspace.team.domain}.slack.example/archives/${channel}/p${ts.replace('.', '')}`,
  };
};

/** A conversation the bot may post to; a user's id stands for the direct message with them. */
function postableChannel(args: Arguments, context: MethodContext): Channel {
  const { workspace } = context;
  const id = required(args, 'channel', 'channel_not_found');
  if (workspace.people.has(id)) return workspace.openIm(id);
  const named = id.startsWith('#') ? workspace.findChannel(id) : undefined;
  const channel = workspace.visibleChannel(named?.id ?? id);
  if (channel.members.has(workspace.app.botUserId)) return channel;
  const mayWithoutJoining = channel.kind === 'public' && context.scopes.hasByName('chat:write.public');
  if (!mayWithoutJoining) throw new Refusal('not_in_channel');
  return channel;
}

function ownMessage(args: Arguments, { workspace }: MethodContext, foreign: string): Message {
  const channel = workspace.visibleChannel(required(args, 'channel', 'channel_not_found'));
  const message = workspace.messageAt(channel.id, required(args, 'ts', 'message_not_found'));
  if (message === undefined) throw new Refusal('message_not_found');
  if (message.user !== workspace.app.botUserId) throw new Refusal(foreign);
  return message;
}

export const chatMethods: Methods = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.delete': remove,
  'chat.postEphemeral': postEphemeral,
  'chat.getPermalink': getPermalink,
};
