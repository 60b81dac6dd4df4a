import { once } from 'node:events';
import { echoOwnMessages } from './echo.ts';
import { Events } from './events.ts';
import { Faults } from './faults.ts';
import { readManifest } from './manifest.ts';
import { threadOf } from './messages.ts';
import { Limiter } from './pace.ts';
import { groups, people } from './people.ts';
import type { PracticeSlack, PracticeSlackOptions } from './practice-slack.ts';
import { click, clickInView, submitView, typeIntoMenu, useShortcut } from './press.ts';
import { requestUrlTransport } from './request-url.ts';
import { ResponseUrls } from './response-urls.ts';
import { Scopes } from './scopes.ts';
import { listen, makeServer } from './server.ts';
import { Sockets } from './sockets.ts';
import { channelOf, personOf, type Stage } from './stage.ts';
import { dm, invite, openHome, say } from './talk.ts';
import { Triggers } from './triggers.ts';
import { typeCommand } from './type-command.ts';
import { uploadRoute } from './uploads.ts';
import { waitFor } from './wait-for.ts';
import { type Call, webApiRoute } from './web-api.ts';
import { Workspace } from './workspace.ts';

export { plainText } from './plain-text.ts';
export type { PracticeSlack, PracticeSlackOptions } from './practice-slack.ts';

const SUBSCRIPTIONS = [
  'app_mention',
  'app_home_opened',
  'member_joined_channel',
  'message.channels',
  'message.groups',
  'message.im',
];
const RETRY_DELAYS_MS = [0, 60_000, 300_000];
const DEADLINE_MS = 3_000;

/** A Slack to practise on: the Web API, Socket Mode or a request URL, and the people, on loopback. */
export async function startPracticeSlack(options: PracticeSlackOptions = {}): Promise<PracticeSlack> {
  const now = options.now ?? Date.now;
  const manifest = options.manifest === undefined ? undefined : readManifest(options.manifest);
  const workspace = new Workspace(options.botName ?? manifest?.botName ?? 'stuckmail', now);
  const sockets = new Sockets(workspace.app.id, () => void workspace.changes.emit('progress'));
  const faults = new Faults();
  const limiter = new Limiter(options.pace, now);
  const triggers = new Triggers(now);
  const scopes = new Scopes(options.scopes ?? manifest?.scopes);
  const credentials = makeCredentials();
  const calls: Call[] = [];
  let baseUrl = '';
  const responseUrls = new ResponseUrls(workspace, () => baseUrl);
  const context = () => ({ workspace, sockets, triggers, baseUrl, scopes });
  const webApi = webApiRoute({ context, limiter, calls, ...credentials });
  const server = makeServer([webApi, responseUrls.route(), uploadRoute(workspace)], faults);
  server.on('upgrade', (request, stream, head) => sockets.accept(request, stream, head));
  baseUrl = await listen(server, options.port ?? 0);

  const { requestUrl, deadlineMs = DEADLINE_MS } = options;
  const transport =
    requestUrl === undefined ? sockets : requestUrlTransport(requestUrl, credentials.signingSecret, now);
  const events = new Events(workspace, transport, {
    subscriptions: new Set(options.subscriptions ?? manifest?.subscriptions ?? SUBSCRIPTIONS),
    mayHear: (subscription) => scopes.mayHear(subscription),
    deadlineMs,
    timeoutReason: requestUrl === undefined ? 'timeout' : 'http_timeout',
    retryDelaysMs: options.retryDelaysMs ?? RETRY_DELAYS_MS,
  });
  if (options.echoOwnMessages !== false) echoOwnMessages(workspace, events);
  const stage: Stage = {
    workspace,
    transport,
    events,
    triggers,
    responseUrls,
    deadlineMs,
    shouldEscape: options.shouldEscape ?? manifest?.shouldEscape ?? true,
    knowsCommand: (command) => (manifest?.commands.includes(command) ?? true) && scopes.has('commands'),
    isInteractive: manifest?.isInteractive ?? true,
  };

  return {
    baseUrl,
    apiUrl: `${baseUrl}/api/`,
    ...credentials,
    team: workspace.team,
    appId: workspace.app.id,
    botId: workspace.app.botId,
    botUserId: workspace.app.botUserId,
    users: people,
    channels: workspace.named,
    groups,

    typeCommand: (given) => typeCommand(stage, given),
    say: (given) => say(stage, given),
    dm: (given) => dm(stage, given),
    click: (given) => click(stage, given),
    typeIntoMenu: (given) => typeIntoMenu(stage, given),
    clickInView: (given) => clickInView(stage, given),
    submitView: (given) => submitView(stage, given),
    useShortcut: (given) => useShortcut(stage, given),
    openHome: (given) => openHome(stage, given),
    invite: (given) => invite(stage, given),

    messages: (channel) => {
      const { id } = channelOf(workspace, channel);
      return workspace.messages.filter((message) => message.channel === id);
    },
    thread: (channel, ts) => threadOf(workspace, channelOf(workspace, channel).id, ts),
    privateAnswers: workspace.privateAnswers,
    files: workspace.files,
    views: workspace.views,
    home: (user) => workspace.homeOf(personOf(workspace, user).id),
    status: (channel, thread) => workspace.statuses.get(`${channelOf(workspace, channel).id} ${thread}`) ?? '',
    calls,
    callsOf: (method) => calls.filter((call) => call.method === method),
    deliveries: events.deliveries,
    usedScopes: scopes.used,
    nameOf: (id) => workspace.nameOf(id),

    sockets,
    fail: (method, fault, times = 1) => faults.add(method, fault, times),
    heal: () => faults.clear(),
    setPace: (pace) => {
      limiter.pace = pace;
    },
    repeatEvent: (delivery) => events.repeat(delivery),

    onChange: (listener) => {
      workspace.changes.on('changed', listener);
      return () => void workspace.changes.off('changed', listener);
    },
    waitFor: (predicate, waiting) => waitFor(workspace, predicate, waiting),
    close: async () => {
      events.close();
      await sockets.close();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function makeCredentials(): { botToken: string; appToken: string; signingSecret: string } {
  return {
    botToken: `xoxb-practice-${crypto.randomUUID()}`,
    appToken: `xapp-1-practice-${crypto.randomUUID()}`,
    signingSecret: crypto.randomUUID().replaceAll('-', ''),
  };
}
