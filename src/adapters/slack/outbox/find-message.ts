import type { Caller } from './caller.ts';
import { type PostKey, subjectOf } from './post-key.ts';

interface Seen {
  readonly ts?: string;
  readonly files?: readonly { readonly id?: string }[];
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: Readonly<Record<string, unknown>> };
}

export const metadataType = 'stuckmail_run';
export const metadataOf = (key: PostKey): Record<string, unknown> => ({
  event_type: metadataType,
  event_payload: { run: subjectOf(key), step: key.step },
});

/** Clocks of ours and of Slack may differ by so much. */
const slackSeconds = 60;

/** Messages of ours since `since`, in a channel or in one of its threads; undefined when Slack did not say. */
const messagesSince = async (caller: Caller, channel: string, thread: string | undefined, since: number) => {
  const oldest = String(Math.floor(since / 1000) - slackSeconds);
  const outcome = await caller.call(thread === undefined ? 'conversations.history' : 'conversations.replies', {
    channel,
    oldest,
    include_all_metadata: true,
    limit: 100,
    ...(thread === undefined ? {} : { ts: thread }),
  });
  return outcome.kind === 'done' ? ((outcome.data['messages'] ?? []) as readonly Seen[]) : undefined;
};

/** What Slack shows of a post: its `ts`, or none when it is not there. */
export interface Look {
  readonly ts: string | undefined;
}

/** Looks for the message that holds this post; undefined when Slack did not say. */
export const findPost = async (
  caller: Caller,
  key: PostKey,
  channel: string,
  thread: string | undefined,
  since: number,
): Promise<Look | undefined> => {
  const messages = await messagesSince(caller, channel, thread, since);
  const found = messages?.find(({ metadata }) => {
    const payload = metadata?.event_type === metadataType ? metadata.event_payload : undefined;
    return payload?.['run'] === subjectOf(key) && payload['step'] === key.step;
  });
  return messages === undefined ? undefined : { ts: found?.ts };
};

/** Whether a file was shared in a thread; undefined when Slack did not say. */
export const isFileShared = async (
  caller: Caller,
  file: string,
  channel: string,
  thread: string,
  since: number,
): Promise<boolean | undefined> =>
  (await messagesSince(caller, channel, thread, since))?.some(
    ({ files }) => files?.some(({ id }) => id === file) === true,
  );
