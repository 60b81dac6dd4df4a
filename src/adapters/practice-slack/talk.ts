import type { EventDelivery } from './events.ts';
import { addMessage } from './messages.ts';
import { channelOf, memberOf, personOf, type Stage } from './stage.ts';
import { escapeTyped } from './typing.ts';

export interface Said {
  readonly ts: string;
  readonly channel: string;
  /** Ids of the events this made; two when the bot is mentioned. */
  readonly eventIds: readonly string[];
  /** Resolves when each is acknowledged or given up. */
  readonly delivered: Promise<readonly EventDelivery[]>;
}

const CHANNEL_TYPE = { public: 'channel', private: 'group', im: 'im' } as const;
const SUBSCRIPTION = { public: 'message.channels', private: 'message.groups', im: 'message.im' } as const;

/** Writes a message. The bot hears it where it is a member, and once more as a mention when it is named. */
export async function say(
  stage: Stage,
  given: { user: string; channel: string; text: string; thread?: string },
): Promise<Said> {
  const { workspace, events } = stage;
  const { person, channel } = memberOf(workspace, given.user, given.channel);
  const text = escapeTyped(given.text, workspace);
  const message = addMessage(workspace, channel, { user: person.id, text, thread: given.thread });
  const before = events.deliveries.length;
  const delivering: Promise<EventDelivery | undefined>[] = [];
  if (channel.members.has(workspace.app.botUserId)) {
    const parent = given.thread === undefined ? undefined : workspace.messageAt(channel.id, given.thread)?.user;
    const event = { ...message, event_ts: message.ts, ...(parent === undefined ? {} : { parent_user_id: parent }) };
    const heard = { ...event, channel_type: CHANNEL_TYPE[channel.kind] };
    delivering.push(events.emit(SUBSCRIPTION[channel.kind], heard, channel));
    if (channel.kind !== 'im' && text.includes(`<@${workspace.app.botUserId}`)) {
      delivering.push(events.emit('app_mention', { ...event, type: 'app_mention' }, channel));
    }
  }
  const eventIds = events.deliveries.slice(before).map(({ eventId }) => eventId);
  const delivered = Promise.all(delivering).then((all) => all.filter((one) => one !== undefined));
  return { ts: message.ts, channel: channel.id, eventIds, delivered };
}

/** Writes to the bot directly. */
export async function dm(stage: Stage, given: { user: string; text: string; thread?: string }): Promise<Said> {
  const person = personOf(stage.workspace, given.user);
  return await say(stage, { ...given, channel: stage.workspace.openIm(person.id).id });
}

/** Opens the app's home: its tab, or the messages with it. */
export async function openHome(
  stage: Stage,
  given: { user: string; tab?: 'home' | 'messages' },
): Promise<EventDelivery | undefined> {
  const { workspace } = stage;
  const person = personOf(workspace, given.user);
  const channel = workspace.openIm(person.id);
  const tab = given.tab ?? 'home';
  const view = workspace.homeOf(person.id);
  const event = {
    type: 'app_home_opened',
    user: person.id,
    channel: channel.id,
    tab,
    ...(view === undefined || tab !== 'home' ? {} : { view }),
    event_ts: workspace.nextTs(),
  };
  return await stage.events.emit('app_home_opened', event, channel);
}

/** Invites the bot to a channel, or anybody else. */
export async function invite(stage: Stage, given: { channel: string; user?: string }): Promise<void> {
  const { workspace } = stage;
  const channel = channelOf(workspace, given.channel);
  const user = given.user === undefined ? workspace.app.botUserId : personOf(workspace, given.user).id;
  channel.members.add(user);
  const event = { type: 'member_joined_channel', user, channel: channel.id, event_ts: workspace.nextTs() };
  await stage.events.emit('member_joined_channel', event, channel);
}
