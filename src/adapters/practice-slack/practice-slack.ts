import type { EventDelivery } from './events.ts';
import type { Fault } from './faults.ts';
import type { Pace } from './pace.ts';
import type { groups, people } from './people.ts';
import type { Press, PressInView } from './press.ts';
import type { Sockets } from './sockets.ts';
import type { Outcome } from './stage.ts';
import type { Suggested, Typing } from './suggest.ts';
import type { Said } from './talk.ts';
import type { Waiting } from './wait-for.ts';
import type { Call } from './web-api.ts';
import type { Change, Message, PrivateAnswer, StoredFile, View, Workspace } from './workspace.ts';

export interface PracticeSlackOptions {
  /** 0, the default, for any free one. */
  readonly port?: number;
  readonly botName?: string;
  /**
   * The app's parsed `manifest.yml`: its scopes, events, commands, escaping, interactivity and name, and nothing
   * beyond. The options below win over it.
   */
  readonly manifest?: unknown;
  /** Scopes of the bot token; left out, it has all. */
  readonly scopes?: readonly string[];
  /** Events the app subscribed to, in a manifest's words; left out, all the practice Slack can send. */
  readonly subscriptions?: readonly string[];
  /** HTTP mode: where events, commands and clicks go, signed, instead of down the sockets. */
  readonly requestUrl?: string;
  /** Deadline of every acknowledgement; Slack's is 3000. */
  readonly deadlineMs?: number;
  /** Waits before the retries of an event; Slack's are 0, 60000 and 300000. */
  readonly retryDelaysMs?: readonly number[];
  /** `should_escape` of the slash command; true unless said otherwise. */
  readonly shouldEscape?: boolean;
  /** Whether the bot gets events of its own messages, as Slack sends them; true unless said otherwise. */
  readonly echoOwnMessages?: boolean;
  /** Rate limits; none unless given. */
  readonly pace?: Pace;
  /** Milliseconds since 1970, for tests that move time. */
  readonly now?: () => number;
}

/** A running practice Slack. People and channels are named by id or by name wherever they are asked for. */
export interface PracticeSlack {
  /** For `SLACK_API_URL` and `slackApiUrl`. */
  readonly apiUrl: string;
  readonly baseUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly team: Workspace['team'];
  readonly appId: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly users: typeof people;
  readonly channels: Workspace['named'];
  readonly groups: typeof groups;

  /** Types `/mail diagnose host01` into the message field; resolves with the acknowledgement or Slack's error. */
  typeCommand(given: { user: string; channel: string; text: string }): Promise<Outcome>;
  /** Writes a message, in a thread if one is given; `@stuckmail` mentions the bot. */
  say(given: { user: string; channel: string; text: string; thread?: string }): Promise<Said>;
  dm(given: { user: string; text: string; thread?: string }): Promise<Said>;
  /** Presses a button; of a menu, `choose` says what. An element that asks first needs `confirmed`. */
  click(given: Press): Promise<Outcome>;
  /** Types into a menu that asks the app for its options; resolves with those it shows. */
  typeIntoMenu(given: Typing): Promise<readonly Suggested[]>;
  clickInView(given: PressInView): Promise<Outcome>;
  submitView(given: {
    user: string;
    viewId: string;
    values?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  }): Promise<Outcome>;
  useShortcut(given: { user: string; channel: string; messageTs: string; callbackId: string }): Promise<Outcome>;
  openHome(given: { user: string; tab?: 'home' | 'messages' }): Promise<EventDelivery | undefined>;
  /** Brings the bot, or somebody, into a channel. */
  invite(given: { channel: string; user?: string }): Promise<void>;

  /** Messages of a channel, replies included, oldest first. */
  messages(channel: string): readonly Message[];
  /** A thread, parent first. */
  thread(channel: string, ts: string): readonly Message[];
  /** What only one person saw, oldest first; `shown` is false once it was deleted or replaced. */
  readonly privateAnswers: readonly PrivateAnswer[];
  readonly files: ReadonlyMap<string, StoredFile>;
  readonly views: ReadonlyMap<string, View>;
  /** The home tab somebody has. */
  home(user: string): View | undefined;
  /** What the app says it is doing in a thread; empty for nothing. */
  status(channel: string, thread: string): string;
  /** Every Web API call in order of arrival, refused and failed ones too. */
  readonly calls: readonly Call[];
  callsOf(method: string): readonly Call[];
  readonly deliveries: readonly EventDelivery[];
  /** Scopes that calls and events needed so far. */
  readonly usedScopes: ReadonlySet<string>;
  /** The name of a person, channel or group by id, for `plainText`. */
  nameOf(id: string): string | undefined;

  readonly sockets: Sockets;
  /** Makes the next calls of a method (or `response_url`, `upload`, `*`) fail; `Infinity` until `heal`. */
  fail(method: string, fault: Fault, times?: number): void;
  /** Takes back every fault. */
  heal(): void;
  setPace(pace: Pace | undefined): void;
  /** Sends an event again although it was acknowledged, with `retry_attempt` 1 and the same event id. */
  repeatEvent(delivery: EventDelivery): Promise<void>;

  /** Follows what happens; gives the way to stop. */
  onChange(listener: (change: Change) => void): () => void;
  /** Resolves with the first answer that is neither undefined nor false; asked at every change. */
  waitFor<T>(predicate: () => T | undefined | false, waiting?: Waiting): Promise<T>;
  close(): Promise<void>;
}
