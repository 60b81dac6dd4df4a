import type { Channel } from './people.ts';
import { Refusal } from './refusal.ts';
import type { Block, Message, MessageMetadata, StoredFile, Workspace } from './workspace.ts';

/** Longer texts are cut, as Slack cuts them. */
const LONGEST_TEXT = 40_000;

export interface NewMessage {
  readonly user: string;
  readonly text: string;
  readonly thread?: string | undefined;
  readonly blocks?: readonly Block[] | undefined;
  readonly attachments?: readonly unknown[] | undefined;
  readonly metadata?: MessageMetadata | undefined;
  readonly files?: Message['files'] | undefined;
  readonly subtype?: string | undefined;
}

/** Puts a message into a conversation. */
export function addMessage(workspace: Workspace, channel: Channel, given: NewMessage): Message {
  if (channel.isArchived === true) throw new Refusal('is_archived');
  if (given.thread !== undefined) checkThread(workspace, channel, given.thread);
  const fromBot = given.user === workspace.app.botUserId;
  const message: Message = {
    type: 'message',
    channel: channel.id,
    ts: workspace.nextTs(),
    user: given.user,
    team: workspace.people.get(given.user)?.teamId ?? workspace.team.id,
    text: given.text.slice(0, LONGEST_TEXT),
    ...(given.thread === undefined ? {} : { thread_ts: given.thread }),
    ...(given.subtype === undefined ? {} : { subtype: given.subtype }),
    ...(fromBot ? { bot_id: workspace.app.botId, app_id: workspace.app.id } : { client_msg_id: crypto.randomUUID() }),
    ...(given.blocks === undefined ? {} : { blocks: withBlockIds(workspace, given.blocks) }),
    ...(given.attachments === undefined ? {} : { attachments: given.attachments }),
    ...(given.metadata === undefined ? {} : { metadata: given.metadata }),
    ...(given.files === undefined ? {} : { files: given.files }),
  };
  workspace.messages.push(message);
  workspace.changed({ kind: 'posted', message });
  return message;
}

/** Slack gives an id to every block that came without one. */
export function withBlockIds(workspace: Workspace, blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block) => (block.block_id === undefined ? { ...block, block_id: workspace.nextId('b') } : block));
}

/** A thread is named by its parent's timestamp, digit by digit. */
function checkThread(workspace: Workspace, channel: Channel, thread: string): void {
  if (!/^\d{10}\.\d{6}$/.test(thread)) throw new Refusal('invalid_thread_ts');
  const parent = workspace.messageAt(channel.id, thread);
  if (parent === undefined) throw new Refusal('thread_not_found');
  if (parent.thread_ts !== undefined && parent.thread_ts !== thread) throw new Refusal('thread_not_found');
}

/** The messages of a thread, parent first. */
export function threadOf(workspace: Workspace, channel: string, ts: string): Message[] {
  return workspace.messages.filter(
    (message) => message.channel === channel && (message.ts === ts || message.thread_ts === ts),
  );
}

/** A file as the Web API gives it: everything but the bytes. */
export function fileShape({ content, ...file }: StoredFile): Record<string, unknown> {
  return { ...file, size: content.length, permalink: file.url_private };
}

/** A message as the Web API gives it: without the channel, files without their bytes. */
export function messageShape(message: Message): Record<string, unknown> {
  const { files } = message;
  return { ...message, channel: undefined, ...(files === undefined ? {} : { files: files.map(fileShape) }) };
}
