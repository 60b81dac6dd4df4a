import { isRecord, jsonOf, numberOf, required, textOf } from '../arguments.ts';
import { addMessage, fileShape } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import { contentOf } from './content.ts';
import { type Method, type Methods, need } from './method.ts';

const getUploadUrl: Method = (args, context) => {
  need(context, 'files:write');
  const name = required(args, 'filename');
  const size = numberOf(args, 'length', 0);
  if (size <= 0) throw new Refusal('invalid_arguments', ['[ERROR] must be greater than 0: length']);
  const id = context.workspace.nextId('F');
  context.workspace.uploads.set(id, { name, size });
  return { upload_url: `${context.baseUrl}/upload/${id}`, file_id: id };
};

/** Shares uploaded files; not repeatable, and a second call shares again. */
const complete: Method = (args, context) => {
  need(context, 'files:write');
  const { workspace } = context;
  const files = jsonOf(args, 'files', 'invalid_arguments');
  if (!Array.isArray(files) || files.length === 0) throw new Refusal('invalid_arguments', ['[ERROR] missing: files']);
  const channelId = textOf(args, 'channel_id') ?? textOf(args, 'channels');
  const channel = channelId === undefined ? undefined : workspace.visibleChannel(channelId);
  if (channel !== undefined && !channel.members.has(workspace.app.botUserId)) throw new Refusal('not_in_channel');
  const stored = files.map((file: unknown) => {
    const id = isRecord(file) && typeof file.id === 'string' ? file.id : '';
    const upload = workspace.uploads.get(id);
    if (upload?.content === undefined) throw new Refusal('file_not_found');
    const { name, size, content } = upload;
    const title = isRecord(file) && typeof file.title === 'string' ? file.title : name;
    const channels = channel === undefined ? [] : [channel.id];
    const url_private = `${context.baseUrl}/file/${id}`;
    return { id, name, title, size, user: workspace.app.botUserId, url_private, content, channels };
  });
  for (const file of stored) workspace.files.set(file.id, file);
  if (channel !== undefined) {
    const comment = textOf(args, 'initial_comment');
    // A comment wins over blocks.
    const { blocks } = comment === undefined ? contentOf(args) : { blocks: undefined };
    const user = workspace.app.botUserId;
    addMessage(workspace, channel, {
      user,
      text: comment ?? '',
      thread: textOf(args, 'thread_ts'),
      blocks,
      files: stored,
    });
  }
  return { files: stored.map(fileShape) };
};

const info: Method = (args, context) => {
  need(context, 'files:read');
  const file = context.workspace.files.get(required(args, 'file', 'file_not_found'));
  if (file === undefined) throw new Refusal('file_not_found');
  return { file: fileShape(file) };
};

export const fileMethods: Methods = {
  'files.getUploadURLExternal': getUploadUrl,
  'files.completeUploadExternal': complete,
  'files.info': info,
};
