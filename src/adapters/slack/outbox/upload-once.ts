import { isFileShared } from './find-message.ts';
import type { PostKey } from './post-key.ts';
import type { PostTools, Target } from './post-once.ts';
import { type PictureFile, sendFile, type TextFile } from './send-file.ts';
import { SlackRefused, SlackUnavailable } from './slack-trouble.ts';
import { sleep } from './timing.ts';

/** The three calls of `files.uploadV2`, apart: bytes may go up twice unseen, but the file is shared once. */
export const uploadOnce = async (
  tools: PostTools,
  key: PostKey,
  target: Target & { readonly thread: string },
  file: TextFile | PictureFile,
): Promise<void> => {
  const { caller, pace, posts, timing, signal } = tools;
  const until = Date.now() + timing.giveUpMs;
  const uploadKey = { ...key, step: `${key.step}-upload` };

  const seen = await posts.read(key);
  if (seen.ts !== undefined) return;
  // Somebody may be at it right now; after that time the outcome can be seen.
  if (seen.posting !== undefined)
    await sleep(Math.max(0, Date.parse(seen.posting) + timing.callMs - Date.now()), signal);
  let { ts: id } = await posts.read(uploadKey);
  if (seen.posting !== undefined && id !== undefined) {
    const shared = await isFileShared(caller, id, target.channel, target.thread, Date.parse(seen.posting));
    if (shared === undefined) throw new SlackUnavailable('it is not clear whether a file was shared');
    if (shared) return await posts.remember(key, id);
  }
  if (id === undefined) {
    id = await sendFile(tools, file, until);
    await posts.remember(uploadKey, id);
  }
  if (!(await pace(target.channel, until))) throw new SlackUnavailable('the channel is busy; a file waits');
  const mine = await posts.take(key, seen);
  if (mine === undefined) return;
  for (;;) {
    if (!(await caller.freeBy('files.completeUploadExternal', until))) break;
    const outcome = await caller.call('files.completeUploadExternal', {
      files: [{ id, title: file.title }],
      channel_id: target.channel,
      thread_ts: target.thread,
    });
    if (outcome.kind === 'done') return await posts.remember(key, id);
    if (outcome.kind === 'refused') {
      await posts.release(key, mine);
      throw new SlackRefused('files.completeUploadExternal', outcome.error, outcome.cause);
    }
    if (outcome.kind === 'unclear')
      throw new SlackUnavailable('it is not clear whether a file was shared', outcome.cause);
    if (outcome.kind === 'not-sent') break;
  }
  await posts.release(key, mine);
  throw new SlackUnavailable('Slack did not take a file');
};
