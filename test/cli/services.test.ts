import assert from 'node:assert/strict';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type PracticeSlack, startPracticeSlack } from '../../src/adapters/practice-slack/index.ts';
import { noRedis, type RedisServer, startRedis } from '../queue/redis-server.ts';
import { makeFolder, runStuckmail } from './run-stuckmail.ts';
import { freePort, startService } from './start-service.ts';

const folder = makeFolder('ssh: { knownHosts: x }\nhosts:\n  host01: { address: 127.0.0.1, port: 1 }\n');
const STUCKMAIL_CONFIG = `${folder.path}/stuckmail.yaml`;
let slack: PracticeSlack;
before(async () => {
  slack = await startPracticeSlack();
});
after(async () => {
  await slack.close();
  folder.remove();
});

const tokens = (): Record<string, string> => ({
  SLACK_API_URL: slack.apiUrl,
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_APP_TOKEN: slack.appToken,
  STUCKMAIL_CONFIG,
});

/** The answer about host01, which nothing listens for: its root message says so. */
const answered = (of: PracticeSlack): Promise<boolean> =>
  of.waitFor(() => of.messages('ops').some(({ text }) => /host01/.test(text ?? '') && /reach/i.test(text ?? '')));

test('start without Redis: says so once, answers a command, is ready, and stops cleanly', async () => {
  const port = await freePort();
  const service = startService('start', { ...tokens(), PORT: String(port) });
  await service.logged('stuckmail is running');
  assert.equal(service.lines.filter((line) => line.includes('REDIS_URL is not set')).length, 1);
  const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
  assert.deepEqual(await ready.json(), { ready: true, queue: true, outbox: true, slack: true });
  const { outcome } = await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail diagnose host01' });
  assert.equal(outcome, 'acknowledged');
  await answered(slack);
  await slack.openHome({ user: 'ann' });
  const home = await slack.waitFor(() => slack.home('ann'), { what: 'the App Home' });
  assert.match(JSON.stringify(home.blocks), /mail stops on 1 of 1 host/);
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  assert.match(
    metrics,
    /stuckmail_runs_total\{status="unreachable",stage="access"\} 1\n[\s\S]*stuckmail_ssh_failures_total\{code="SSH_\w+"\} 1\n/,
  );
  service.signal('SIGTERM');
  assert.equal(await service.ended, 0);
  assert.equal(service.errors(), '');
  assert.doesNotMatch(service.lines.join('\n'), /xox|xapp-/);
  assert.ok(service.lines.some((line) => line.includes('"audit":true') && line.includes('diagnose host01')));
});

/** A host that takes the connection and says nothing until it is let go. */
const silentHost = async (): Promise<{ port: number; taken: Promise<void>; letGo(): void; close(): Promise<void> }> => {
  const sockets = new Set<Socket>();
  let onTaken: () => void = () => undefined;
  const taken = new Promise<void>((resolve) => {
    onTaken = resolve;
  });
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onTaken();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const letGo = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    taken,
    letGo,
    close: () =>
      new Promise((resolve) => {
        letGo();
        server.close(() => resolve());
      }),
  };
};

/** A service with a run in hand that was asked to end. */
const stopWithRunInHand = async () => {
  const silent = await silentHost();
  const own = makeFolder(
    `ssh: { knownHosts: x }\nhosts:\n  slow01: { address: 127.0.0.1, port: ${silent.port} }\n  host01: { address: 127.0.0.1, port: 1 }\n`,
  );
  const port = await freePort();
  const service = startService('start', {
    ...tokens(),
    STUCKMAIL_CONFIG: `${own.path}/stuckmail.yaml`,
    PORT: String(port),
  });
  await service.logged('stuckmail is running');
  await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail diagnose slow01' });
  await silent.taken;
  service.signal('SIGTERM');
  await service.logged('stuckmail is stopping');
  const url = `http://127.0.0.1:${port}`;
  const close = async (): Promise<void> => {
    await silent.close();
    own.remove();
  };
  return { service, silent, url, close };
};

test('asked to end: not ready at once, alive, and what is in hand is answered', async () => {
  const { service, silent, url, close } = await stopWithRunInHand();
  try {
    const ready = await fetch(`${url}/readyz`);
    assert.equal(ready.status, 503);
    assert.equal(((await ready.json()) as { phase?: string }).phase, 'stopping');
    assert.equal((await fetch(`${url}/healthz`)).status, 200);
    silent.letGo();
    assert.equal(await service.ended, 0);
    assert.ok(slack.messages('ops').some(({ text }) => /slow01: .*(?:connection|SSH|reach)/i.test(text)));
  } finally {
    await close();
  }
});

test('asked twice: the process ends at once, whatever it has in hand', async () => {
  const { service, close } = await stopWithRunInHand();
  try {
    service.signal('SIGINT');
    assert.equal(await service.ended, 130);
  } finally {
    await close();
  }
});

test('HTTP mode: events and health share the port', async () => {
  const port = await freePort();
  const http = await startPracticeSlack({ requestUrl: `http://127.0.0.1:${port}/slack/events` });
  try {
    const service = startService('start', {
      SLACK_API_URL: http.apiUrl,
      SLACK_BOT_TOKEN: http.botToken,
      SLACK_SIGNING_SECRET: http.signingSecret,
      STUCKMAIL_CONFIG,
      PORT: String(port),
    });
    await service.logged('stuckmail is running');
    assert.equal((await fetch(`http://127.0.0.1:${port}/readyz`)).status, 200);
    const { outcome } = await http.typeCommand({ user: 'ann', channel: 'ops', text: '/mail diagnose host01' });
    assert.equal(outcome, 'acknowledged');
    await answered(http);
    const forged = await fetch(`http://127.0.0.1:${port}/slack/events`, { method: 'POST', body: 'command=/mail' });
    assert.equal(forged.status, 401);
    service.signal('SIGINT');
    assert.equal(await service.ended, 0);
  } finally {
    await http.close();
  }
});

test('bot and worker as two processes over Redis', { skip: noRedis }, async () => {
  const redis: RedisServer = await startRedis();
  const other = await startPracticeSlack();
  const env = {
    ...tokens(),
    SLACK_API_URL: other.apiUrl,
    SLACK_BOT_TOKEN: other.botToken,
    SLACK_APP_TOKEN: other.appToken,
    REDIS_URL: redis.url,
  };
  try {
    const port = await freePort();
    const bot = startService('bot', { ...env, PORT: String(port) });
    const worker = startService('worker', env);
    await Promise.all([bot.logged('stuckmail is running'), worker.logged('stuckmail is running')]);
    await other.typeCommand({ user: 'ann', channel: 'ops', text: '/mail diagnose host01' });
    await answered(other);
    const ready = async (): Promise<unknown> => await (await fetch(`http://127.0.0.1:${port}/readyz`)).json();
    const all = { ready: true, queue: true, outbox: true, slack: true };
    assert.deepEqual(await ready(), all);
    // Frozen: it takes connections and answers nothing.
    redis.freeze();
    assert.deepEqual(await ready(), { ...all, ready: false, queue: false });
    assert.equal((await fetch(`http://127.0.0.1:${port}/healthz`)).status, 200);
    const metrics = await fetch(`http://127.0.0.1:${port}/metrics`);
    assert.match(await metrics.text(), /stuckmail_outbox_waiting \d/);
    redis.thaw();
    for (let count = 0; count < 50 && !isDeepStrictEqual(await ready(), all); count += 1) await sleep(200);
    assert.deepEqual(await ready(), all);
    for (const service of [bot, worker]) service.signal('SIGTERM');
    assert.deepEqual([await bot.ended, await worker.ended], [0, 0]);
  } finally {
    await other.close();
    await redis.stop();
  }
});

test('a token that Slack refuses ends the start with the reason', async () => {
  const service = startService('start', { ...tokens(), SLACK_BOT_TOKEN: 'xoxb-wrong' });
  assert.equal(await service.ended, 3);
  assert.match(service.errors(), /^stuckmail start: .*invalid_auth/);
});

for (const words of [
  'WRONGPASS invalid username-password pair or user is disabled.',
  'NOAUTH Authentication required.',
])
  test(`a Redis that refuses the login ends the start with what was expected: ${words}`, async () => {
    const redis = createServer((socket: Socket) => {
      socket.on('error', () => undefined);
      // A reply for each command, which is an array.
      socket.on('data', (piece) =>
        socket.write(`-${words}\r\n`.repeat(piece.toString().match(/\*\d+\r\n/g)?.length ?? 0)),
      );
    });
    await new Promise<void>((resolve) => redis.listen(0, '127.0.0.1', resolve));
    try {
      const REDIS_URL = `redis://:hunter2-word@127.0.0.1:${(redis.address() as AddressInfo).port}`;
      const service = startService('worker', { ...tokens(), REDIS_URL });
      assert.equal(await service.ended, 3);
      assert.match(service.errors(), /^stuckmail worker: Redis refuses the login of REDIS_URL \((?:WRONGPASS|NOAUTH)/);
      assert.doesNotMatch(service.errors() + service.lines.join(''), /hunter2/);
    } finally {
      redis.close();
    }
  });

test('everything that is missing from the environment is told at once', async () => {
  const { code, stderr, stdout } = await runStuckmail(['worker'], {
    cwd: folder.path,
    env: { SLACK_BOT_TOKEN: 'xapp-1', PORT: 'http', LOG_LEVEL: 'loud' },
  });
  assert.deepEqual([code, stdout], [3, '']);
  for (const said of [
    'stuckmail worker: SLACK_BOT_TOKEN does not begin with xoxb-; maybe two tokens are swapped',
    'stuckmail worker: REDIS_URL is not set; "worker" needs Redis',
    'stuckmail worker: LOG_LEVEL is "loud"; expected one of',
    'stuckmail worker: PORT is "http"; expected a number',
  ]) {
    assert.ok(stderr.includes(said), `${said}\n${stderr}`);
  }
  const start = await runStuckmail(['start'], { cwd: folder.path });
  assert.match(start.stderr, /SLACK_BOT_TOKEN is not set; expected a token that begins with xoxb-/);
  assert.match(start.stderr, /neither SLACK_APP_TOKEN \(Socket Mode\) nor SLACK_SIGNING_SECRET \(HTTP mode\) is set/);
  assert.doesNotMatch(start.stderr, /REDIS_URL/, 'start works without Redis');
});
