import { EventEmitter } from 'node:events';
import { app, type Channel, groups, makeChannels, type Person, people, team, type UserGroup } from './people.ts';
import { Refusal } from './refusal.ts';

/** A message as Slack gives it, with the channel it is in. */
export interface Message {
  readonly type: 'message';
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly team: string;
  text: string;
  readonly thread_ts?: string;
  readonly subtype?: string;
  readonly bot_id?: string;
  readonly app_id?: string;
  readonly client_msg_id?: string;
  blocks?: readonly Block[];
  attachments?: readonly unknown[];
  metadata?: MessageMetadata;
  files?: readonly StoredFile[];
  edited?: { readonly user: string; readonly ts: string };
  reactions?: readonly Reaction[];
}

export interface Block {
  readonly type: string;
  readonly block_id?: string;
  readonly [field: string]: unknown;
}

interface Reaction {
  readonly name: string;
  readonly users: readonly string[];
  readonly count: number;
}

export interface MessageMetadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, unknown>>;
}

/** Something only one person sees: the answer to a command, or an ephemeral message. */
export interface PrivateAnswer {
  readonly via: 'acknowledgement' | 'response_url' | 'chat.postEphemeral';
  readonly user: string;
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  readonly blocks?: readonly Block[];
  readonly thread_ts?: string;
  /** False once it was deleted or replaced through its response_url. */
  shown: boolean;
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly size: number;
  readonly user: string;
  readonly url_private: string;
  readonly content: Buffer;
  readonly channels: readonly string[];
}

interface Upload {
  readonly name: string;
  readonly size: number;
  content?: Buffer;
}

export interface View {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly user: string;
  readonly hash: string;
  readonly callback_id?: string;
  readonly external_id?: string;
  readonly private_metadata?: string;
  readonly blocks: readonly Block[];
  readonly [field: string]: unknown;
}

/** What changed in the workspace; enough to redraw a thread. */
export type Change =
  | { readonly kind: 'posted' | 'updated' | 'deleted' | 'reacted'; readonly message: Message }
  | { readonly kind: 'private'; readonly answer: PrivateAnswer }
  | { readonly kind: 'view'; readonly view: View }
  | { readonly kind: 'status'; readonly channel: string; readonly thread: string; readonly status: string };

/** Everything the practice Slack remembers. */
export class Workspace {
  readonly team = team;
  readonly app = app;
  readonly channels: Map<string, Channel>;
  readonly named = makeChannels();
  readonly people: Map<string, Person>;
  readonly groups: readonly UserGroup[] = Object.values(groups);
  readonly messages: Message[] = [];
  readonly privateAnswers: PrivateAnswer[] = [];
  readonly files = new Map<string, StoredFile>();
  /** Bytes on their way to become a file. */
  readonly uploads = new Map<string, Upload>();
  readonly views = new Map<string, View>();
  readonly statuses = new Map<string, string>();
  readonly changes = new EventEmitter<{ changed: [Change]; progress: [] }>();
  readonly now: () => number;
  #lastMicros = 0;
  #lastId = 0;

  constructor(botName: string, now: () => number) {
    this.now = now;
    this.channels = new Map(Object.values(this.named).map((channel) => [channel.id, channel as Channel]));
    const bot: Person = { id: app.botUserId, name: botName, realName: botName, teamId: team.id, isBot: true };
    this.people = new Map([bot, ...Object.values<Person>(people)].map((person) => [person.id, person]));
    this.changes.setMaxListeners(0);
  }

  /** A timestamp later than every other, in Slack's shape. */
  nextTs(): string {
    this.#lastMicros = Math.max(this.now() * 1000, this.#lastMicros + 1);
    return `${Math.floor(this.#lastMicros / 1e6)}.${String(this.#lastMicros % 1e6).padStart(6, '0')}`;
  }

  nextId(prefix: string): string {
    this.#lastId += 1;
    return `${prefix}${String(this.#lastId).padStart(8, '0')}`;
  }

  changed(change: Change): void {
    this.changes.emit('changed', change);
    this.changes.emit('progress');
  }

  /** A conversation by id, or by name with or without `#`. */
  findChannel(idOrName: string): Channel | undefined {
    const name = idOrName.replace(/^#/, '');
    return this.channels.get(idOrName) ?? [...this.channels.values()].find((channel) => channel.name === name);
  }

  findPerson(idOrName: string): Person | undefined {
    const name = idOrName.replace(/^@/, '').toLowerCase();
    return this.people.get(idOrName) ?? [...this.people.values()].find((person) => person.name === name);
  }

  /** The direct message of the bot with somebody, opened when there is none. */
  openIm(user: string): Channel {
    const known = [...this.channels.values()].find((channel) => channel.user === user);
    if (known !== undefined) return known;
    const id = this.nextId('D');
    const members = new Set([user, app.botUserId]);
    const channel: Channel = { id, name: 'directmessage', kind: 'im', members, user };
    this.channels.set(id, channel);
    return channel;
  }

  /** A conversation the bot may see, as Slack hides the others. */
  visibleChannel(id: string): Channel {
    const channel = this.channels.get(id);
    if (channel === undefined) throw new Refusal('channel_not_found');
    if (channel.kind !== 'public' && !channel.members.has(app.botUserId)) throw new Refusal('channel_not_found');
    return channel;
  }

  nameOf(id: string): string | undefined {
    const named = this.people.get(id) ?? this.channels.get(id);
    return named?.name ?? this.groups.find((group) => group.id === id)?.handle;
  }

  homeOf(user: string): View | undefined {
    return [...this.views.values()].find((view) => view.type === 'home' && view.user === user);
  }

  messageAt(channel: string, ts: string): Message | undefined {
    return this.messages.find((message) => message.channel === channel && message.ts === ts);
  }
}
