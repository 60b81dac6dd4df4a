import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { clientOptions } from '../../src/adapters/slack/outbox/web-client.ts';
import { buildReceivers } from '../../src/adapters/slack/socket/sockets.ts';
import { type Bench, type BenchOptions, listLog, quietLogger, startBench } from './slack-bench.ts';

let bench: Bench;
const quickLanes = { backoffMs: 30, backoffMostMs: 100, shortMs: 0, openMs: 1_000 };
const open = async (sockets: BenchOptions['app'] = {}, slack: BenchOptions['slack'] = {}): Promise<Bench> => {
  bench = await startBench({ app: { sockets: { sockets: 2, staggerMs: 0, timing: quickLanes }, ...sockets }, slack });
  await bench.slack.waitFor(() => bench.slack.sockets.count === (sockets?.sockets?.sockets ?? 2), {
    what: 'the sockets',
  });
  return bench;
};
afterEach(() => bench.stop());

const help = async (): Promise<string> =>
  (await bench.slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail help' })).outcome;

test('two sockets: while Slack refreshes one, the other hears', async () => {
  const { slack } = await open();
  const opened = slack.sockets.opened;
  for (const [number, reason] of [
    [1, 'warning'],
    [2, 'refresh_requested'],
  ] as const) {
    const counts: number[] = [];
    const gone = slack.sockets.opened;
    slack.sockets.disconnect(reason, [number]);
    // A command that Slack sends down a socket it has just taken leave of is lost; so the count is what is looked at first.
    await slack.waitFor(() => {
      counts.push(slack.sockets.count);
      return counts.includes(1) || slack.sockets.opened > gone;
    });
    assert.equal(await help(), 'acknowledged');
    assert.ok(Math.min(...counts) >= 1);
    await slack.waitFor(() => slack.sockets.count === 2, { what: 'both sockets again' });
  }
  assert.ok(slack.sockets.opened >= opened + 2);
});

test('one socket: after a refresh it is open again at once, not after the client’s five seconds', async () => {
  const { slack } = await open({ sockets: { sockets: 1, timing: quickLanes } });
  const before = slack.sockets.opened;
  const began = Date.now();
  slack.sockets.disconnect('refresh_requested');
  await slack.waitFor(() => slack.sockets.opened > before && slack.sockets.count === 1, { what: 'the new socket' });
  assert.ok(Date.now() - began < 4_000);
});

test('not deaf after apps.connections.open failed during a reconnect, however it fails', async () => {
  const { slack, log } = await open();
  slack.fail('apps.connections.open', { status: 500 });
  slack.fail('apps.connections.open', { reset: true });
  slack.fail('apps.connections.open', { error: 'internal_error' });
  slack.fail('apps.connections.open', { status: 429, retryAfter: 1 });
  slack.sockets.drop();
  await slack.waitFor(() => slack.sockets.count === 2, { what: 'both sockets again' });
  assert.equal(await help(), 'acknowledged');
  assert.ok(log.some(({ message }) => message === 'a socket to Slack could not be opened'));
  assert.deepEqual(bench.deaf, []);
});

test('a connection that is open but dead is given up for a new one', { timeout: 30_000 }, async () => {
  const { slack } = await open({ sockets: { sockets: 1, timing: quickLanes } });
  const before = slack.sockets.opened;
  slack.sockets.silence();
  await slack.waitFor(() => slack.sockets.opened > before, { timeoutMs: 25_000, what: 'a new socket' });
});

test('a process that cannot hear any more says so, so that it can end', async () => {
  const { slack, app } = await open({ sockets: { sockets: 2, staggerMs: 0, deafMs: 600, timing: quickLanes } });
  assert.equal(app.health().connected, true);
  slack.fail('apps.connections.open', { status: 500 }, 1000);
  slack.sockets.drop();
  await slack.waitFor(() => bench.deaf.length > 0 || undefined, { what: 'the watchdog' }).catch(() => undefined);
  assert.match(bench.deaf[0]?.message ?? '', /no socket to Slack was open/);
  assert.equal(app.health().connected, false);
});

test('an event is acknowledged once, and a command once', async () => {
  const { slack } = await open();
  await help();
  const said = await slack.say({ user: 'ann', channel: 'ops', text: '@stuckmail help' });
  await said.delivered;
  assert.ok(slack.sockets.sent.length >= 2);
  for (const sent of slack.sockets.sent) assert.equal(sent.acks, 1, sent.kind);
});

test('wrong tokens end the start with the name of the variable', async () => {
  const { slack } = await open();
  slack.fail('auth.test', { error: 'invalid_auth' });
  await assert.rejects(bench.app.start(), /SLACK_BOT_TOKEN\): invalid_auth/);
});

test('no client shares its options with another, and none repeats calls by itself', () => {
  const first = clientOptions('http://127.0.0.1:1/', quietLogger, 1000);
  const second = clientOptions('http://127.0.0.1:1/', quietLogger, 1000);
  assert.notEqual(first, second);
  assert.notEqual(first.retryConfig, second.retryConfig);
  const log = listLog([]);
  const onDeaf = (): void => undefined;
  const receivers = buildReceivers({ appToken: 'xapp-1', boltLogger: quietLogger, log, onDeaf });
  const retries = receivers.map(
    ({ client }) => (client as unknown as { webClientOptions: { retryConfig: unknown } }).webClientOptions,
  );
  assert.equal(new Set(retries).size, receivers.length);
  for (const { retryConfig } of [first, second, ...retries]) assert.deepEqual(retryConfig, { retries: 0 });
});
