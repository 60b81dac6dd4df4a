import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { WebSocket } from 'ws';
import {
  type PracticeSlack,
  type PracticeSlackOptions,
  startPracticeSlack,
} from '../../src/adapters/practice-slack/index.ts';
import { startWithPlainApp } from './plain-bolt-app.ts';

const quickRetries = { deadlineMs: 400, retryDelaysMs: [0, 20, 30] };

async function start(t: TestContext, options: PracticeSlackOptions = {}): Promise<PracticeSlack> {
  const slack = await startPracticeSlack(options);
  t.after(() => slack.close());
  return slack;
}

interface Envelope {
  readonly type: string;
  readonly envelope_id: string;
  readonly retry_attempt?: number;
  readonly retry_reason?: string;
  readonly payload: { readonly event_id: string };
}

/** A bare socket of the app, told for each envelope whether to acknowledge. */
async function connect(slack: PracticeSlack, acknowledge: (envelope: Envelope) => boolean): Promise<Envelope[]> {
  const headers = { authorization: `Bearer ${slack.appToken}` };
  const opened = await fetch(`${slack.apiUrl}apps.connections.open`, { method: 'POST', headers });
  const { url } = (await opened.json()) as { url: string };
  const socket = new WebSocket(url);
  const seen: Envelope[] = [];
  socket.on('message', (data: Buffer) => {
    const envelope = JSON.parse(data.toString('utf8')) as Envelope;
    if (envelope.type === 'hello' || envelope.type === 'disconnect') return;
    seen.push(envelope);
    if (acknowledge(envelope)) socket.send(JSON.stringify({ envelope_id: envelope.envelope_id }));
  });
  const before = slack.sockets.count;
  await slack.waitFor(() => slack.sockets.count === before + 1, { what: 'hello' });
  return seen;
}

test('an event that is not acknowledged comes three times more under the same id, with the reason', async (t) => {
  const slack = await start(t, quickRetries);
  const seen = await connect(slack, ({ retry_attempt }) => retry_attempt === 3);
  const said = await slack.dm({ user: 'ann', text: 'hello' });
  const [delivery] = await said.delivered;
  assert.equal(delivery?.state, 'acknowledged');
  assert.deepEqual(
    seen.map(({ retry_attempt, retry_reason }) => [retry_attempt, retry_reason]),
    [
      [0, ''],
      [1, 'timeout'],
      [2, 'timeout'],
      [3, 'timeout'],
    ],
  );
  assert.deepEqual(new Set(seen.map(({ payload }) => payload.event_id)), new Set(said.eventIds));
  assert.deepEqual(
    slack.sockets.sent.map(({ acks }) => acks),
    [0, 0, 0, 1],
  );
});

test('an event nobody takes is given up after the last retry', async (t) => {
  const slack = await start(t, quickRetries);
  const said = await slack.dm({ user: 'ann', text: 'hello' });
  const [delivery] = await said.delivered;
  assert.equal(delivery?.state, 'given up');
  assert.equal(delivery?.attempts.length, 4);
});

test('a payload goes to one of several sockets, in turn', async (t) => {
  const slack = await start(t);
  const first = await connect(slack, () => true);
  const second = await connect(slack, () => true);
  for (const text of ['a', 'b', 'c', 'd']) await (await slack.dm({ user: 'ann', text })).delivered;
  assert.deepEqual([first.length, second.length], [2, 2]);
});

test('without a socket a command fails at once', async (t) => {
  const slack = await start(t);
  const outcome = await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail help' });
  assert.deepEqual(outcome.outcome === 'failed' && [outcome.error, outcome.reason], [
    'dispatch_failed',
    'connection_failed: no socket is connected',
  ]);
});

test('an acknowledged event can be sent again with the same id', async (t) => {
  const slack = await start(t);
  const seen = await connect(slack, () => true);
  const [delivery] = await (await slack.dm({ user: 'ann', text: 'hello' })).delivered;
  assert.ok(delivery);
  await slack.repeatEvent(delivery);
  assert.deepEqual(
    seen.map(({ retry_attempt, payload }) => [retry_attempt, payload.event_id]),
    [
      [0, delivery.eventId],
      [1, delivery.eventId],
    ],
  );
});

test('a ticket is good for one socket, and hello can be late', async (t) => {
  const slack = await start(t);
  slack.sockets.helloDelayMs = 50;
  const headers = { authorization: `Bearer ${slack.appToken}` };
  const opened = await fetch(`${slack.apiUrl}apps.connections.open`, { method: 'POST', headers });
  const { url } = (await opened.json()) as { url: string };
  const types: string[] = [];
  new WebSocket(url).on('message', (data: Buffer) => types.push((JSON.parse(data.toString()) as Envelope).type));
  await slack.waitFor(() => slack.sockets.opened === 1);
  assert.equal(slack.sockets.count, 0);
  await slack.waitFor(() => types[0] === 'hello');
  const refused = await new Promise((resolve) => new WebSocket(url).on('error', resolve));
  assert.match(String(refused), /403/);
});

test('Bolt comes back after a disconnect message and after a dropped socket; two sockets leave no gap', async (t) => {
  const listen: Parameters<typeof startWithPlainApp>[1] = (app) =>
    app.command('/mail', async ({ ack }) => await ack('here'));
  const slack = await startWithPlainApp(t, listen, {}, 2);
  const command = () => slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail help' });
  slack.sockets.disconnect('refresh_requested', [1]);
  await slack.waitFor(() => slack.sockets.count === 1, { what: 'the refresh' });
  assert.equal((await command()).outcome, 'acknowledged');
  await slack.waitFor(() => slack.sockets.opened === 3 && slack.sockets.count === 2, {
    what: 'the second socket again',
  });
  slack.sockets.drop();
  await slack.waitFor(() => slack.sockets.opened === 5 && slack.sockets.count === 2, { what: 'both sockets again' });
  assert.equal((await command()).outcome, 'acknowledged');
});

test('a silent socket answers neither pings nor takes acknowledgements', async (t) => {
  const listen: Parameters<typeof startWithPlainApp>[1] = (app) =>
    app.command('/mail', async ({ ack }) => await ack('here'));
  const slack = await startWithPlainApp(t, listen, { deadlineMs: 200 });
  slack.sockets.silence();
  const outcome = await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail help' });
  assert.equal(outcome.outcome === 'failed' && outcome.error, 'operation_timeout');
});
