import { setMaxListeners } from 'node:events';
import type { WebClient } from '@slack/web-api';
import type { Collection } from '../../../application/ports/collection.ts';
import type { Log } from '../../../application/ports/log.ts';
import type { RunStore } from '../../../application/ports/run-store.ts';
import { checkMessage } from '../blocks/check-message.ts';
import { buildCaller, type Caller } from './caller.ts';
import { buildEditor, type Editor } from './editor.ts';
import type { PostNotes } from './noted-posts.ts';
import { buildPacer } from './pacer.ts';
import { allPosts, type PostKey } from './post-key.ts';
import { postOnce, type Target } from './post-once.ts';
import { say, type Whisper, whisper } from './say.ts';
import type { SlackMessage } from './slack-message.ts';
import { defaultTiming, type Timing } from './timing.ts';
import { type TextFile, uploadOnce } from './upload-once.ts';

/** Slack refuses a whole message for one field out of bounds; then the text alone is better than nothing. */
const fitted = (message: SlackMessage, log: Log): SlackMessage => {
  const problems = checkMessage(message);
  if (problems.length === 0) return message;
  log.error({ problems }, 'a message is outside of what Slack takes; its text is sent alone');
  return { text: message.text, blocks: [] };
};

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
  /** Drops live edits; whatever still waits for Slack rejects with SlackUnavailable. */
  stop(): void;
}

export const buildOutbox = (parts: {
  readonly client: WebClient;
  readonly store: RunStore;
  readonly notes: Collection<PostNotes>;
  readonly log: Log;
  readonly timing?: Partial<Timing>;
}): Outbox => {
  const timing: Timing = { ...defaultTiming, ...parts.timing };
  const stopping = new AbortController();
  const { signal } = stopping;
  // Everything that waits listens to it.
  setMaxListeners(0, signal);
  const caller = buildCaller(parts.client, parts.log, signal);
  const posts = allPosts(parts.store, parts.notes);
  const tools = { caller, pace: buildPacer(parts.store, timing.postEveryMs, signal), posts, timing, signal };
  const fit = (message: SlackMessage): SlackMessage => fitted(message, parts.log);
  const editor = buildEditor(caller, timing, signal);
  const edit: Editor = {
    live: (channel, ts, message) => editor.live(channel, ts, fit(message)),
    last: (channel, ts, message) => editor.last(channel, ts, fit(message)),
    stop: () => editor.stop(),
  };
  return {
    post: (key, target, message, limitMs) => postOnce(tools, key, target, fit(message), limitMs),
    edit,
    upload: (key, target, file) => uploadOnce(tools, key, target, file),
    say: (target, message) => say(tools, target, fit(message)),
    whisper: (to, message) => whisper(tools, to, fit(message)),
    caller,
    store: parts.store,
    mark: (key, ts) => posts.remember(key, ts),
    stop() {
      stopping.abort();
      edit.stop();
    },
  };
};
