import type { WebClient } from '@slack/web-api';
import type { Log } from '../../../application/ports/log.ts';
import type { RunStore } from '../../../application/ports/run-store.ts';
import { buildCaller, type Caller } from './caller.ts';
import { buildEditor, type Editor } from './editor.ts';
import { buildPacer } from './pacer.ts';
import { postOnce, type Target } from './post-once.ts';
import { say, type Whisper, whisper } from './say.ts';
import type { SlackMessage } from './slack-message.ts';
import { defaultTiming, type Timing } from './timing.ts';
import { type TextFile, uploadOnce } from './upload-once.ts';
import { type PostKey, viewPosts } from './view-posts.ts';

/** Owns every write to Slack. */
export interface Outbox {
  /** See `postOnce`. */
  post(key: PostKey, target: Target, message: SlackMessage, limitMs?: number): Promise<string>;
  readonly edit: Editor;
  /** Shares a text file in a thread, once. */
  upload(key: PostKey, target: Target & { readonly thread: string }, file: TextFile): Promise<void>;
  /** Posts an answer that belongs to no run. */
  say(target: Target, message: SlackMessage): Promise<void>;
  /** Tells one person something. */
  whisper(to: Whisper, message: SlackMessage): Promise<void>;
  /** For reads: the same limits hold for them. */
  readonly caller: Caller;
  readonly store: RunStore;
  /** Notes that a step of a run is done, with the message it is in. */
  mark(key: PostKey, ts: string): Promise<void>;
  stop(): void;
}

export const buildOutbox = (parts: {
  readonly client: WebClient;
  readonly store: RunStore;
  readonly log: Log;
  readonly timing?: Partial<Timing>;
}): Outbox => {
  const timing: Timing = { ...defaultTiming, ...parts.timing };
  const caller = buildCaller(parts.client, parts.log);
  const posts = viewPosts(parts.store);
  const tools = { caller, pace: buildPacer(parts.store, timing.postEveryMs), posts, timing };
  const edit = buildEditor(caller, timing);
  return {
    post: (key, target, message, limitMs) => postOnce(tools, key, target, message, limitMs),
    edit,
    upload: (key, target, file) => uploadOnce(tools, key, target, file),
    say: (target, message) => say(tools, target, message),
    whisper: (to, message) => whisper(tools, to, message),
    caller,
    store: parts.store,
    mark: (key, ts) => posts.remember(key, ts),
    stop: () => edit.stop(),
  };
};
