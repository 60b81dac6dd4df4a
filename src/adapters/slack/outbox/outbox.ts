import { setMaxListeners } from 'node:events';
import type { WebClient } from '@slack/web-api';
import type { Collection } from '../../../application/ports/collection.ts';
import type { Log } from '../../../application/ports/log.ts';
import type { RunStore } from '../../../application/ports/run-store.ts';
import { checkMessage } from '../blocks/check-message.ts';
import { buildCaller, type Caller, type OnCall } from './caller.ts';
import { type Edition, editInOrder } from './edit-in-order.ts';
import { buildEditor, type Editor } from './editor.ts';
import { buildInHand, type Waiting } from './in-hand.ts';
import type { NotedPostKey, PostNotes } from './noted-posts.ts';
import { buildPacer } from './pacer.ts';
import { buildPermalinks, type Permalink } from './permalinks.ts';
import { allPosts, type PostKey } from './post-key.ts';
import { postOnce, type Target } from './post-once.ts';
import { say, type Whisper, whisper } from './say.ts';
import { keepPicture, type PictureFile, type TextFile } from './send-file.ts';
import type { SlackMessage } from './slack-message.ts';
import { defaultTiming, type Timing } from './timing.ts';
import { uploadOnce } from './upload-once.ts';

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
  /** See `editInOrder`: for a message that several processes edit. */
  editInOrder(key: NotedPostKey, edition: Edition): Promise<void>;
  /** The message of a post; undefined when it was not made yet. */
  posted(key: PostKey): Promise<string | undefined>;
  /** Shares a file in a thread, once. */
  upload(key: PostKey, target: Target & { readonly thread: string }, file: TextFile | PictureFile): Promise<void>;
  /** See `keepPicture`. */
  picture(file: PictureFile): Promise<string>;
  /** Posts an answer that belongs to no run. */
  say(target: Target, message: SlackMessage): Promise<void>;
  /** Tells one person something. */
  whisper(to: Whisper, message: SlackMessage): Promise<void>;
  /** For reads: the same limits hold for them. */
  readonly caller: Caller;
  readonly store: RunStore;
  /** Notes that a step of a run is done, with the message it is in. */
  mark(key: PostKey, ts: string): Promise<void>;
  readonly permalink: Permalink;
  /** The address of a post of ours; undefined when it was not made, or Slack does not tell. */
  link(key: PostKey): Promise<string | undefined>;
  /** How the writes are getting on, for health and metrics. */
  waiting(): Waiting;
  /** Drops live edits; whatever still waits for Slack rejects with SlackUnavailable. */
  stop(): void;
}

export const buildOutbox = (parts: {
  readonly client: WebClient;
  readonly store: RunStore;
  readonly notes: Collection<PostNotes>;
  readonly log: Log;
  readonly timing?: Partial<Timing>;
  readonly onCall?: OnCall | undefined;
}): Outbox => {
  const timing: Timing = { ...defaultTiming, ...parts.timing };
  const stopping = new AbortController();
  const { signal } = stopping;
  // Everything that waits listens to it.
  setMaxListeners(0, signal);
  const caller = buildCaller(parts.client, parts.log, signal, parts.onCall);
  const posts = allPosts(parts.store, parts.notes);
  const tools = { caller, pace: buildPacer(parts.store, timing.postEveryMs, signal), posts, timing, signal };
  const editTools = { caller, notes: parts.notes, timing, signal };
  const fit = (message: SlackMessage): SlackMessage => fitted(message, parts.log);
  const editor = buildEditor(caller, timing, signal);
  const inHand = buildInHand();
  const permalink = buildPermalinks(caller);
  const edit: Editor = {
    live: (channel, ts, message) => editor.live(channel, ts, fit(message)),
    last: (channel, ts, message) => inHand.watch(editor.last(channel, ts, fit(message))),
    stop: () => editor.stop(),
  };
  return {
    post: (key, target, message, limitMs) => inHand.watch(postOnce(tools, key, target, fit(message), limitMs)),
    edit,
    editInOrder: (key, edition) =>
      inHand.watch(editInOrder(editTools, key, { ...edition, message: fit(edition.message) })),
    posted: async (key) => (await posts.read(key)).ts,
    upload: (key, target, file) => inHand.watch(uploadOnce(tools, key, target, file)),
    picture: (file) => inHand.watch(keepPicture(tools, file)),
    say: (target, message) => inHand.watch(say(tools, target, fit(message))),
    whisper: (to, message) => inHand.watch(whisper(tools, to, fit(message))),
    caller,
    store: parts.store,
    mark: (key, ts) => posts.remember(key, ts),
    permalink,
    async link(key) {
      const { ts } = await posts.read(key);
      return ts === undefined ? undefined : await permalink(key.place.channel, ts);
    },
    waiting: () => inHand.waiting(),
    stop() {
      stopping.abort();
      edit.stop();
    },
  };
};
