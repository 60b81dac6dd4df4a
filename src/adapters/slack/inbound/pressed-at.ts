import type { BlockAction } from '@slack/bolt';
import type { InboundParts } from './parts.ts';

/** Who pressed something, and where; undefined where there is no channel. */
export const pressedAt = ({ identity }: InboundParts, body: BlockAction) => {
  const channel = body.channel?.id;
  if (channel === undefined) return undefined;
  const container = body.container as { message_ts?: string; thread_ts?: string; is_ephemeral?: boolean };
  // A private answer has no thread of its own.
  const own = container.is_ephemeral === true ? undefined : container.message_ts;
  const thread: string | undefined = container.thread_ts ?? body.message?.['thread_ts'] ?? own;
  return {
    user: body.user.id,
    team: body.enterprise?.id ?? body.team?.id ?? identity.team,
    channel,
    thread,
    triggerId: body.trigger_id,
    responseUrl: body.response_url,
  };
};
