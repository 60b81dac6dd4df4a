import { once } from 'node:events';
import type { Transport } from './envelope.ts';
import { type EventDelivery, Events } from './events.ts';
import { type Fault, Faults } from './faults.ts';
import { Hands } from './hands.ts';
import { threadOf } from './messages.ts';
import { Limiter, type Pace } from './pace.ts';
import { app, type Channel, groups, people } from './people.ts';
import { requestUrlTransport } from './request-url.ts';
import { ResponseUrls } from './response-urls.ts';
import { listen, makeServer } from './server.ts';
import { Sockets } from './sockets.ts';
import { Triggers } from './triggers.ts';
import { type Call, webApiRoute } from './web-api.ts';
import { type Change, type Message, type PrivateAnswer, Workspace } from './workspace.ts';

export interface PracticeSlackOptions {
  /** 0 for any free one. */
  readonly port?: number;
  readonly botName?: string;
  /** Scopes of the bot token; left out, it has all. */
  readonly scopes?: readonly string[];
  /** Events the app subscribed to; left out, all the practice Slack can send. */
  readonly subscriptions?: readonly string[];
  /** HTTP mode: where events, commands and clicks go instead of the sockets. */
  readonly requestUrl?: string;
  /** Deadline of every acknowledgement; Slack's is 3000. */
  readonly deadlineMs?: number;
  /** Waits before the retries of an event; Slack's are 0, 60000 and 300000. */
  readonly retryDelaysMs?: readonly number[];
  /** `should_escape` of the slash command; true unless said otherwise. */
  readonly shouldEscape?: boolean;
  /** Rate limits; none unless given. */
  readonly pace?: Pace;
  readonly now?: () => number;
}

const SUBSCRIPTIONS = ['app_mention', 'app_home_opened', 'message.channels', 'message.groups', 'message.im'];

/** A Slack to practise on: the Web API, Socket Mode and the people, on loopback. */
export async function startPracticeSlack(options: PracticeSlackOptions = {}): Promise<PracticeSlack> {
  const now = options.now ?? Date.now;
  const workspace = new Workspace(options.botName ?? 'stuckmail', now);
  const progress = (): void => void workspace.changes.emit('progress');
  const sockets = new Sockets(app.id, progress);
  const faults = new Faults();
  const limiter = new Limiter(options.pace, now);
  const triggers = new Triggers(now);
  const scopes = options.scopes === undefined ? undefined : new Set(options.scopes);
  const credentials = {
    botToken: `xoxb-practice-${crypto.randomUUID()}`,
    appToken: `xapp-1-practice-${crypto.randomUUID()}`,
    signingSecret: crypto.randomUUID().replaceAll('-', ''),
  };
  let baseUrl = '';
  const calls: Call[] = [];
  const responseUrls = new ResponseUrls(workspace, () => baseUrl);
  const context = () => ({ workspace, sockets, triggers, baseUrl, scopes });
  const server = makeServer([webApiRoute({ context, limiter, calls, ...credentials }), responseUrls.route()], faults);
  server.on('upgrade', (request, stream, head) => sockets.accept(request, stream, head));
  baseUrl = await listen(server, options.port ?? 0);

  const transport: Transport =
    options.requestUrl === undefined
      ? sockets
      : requestUrlTransport(options.requestUrl, credentials.signingSecret, now);
  const deadlineMs = options.deadlineMs ?? 3_000;
  const events = new Events(workspace, transport, {
    subscriptions: new Set(options.subscriptions ?? SUBSCRIPTIONS),
    deadlineMs,
    retryDelaysMs: options.retryDelaysMs ?? [0, 60_000, 300_000],
  });
  const hands = new Hands(workspace, transport, events, triggers, responseUrls, {
    deadlineMs,
    shouldEscape: options.shouldEscape ?? true,
  });
  const channelOf = (idOrName: string): Channel => {
    const channel = workspace.findChannel(idOrName);
    if (channel === undefined) throw new Error(`there is no channel ${idOrName} in the practice workspace`);
    return channel;
  };

  return {
    baseUrl,
    apiUrl: `${baseUrl}/api/`,
    ...credentials,
    team: workspace.team,
    appId: app.id,
    botId: app.botId,
    botUserId: app.botUserId,
    users: people,
    channels: workspace.named,
    groups,
    workspace,
    sockets,
    calls,
    hands,
    limiter,
    typeCommand: (given) => hands.typeCommand(given),
    say: (given) => hands.say(given),
    dm: (given) => hands.dm(given),
    click: (given) => hands.click(given),
    openHome: (given) => hands.openHome(given),
    deliveries: events.deliveries,
    privateAnswers: workspace.privateAnswers,
    repeatEvent: (delivery) => events.repeat(delivery),
    messages: (channel) => workspace.messages.filter((message) => message.channel === channelOf(channel).id),
    thread: (channel, ts) => threadOf(workspace, channelOf(channel).id, ts),
    callsOf: (method) => calls.filter((call) => call.method === method),
    fail: (method, fault, times = 1) => faults.add(method, fault, times),
    heal: () => faults.clear(),
    onChange: (listener) => {
      workspace.changes.on('changed', listener);
      return () => void workspace.changes.off('changed', listener);
    },
    waitFor: (predicate, waiting) => waitFor(workspace, predicate, waiting),
    close: async () => {
      events.close();
      sockets.close();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Asks again at every change until the answer is neither undefined nor false; rejects after the limit. */
async function waitFor<T>(
  workspace: Workspace,
  predicate: () => T | undefined | false,
  { timeoutMs = 10_000, what = 'the awaited state' }: { timeoutMs?: number; what?: string } = {},
): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      workspace.changes.off('progress', check);
    };
    const check = (): void => {
      try {
        const found = predicate();
        if (found === undefined || found === false) return;
        end();
        resolve(found);
      } catch (error) {
        end();
        reject(error as Error);
      }
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error(`practice Slack: ${what} did not come within ${timeoutMs} ms`));
    }, timeoutMs);
    workspace.changes.on('progress', check);
    check();
  });
}

export interface PracticeSlack extends Pick<Hands, 'typeCommand' | 'say' | 'dm' | 'click' | 'openHome'> {
  readonly baseUrl: string;
  /** For `SLACK_API_URL`, `slackApiUrl`. */
  readonly apiUrl: string;
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
  readonly workspace: Workspace;
  readonly sockets: Sockets;
  readonly limiter: Limiter;
  readonly hands: Hands;
  /** Every Web API call, in order of arrival. */
  readonly calls: readonly Call[];
  readonly deliveries: readonly EventDelivery[];
  /** What only one person saw, oldest first. */
  readonly privateAnswers: readonly PrivateAnswer[];
  /** Sends an event again although it was acknowledged, with `retry_attempt` 1. */
  repeatEvent(delivery: EventDelivery): Promise<void>;
  /** Messages of a channel, by id or name, replies included, oldest first. */
  messages(channel: string): readonly Message[];
  /** A thread, parent first. */
  thread(channel: string, ts: string): readonly Message[];
  callsOf(method: string): readonly Call[];
  /** Makes the next calls of a method fail; see Fault. */
  fail(method: string, fault: Fault, times?: number): void;
  /** Takes back every fault. */
  heal(): void;
  /** Follows what happens; gives the way to stop. */
  onChange(listener: (change: Change) => void): () => void;
  waitFor<T>(predicate: () => T | undefined | false, waiting?: { timeoutMs?: number; what?: string }): Promise<T>;
  close(): Promise<void>;
}
