import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import bolt from '@slack/bolt';
import { startPracticeSlack } from '../../src/adapters/practice-slack/index.ts';

/** A port that was free a moment ago, for Bolt, which cannot tell its own. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function startBolt(t: TestContext, secretOf: (secret: string) => string) {
  const port = await freePort();
  const requestUrl = `http://127.0.0.1:${port}/slack/events`;
  const slack = await startPracticeSlack({ requestUrl, retryDelaysMs: [0, 10] });
  const app = new bolt.App({
    token: slack.botToken,
    signingSecret: secretOf(slack.signingSecret),
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    convoStore: false,
    deferInitialization: true,
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: () => undefined,
      setLevel: () => undefined,
      getLevel: () => bolt.LogLevel.ERROR,
      setName: () => undefined,
    },
  });
  await app.init();
  await app.start({ port, host: '127.0.0.1' });
  t.after(async () => {
    await app.stop();
    await slack.close();
  });
  return { app, slack };
}

test('Bolt over HTTP takes signed commands, clicks and events', async (t) => {
  const { app, slack } = await startBolt(t, (secret) => secret);
  const heard: string[] = [];
  app.command('/mail', async ({ ack, say }) => {
    await ack({ text: 'yes' });
    const button = { type: 'button' as const, action_id: 'go', text: { type: 'plain_text' as const, text: 'Go' } };
    await say({ text: 'root', blocks: [{ type: 'actions', elements: [button] }] });
  });
  app.action('go', async ({ ack }) => {
    heard.push('go');
    await ack();
  });
  app.event('app_mention', async ({ event }) => void heard.push(event.text));
  const command = await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail diagnose host01 & more' });
  assert.deepEqual(command.outcome === 'acknowledged' && command.response, { text: 'yes' });
  const root = await slack.waitFor(() => slack.messages('ops')[0]);
  await slack.click({ user: 'ann', channel: 'ops', messageTs: root.ts, actionId: 'go' });
  const said = await slack.say({ user: 'ann', channel: 'ops', text: '@stuckmail grüezi' });
  await said.delivered;
  assert.deepEqual(heard, ['go', '<@U0STUCKMAIL> grüezi']);
});

test('Bolt with another signing secret takes nothing', async (t) => {
  const { app, slack } = await startBolt(t, () => 'another-secret');
  let asked = 0;
  app.command('/mail', async ({ ack }) => {
    asked += 1;
    await ack();
  });
  const outcome = await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail help' });
  assert.equal(outcome.outcome === 'failed' && outcome.reason, 'http_error 401');
  assert.equal(asked, 0);
});

test('retries carry their number and reason, and stop when the app says so', async (t) => {
  const seen: IncomingHttpHeaders[] = [];
  let noRetry = '0';
  const server = createServer((request, response) => {
    seen.push(request.headers);
    request.resume();
    response.writeHead(500, { 'x-slack-no-retry': noRetry }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const requestUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const slack = await startPracticeSlack({ requestUrl, retryDelaysMs: [0, 10] });
  t.after(async () => {
    server.close();
    await slack.close();
  });
  await (await slack.dm({ user: 'ann', text: 'hello' })).delivered;
  assert.deepEqual(
    seen.map((headers) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]),
    [
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
    ],
  );
  noRetry = '1';
  const [delivery] = await (await slack.dm({ user: 'ann', text: 'again' })).delivered;
  assert.deepEqual([delivery?.attempts.length, delivery?.state], [1, 'given up']);
});
