import type { Events } from './events.ts';
import { messageShape } from './messages.ts';
import type { Change, Workspace } from './workspace.ts';

const CHANNEL_TYPE = { public: 'channel', private: 'group', im: 'im' } as const;
const SUBSCRIPTION = { public: 'message.channels', private: 'message.groups', im: 'message.im' } as const;

/** Sends the bot the events its own messages make, as Slack does: posts, edits and removals. */
export function echoOwnMessages(workspace: Workspace, events: Events): void {
  workspace.changes.on('changed', (change) => {
    const event = eventOf(change);
    if (event === undefined) return;
    const channel = workspace.channels.get(event.channel);
    if (channel === undefined || !channel.members.has(workspace.app.botUserId)) return;
    const event_ts = workspace.nextTs();
    // Nobody waits for these; whether they were acknowledged stands in the list of deliveries.
    void events.emit(
      SUBSCRIPTION[channel.kind],
      { ...event, channel_type: CHANNEL_TYPE[channel.kind], event_ts },
      channel,
    );
  });
}

function eventOf(change: Change): (Record<string, unknown> & { channel: string }) | undefined {
  if (change.kind !== 'posted' && change.kind !== 'updated' && change.kind !== 'deleted') return undefined;
  const { message } = change;
  if (message.bot_id === undefined) return undefined;
  const { channel, ts } = message;
  if (change.kind === 'posted') return { ...messageShape(message), channel };
  const hidden = { type: 'message', hidden: true, channel, ts };
  if (change.kind === 'deleted') return { ...hidden, subtype: 'message_deleted', deleted_ts: ts };
  return { ...hidden, subtype: 'message_changed', message: messageShape(message) };
}
