import type { Caller } from './caller.ts';
import { findPost, type Look, metadataOf } from './find-message.ts';
import type { Pacer } from './pacer.ts';
import type { PostKey } from './post-key.ts';
import type { SlackMessage } from './slack-message.ts';
import { SlackRefused, SlackUnavailable } from './slack-trouble.ts';
import { sleep, type Timing } from './timing.ts';
import type { Posts } from './view-posts.ts';

export interface PostTools {
  readonly caller: Caller;
  readonly pace: Pacer;
  readonly posts: Posts<PostKey>;
  readonly timing: Timing;
  /** Aborted when the process ends: what still waits is given back to its caller. */
  readonly signal: AbortSignal;
}

export interface Target {
  readonly channel: string;
  readonly thread?: string | undefined;
}

const method = 'chat.postMessage';

/** Looks for a post whose outcome is unclear; undefined when Slack never showed its messages. */
const lookFor = async (tools: PostTools, key: PostKey, target: Target, since: number): Promise<Look | undefined> => {
  let seen: Look | undefined;
  for (const ms of tools.timing.lookAfterMs) {
    await sleep(ms, tools.signal);
    seen = (await findPost(tools.caller, key, target.channel, target.thread, since)) ?? seen;
    if (seen?.ts !== undefined) return seen;
  }
  return seen;
};

/**
 * Posts a message of a run once, whoever else tries, in this process or another, now or after a crash: the intent is
 * recorded before the post and the `ts` after it, and a post of unclear outcome is looked for by its metadata before it is
 * repeated. Resolves with the `ts`. Rejects with SlackRefused or SlackUnavailable.
 */
export const postOnce = async (
  tools: PostTools,
  key: PostKey,
  target: Target,
  message: SlackMessage,
  limitMs: number = tools.timing.giveUpMs,
): Promise<string> => {
  const { caller, pace, posts, timing, signal } = tools;
  const until = Date.now() + limitMs;
  const late = (why: string, cause?: Error): SlackUnavailable =>
    new SlackUnavailable(
      `Slack did not take a message within ${Math.round(limitMs / 1000)} s (${key.step}): ${why}`,
      cause,
    );
  let backoff = timing.backoffMs;
  for (;;) {
    const seen = await posts.read(key);
    if (seen.ts !== undefined) return seen.ts;
    if (signal.aborted) throw late('Stuckmail is being stopped');
    if (Date.now() > until) throw late('time is up');
    if (seen.posting !== undefined) {
      const since = Date.parse(seen.posting);
      if (Date.now() - since < timing.callMs + timing.backoffMs) {
        // Somebody is at it, or stopped right there.
        await sleep(Math.min(250, timing.backoffMs), signal);
        continue;
      }
      const found = await findPost(caller, key, target.channel, target.thread, since);
      if (found === undefined) {
        await sleep(backoff, signal);
        backoff = Math.min(backoff * 2, timing.backoffMostMs);
        continue;
      }
      if (found.ts !== undefined) {
        await posts.remember(key, found.ts);
        return found.ts;
      }
    }
    if (!(await caller.freeBy(method, until))) throw late('Slack asks to wait longer');
    if (!(await pace(target.channel, until))) throw late('the channel is busy');
    const mine = await posts.take(key, seen);
    if (mine === undefined) continue;
    const outcome = await caller.call(method, {
      channel: target.channel,
      text: message.text,
      blocks: message.blocks,
      unfurl_links: false,
      unfurl_media: false,
      metadata: metadataOf(key),
      ...(target.thread === undefined ? {} : { thread_ts: target.thread }),
    });
    if (outcome.kind === 'done') {
      const ts = String(outcome.data['ts']);
      await posts.remember(key, ts);
      return ts;
    }
    if (outcome.kind === 'unclear') {
      const found = await lookFor(tools, key, target, Date.parse(mine.posting ?? ''));
      // `posting` stays, so that the next try looks again before it posts.
      if (found === undefined) throw late('it is not clear whether the message is there', outcome.cause);
      if (found.ts !== undefined) {
        await posts.remember(key, found.ts);
        return found.ts;
      }
    }
    await posts.release(key, mine);
    if (outcome.kind === 'refused') throw new SlackRefused(method, outcome.error, outcome.cause);
    if (outcome.kind === 'not-sent') {
      if (Date.now() + backoff > until) throw late('Slack could not be reached', outcome.cause);
      await sleep(backoff, signal);
      backoff = Math.min(backoff * 2, timing.backoffMostMs);
    }
  }
};
