import { metadataType } from './find-message.ts';
import type { PostTools, Target } from './post-once.ts';
import type { SlackMessage } from './slack-message.ts';
import { SlackRefused, SlackUnavailable } from './slack-trouble.ts';
import { sleep } from './timing.ts';

const quiet = { unfurl_links: false, unfurl_media: false };

/** Posts an answer that belongs to no run. Not repeated when it is unclear whether it arrived. */
export const say = async (tools: PostTools, target: Target, message: SlackMessage): Promise<void> => {
  const { caller, pace, timing, signal } = tools;
  const until = Date.now() + timing.giveUpMs;
  const method = 'chat.postMessage';
  for (let backoff = timing.backoffMs; ; backoff = Math.min(backoff * 2, timing.backoffMostMs)) {
    if (signal.aborted || !(await caller.freeBy(method, until)) || !(await pace(target.channel, until))) break;
    const outcome = await caller.call(method, {
      ...quiet,
      channel: target.channel,
      text: message.text,
      blocks: message.blocks,
      metadata: { event_type: metadataType, event_payload: {} },
      ...(target.thread === undefined ? {} : { thread_ts: target.thread }),
    });
    if (outcome.kind === 'done') return;
    if (outcome.kind === 'refused') throw new SlackRefused(method, outcome.error, outcome.cause);
    if (outcome.kind === 'unclear')
      throw new SlackUnavailable('it is not clear whether an answer arrived', outcome.cause);
    if (outcome.kind === 'not-sent') {
      if (Date.now() + backoff > until) break;
      await sleep(backoff, signal);
    }
  }
  throw new SlackUnavailable(`an answer could not be posted within ${timing.giveUpMs / 1000} s`);
};

export interface Whisper {
  readonly user: string;
  readonly channel: string;
  readonly thread?: string | undefined;
  /** Of the command or button that is answered; good for 30 minutes and 5 uses, also where the bot may not post. */
  readonly responseUrl?: string | undefined;
}

const viaResponseUrl = async (url: string, message: SlackMessage, timeoutMs: number): Promise<boolean> => {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        response_type: 'ephemeral',
        replace_original: false,
        text: message.text,
        blocks: message.blocks,
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    // The caller tries the other way and reports when that fails too.
    return false;
  }
};

/** Tells one person something: by the response URL, else as an ephemeral message, else as a direct message. */
export const whisper = async (tools: PostTools, to: Whisper, message: SlackMessage): Promise<void> => {
  const { caller, timing } = tools;
  if (to.responseUrl !== undefined && (await viaResponseUrl(to.responseUrl, message, timing.callMs / 2))) return;
  const method = 'chat.postEphemeral';
  const until = Date.now() + timing.giveUpMs;
  const args = {
    channel: to.channel,
    user: to.user,
    text: message.text,
    blocks: message.blocks,
    ...(to.thread === undefined ? {} : { thread_ts: to.thread }),
  };
  let outcome = (await caller.freeBy(method, until)) ? await caller.call(method, args) : undefined;
  if (outcome?.kind === 'limited' && (await caller.freeBy(method, until))) outcome = await caller.call(method, args);
  if (outcome?.kind === 'done') return;
  await say(tools, { channel: to.user }, message);
};
