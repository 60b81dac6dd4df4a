import assert from 'node:assert/strict';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';
import { runOn, setUp } from './bench.ts';
import { finishScript } from './server.ts';
import { until } from './until.ts';

const reason = new Error('enough');
const never = (): void => undefined;

test('aborted before it began', async (t) => {
  const { shell, host, server } = await setUp(t);
  await assert.rejects(runOn(shell, host, 'true', { signal: AbortSignal.abort(reason) }), reason);
  assert.equal(server.stats.connections, 0);
});

test('aborted while the server says nothing: the connection is dropped', async (t) => {
  let open = 0;
  const silent = createServer((socket) => {
    open += 1;
    socket.on('error', never).resume();
    socket.on('close', () => {
      open -= 1;
    });
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  t.after(() => silent.close());
  const { shell, host } = await setUp(t);
  const stop = new AbortController();
  const run = runOn(shell, { ...host, port: (silent.address() as AddressInfo).port }, 'true', { signal: stop.signal });
  await until(() => open === 1);
  stop.abort(reason);
  await assert.rejects(run, reason);
  await until(() => open === 0);
});

test('aborted during the login', async (t) => {
  const { shell, host, server } = await setUp(t, { onAuth: never });
  const stop = new AbortController();
  const run = runOn(shell, host, 'true', { signal: stop.signal });
  await until(() => server.stats.authTries === 1);
  stop.abort(reason);
  await assert.rejects(run, reason);
  await until(() => server.connections.size === 0);
});

test('aborted during a login that another run waits for too: the other run goes on', async (t) => {
  let accept = never;
  const { shell, host, server } = await setUp(t, {
    onAuth: (context) => {
      accept = () => context.accept();
      if (context.method === 'publickey' && context.signature) context.accept();
    },
  });
  const stop = new AbortController();
  const aborted = runOn(shell, host, 'true', { signal: stop.signal });
  const other = runOn(shell, host);
  await until(() => server.stats.authTries === 1);
  stop.abort(reason);
  await assert.rejects(aborted, reason);
  accept();
  assert.equal((await other).output, 'ok\n');
  assert.equal(server.stats.connections, 1);
});

test('aborted while it waits for a login turn, or for a channel', async (t) => {
  const busy = await setUp(t, { limits: { loginsInParallel: 1 }, onAuth: never });
  const first = new AbortController();
  const logsIn = runOn(busy.shell, busy.host, 'true', { signal: first.signal });
  await until(() => busy.server.stats.authTries === 1);
  const second = new AbortController();
  const waits = runOn(busy.shell, { ...busy.host, user: 'other' }, 'true', { signal: second.signal });
  setTimeout(() => second.abort(reason), 30);
  await assert.rejects(waits, reason);
  assert.equal(busy.server.stats.connections, 1);
  first.abort(reason);
  await assert.rejects(logsIn, reason);

  const full = await setUp(t, { limits: { channelsPerConnection: 1 }, onScript: never });
  const holds = new AbortController();
  const holder = runOn(full.shell, full.host, 'true', { signal: holds.signal });
  await until(() => full.server.scripts.length === 1);
  const queued = new AbortController();
  const inQueue = runOn(full.shell, full.host, 'true', { signal: queued.signal });
  setTimeout(() => queued.abort(reason), 30);
  await assert.rejects(inQueue, reason);
  holds.abort(reason);
  await assert.rejects(holder, reason);
});

test('aborted while the channel opens', async (t) => {
  let asked = false;
  const { shell, host } = await setUp(t, {
    onSession: () => {
      asked = true;
    },
  });
  const stop = new AbortController();
  const run = runOn(shell, host, 'true', { signal: stop.signal });
  await until(() => asked);
  stop.abort(reason);
  await assert.rejects(run, reason);
});

test('defect: commands that outlive their channel. An abort sends TERM and the end of input, and the place is free again', async (t) => {
  const { shell, host, server } = await setUp(t, {
    limits: { channelsPerConnection: 1 },
    onScript: (script) => {
      if (server.scripts.length > 1) return finishScript(script);
      script.channel.write('begun\n');
      // A host-side watchdog: the end of input ends the script.
      void script.inputEnded.then(() => finishScript(script, 'stopped\n', 143));
    },
  });
  const stop = new AbortController();
  const pieces: string[] = [];
  const run = runOn(shell, host, 'sleep 1000', {
    signal: stop.signal,
    onOutput: (text) => {
      pieces.push(text);
      stop.abort(reason);
    },
  });
  await assert.rejects(run, reason);
  assert.deepEqual(server.scripts[0]?.signals, ['TERM']);
  assert.deepEqual(pieces, ['begun\n'], 'nothing after the abort');
  assert.equal((await runOn(shell, host)).output, 'ok\n');
  assert.equal(server.stats.logins, 1, 'the connection was whole and is used again');
});

test('defect: commands that outlive their channel. A session that does not end takes its connection out of use', async (t) => {
  const { shell, host, server } = await setUp(t, {
    limits: { channelsPerConnection: 1, graceSeconds: 0.1 },
    onScript: (script) => {
      if (server.scripts.length > 1) finishScript(script);
      else script.channel.write('begun\n');
    },
  });
  const stop = new AbortController();
  const run = runOn(shell, host, 'true', { signal: stop.signal, onOutput: () => stop.abort(reason) });
  await assert.rejects(run, reason);
  assert.equal((await runOn(shell, host)).output, 'ok\n');
  assert.equal(server.stats.logins, 2);
  await until(() => server.connections.size === 1);
});
