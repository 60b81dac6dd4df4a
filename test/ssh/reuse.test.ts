import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { failureOf, runOn, setUp } from './bench.ts';
import { startProxy } from './proxy.ts';
import { finishScript, type ServedScript } from './server.ts';
import { until } from './until.ts';

const anyPort = (server: { line(): string }): string => `* ${server.line().split(' ').slice(1).join(' ')}`;

test('one login serves many runs, one after the other and at once', async (t) => {
  const { shell, host, server } = await setUp(t);
  await Promise.all([runOn(shell, host), runOn(shell, host), runOn(shell, host)]);
  await runOn(shell, host);
  assert.deepEqual([server.stats.logins, server.stats.sessions], [1, 4]);
});

/** Collects garbage, which Node offers only to who asks for it. */
const collect = (): void => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
};

test('a connection that stays open keeps nothing of the runs it served', async (t) => {
  const { shell, host, server } = await setUp(t);
  const runs: WeakRef<object>[] = [];
  const runOnce = async (): Promise<void> => {
    const mine = { output: '' };
    runs.push(new WeakRef(mine));
    await runOn(shell, host, 'true', {
      onOutput: (text) => {
        mine.output += text;
      },
    });
  };
  for (let run = 0; run < 20; run++) await runOnce();
  await until(() => {
    collect();
    // What is on the stack of the last one may stay for a moment.
    return runs.filter((run) => run.deref() !== undefined).length <= 2;
  });
  assert.equal(server.stats.logins, 1);
});

test('an idle connection is closed, and the next run makes a new one', async (t) => {
  const { shell, host, server } = await setUp(t, { limits: { idleSeconds: 0.05 } });
  await runOn(shell, host);
  await until(() => server.connections.size === 0);
  assert.equal((await runOn(shell, host)).output, 'ok\n');
  assert.equal(server.stats.logins, 2);
});

test('a connection that is old takes no new run', async (t) => {
  const { shell, host, server } = await setUp(t, { limits: { maxAgeSeconds: 0.05 } });
  await runOn(shell, host);
  await sleep(80);
  await runOn(shell, host);
  assert.equal(server.stats.logins, 2);
  await until(() => server.connections.size === 1);
});

test('a dead connection that nobody noticed costs a new login, not the run', async (t) => {
  const { shell, host, server } = await setUp(t, {
    known: anyPort,
    limits: { channelSeconds: 0.3, keepaliveSeconds: 60 },
  });
  const proxy = await startProxy(server.port);
  t.after(() => proxy.close());
  const there = { ...host, port: proxy.port };
  await runOn(shell, there);
  proxy.cut();
  assert.equal((await runOn(shell, there)).output, 'ok\n');
  assert.equal(server.stats.logins, 2);
});

test('a connection that fell silent is replaced', async (t) => {
  let silent = false;
  const { shell, host, server } = await setUp(t, {
    limits: { channelSeconds: 0.2 },
    onScript: (script) => finishScript(script),
    onConnection: (connection) => {
      // The first connection never answers a session request after the first run.
      connection.prependListener('session', () => {
        if (silent) connection.removeAllListeners('session');
      });
    },
  });
  await runOn(shell, host);
  const [first] = server.connections;
  silent = true;
  first?.removeAllListeners('session');
  first?.on('session', () => undefined);
  silent = false;
  assert.equal((await runOn(shell, host)).output, 'ok\n');
  assert.equal(server.stats.logins, 2);
});

test('a new connection that is lost before the script is tried once more, not for ever', async (t) => {
  const { shell, host, server } = await setUp(t, {
    onSession: () => {
      for (const connection of server.connections) connection.end();
    },
  });
  assert.equal((await failureOf(runOn(shell, host))).code, 'SSH_CONNECTION_LOST');
  assert.equal(server.stats.logins, 2);
});

test('a run that has spoken is never repeated', async (t) => {
  const { shell, host, server } = await setUp(t, {
    onScript: (script) => {
      if (server.scripts.length === 1) return finishScript(script);
      script.channel.write('half a line');
      setTimeout(() => {
        for (const connection of server.connections) connection.end();
      }, 50);
    },
  });
  await runOn(shell, host);
  const error = await failureOf(runOn(shell, host));
  assert.deepEqual([error.code, error.temporary], ['SSH_CONNECTION_LOST', true]);
  assert.equal(server.scripts.length, 2);
});

test('no more channels than the limit; the others wait for their turn', async (t) => {
  const { shell, host, server } = await setUp(t, {
    limits: { channelsPerConnection: 2 },
    onScript: (script) => setTimeout(() => finishScript(script), 30),
  });
  const runs = await Promise.all(Array.from({ length: 9 }, () => runOn(shell, host)));
  assert.ok(runs.every((run) => run.output === 'ok\n'));
  assert.deepEqual([server.stats.mostSessions, server.stats.logins], [2, 1]);
});

test('a server that allows fewer sessions (MaxSessions) is adapted to', async (t) => {
  const { shell, host, server } = await setUp(t, {
    maxSessions: 1,
    onScript: (script) => setTimeout(() => finishScript(script), 20),
  });
  const runs = await Promise.all(Array.from({ length: 6 }, () => runOn(shell, host)));
  assert.ok(runs.every((run) => run.output === 'ok\n'));
  assert.equal(server.stats.logins, 1);
});

test('a server that still counts a session that has ended is asked again', async (t) => {
  let refusals = 2;
  const { shell, host, server } = await setUp(t, { mayOpen: () => refusals-- <= 0 });
  assert.equal((await runOn(shell, host)).output, 'ok\n');
  assert.equal(server.stats.logins, 1);
});

test('a server that allows no session at all', async (t) => {
  const { shell, host } = await setUp(t, { maxSessions: 0 });
  const error = await failureOf(runOn(shell, host));
  assert.deepEqual([error.code, error.temporary], ['SSH_CHANNEL_REFUSED', true]);
});

test('a run that waits too long for a channel, or finds too many waiting, is told so', async (t) => {
  const held: ServedScript[] = [];
  const { shell, host } = await setUp(t, {
    limits: { channelsPerConnection: 1, turnSeconds: 0.2, waiting: 1 },
    onScript: (script) => held.push(script),
  });
  const first = runOn(shell, host);
  await until(() => held.length === 1);
  const second = failureOf(runOn(shell, host));
  const third = failureOf(runOn(shell, host));
  assert.equal((await third).code, 'SSH_CHANNEL_REFUSED');
  const late = await second;
  assert.equal(late.code, 'SSH_TIMED_OUT');
  assert.match(late.message, /turnSeconds/);
  finishScript(held[0] as ServedScript);
  assert.equal((await first).output, 'ok\n');
});

test('logins at one server are limited, those at others are not held up', async (t) => {
  let under = 0;
  let most = 0;
  const { shell, host } = await setUp(t, {
    limits: { loginsInParallel: 2 },
    onConnection: (connection) => {
      under += 1;
      most = Math.max(most, under);
      connection.on('ready', () => {
        under -= 1;
      });
    },
  });
  const users = Array.from({ length: 8 }, (_, i) => ({ ...host, user: `user${i}` }));
  const runs = await Promise.all(users.map((one) => runOn(shell, one)));
  assert.ok(runs.every((run) => run.output === 'ok\n'));
  assert.equal(most, 2);
});

test('close ends what runs, and nothing starts after it', async (t) => {
  const { shell, host, server } = await setUp(t, { onScript: () => undefined });
  const running = failureOf(runOn(shell, host));
  await until(() => server.scripts.length === 1);
  await shell.close();
  assert.equal((await running).code, 'SSH_CONNECTION_LOST');
  assert.match((await failureOf(runOn(shell, host))).message, /closing/);
  assert.equal(server.stats.logins, 1);
});
