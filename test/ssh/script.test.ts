import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { failureOf, runOn, setUp } from './bench.ts';
import { startProxy } from './proxy.ts';
import { finishScript } from './server.ts';

test('the script goes to sh on standard input, which stays open until the script ends', async (t) => {
  let ended = false;
  const { shell, host, server } = await setUp(t, {
    onScript: async (script) => {
      void script.inputEnded.then(() => {
        ended = true;
      });
      await sleep(150);
      script.channel.write(ended ? 'closed\n' : 'open\n');
      script.channel.exit(0);
      script.channel.end();
    },
  });
  let connected = 0;
  const { output } = await runOn(shell, host, 'echo "$HOME" \'quoted\'', { onConnected: () => (connected += 1) });
  assert.equal(output, 'open\n');
  assert.equal(connected, 1);
  assert.equal(server.scripts[0]?.command, '/bin/sh -s');
  assert.equal(server.scripts[0]?.text(), 'echo "$HOME" \'quoted\'\nexit\n');
  await server.scripts[0]?.inputEnded;
});

test('output comes in pieces as it is made; standard error is kept apart, its end only', async (t) => {
  const { shell, host } = await setUp(t, {
    onScript: async (script) => {
      script.channel.stderr.write(`${'noise '.repeat(2000)}last words\n`);
      script.channel.write('one\n');
      await sleep(50);
      finishScript(script, 'two\n', 7);
    },
  });
  const pieces: string[] = [];
  const { end } = await runOn(shell, host, 'true', { onOutput: (text) => pieces.push(text) });
  assert.deepEqual(pieces, ['one\n', 'two\n']);
  assert.equal(end.exitCode, 7);
  assert.equal(end.errorText?.length, 4096);
  assert.ok(end.errorText?.endsWith('last words\n'));
});

test('much output on both streams arrives whole', async (t) => {
  const { shell, host } = await setUp(t, {
    onScript: (script) => {
      script.channel.stderr.write(Buffer.alloc(3_000_000, 'e'));
      script.channel.write(Buffer.alloc(9_000_000, 'o'), () => finishScript(script, 'end'));
    },
  });
  const { output } = await runOn(shell, host);
  assert.equal(output.length, 9_000_003);
  assert.ok(output.endsWith('oend'));
});

test('a shell ended by a signal has no exit code and is no success', async (t) => {
  const { shell, host } = await setUp(t, {
    onScript: (script) => {
      script.channel.exit('KILL', false, '');
      script.channel.end();
    },
  });
  assert.equal((await runOn(shell, host)).end.exitCode, null);
});

test('a channel that closes without an exit status is a loss, never a success', async (t) => {
  const { shell, host } = await setUp(t, {
    onScript: (script) => {
      script.channel.write('all fine\n');
      script.channel.end();
    },
  });
  const error = await failureOf(runOn(shell, host));
  assert.deepEqual([error.code, error.temporary], ['SSH_CONNECTION_LOST', true]);
  assert.match(error.message, /without an exit status/);
});

test('a connection cut in the middle of the script', async (t) => {
  const { shell, host, server } = await setUp(t, {
    onScript: (script) => {
      script.channel.write('half');
      setTimeout(() => {
        for (const connection of server.connections) connection.end();
      }, 30);
    },
  });
  const error = await failureOf(runOn(shell, host));
  assert.deepEqual([error.code, error.temporary], ['SSH_CONNECTION_LOST', true]);
  assert.match(error.message, /connection was lost while the script ran/);
});

test('a server that freezes in the middle of the script is noticed', async (t) => {
  const { shell, host, server } = await setUp(t, {
    known: (server) => `* ${server.line().split(' ').slice(1).join(' ')}`,
    limits: { keepaliveSeconds: 0.1, keepaliveCount: 2 },
    onScript: (script) => script.channel.write('half'),
  });
  const proxy = await startProxy(server.port);
  t.after(() => proxy.close());
  const run = runOn(shell, { ...host, port: proxy.port }, 'true', { onOutput: () => proxy.freeze() });
  const error = await failureOf(run);
  assert.deepEqual([error.code, error.temporary], ['SSH_CONNECTION_LOST', true]);
  assert.match((error.cause as Error).message, /Keepalive timeout/);
});

test('a server that is quiet but alive is not given up', async (t) => {
  const { shell, host } = await setUp(t, {
    limits: { keepaliveSeconds: 0.05, keepaliveCount: 2 },
    onScript: (script) => setTimeout(() => finishScript(script), 600),
  });
  assert.equal((await runOn(shell, host)).output, 'ok\n');
});

test('a script that never ends is ended by the total limit', async (t) => {
  const { shell, host, server } = await setUp(t, { onScript: () => undefined, limits: { scriptSeconds: 0.2 } });
  const error = await failureOf(runOn(shell, host));
  assert.deepEqual([error.code, error.temporary], ['SSH_TIMED_OUT', true]);
  assert.match(error.message, /scriptSeconds/);
  assert.equal(server.scripts.length, 1, 'not repeated');
});

test('a server that opens no channel, or never starts the shell, is given up', async (t) => {
  for (const onSession of [
    () => undefined,
    (accept: () => import('ssh2').Session) => {
      accept().on('exec', () => undefined);
    },
  ]) {
    const { shell, host } = await setUp(t, { onSession, limits: { channelSeconds: 0.2 } });
    const error = await failureOf(runOn(shell, host));
    assert.equal(error.code, 'SSH_TIMED_OUT');
    assert.match(error.message, /start a shell within 0\.2 s \(channelSeconds\)/);
  }
});

test('a server that runs no commands', async (t) => {
  const { shell, host } = await setUp(t, {
    onSession: (accept) => {
      accept().on('exec', (_accept, reject) => reject());
    },
  });
  const error = await failureOf(runOn(shell, host));
  assert.deepEqual([error.code, error.temporary], ['SSH_SHELL_UNUSABLE', false]);
});

test('a login shell that says no (nologin) gives its words and its exit status', async (t) => {
  const { shell, host } = await setUp(t, {
    onSession: (accept) => {
      accept().on('exec', (accept) => {
        const channel = accept();
        channel.stderr.write('This account is currently not available.\n');
        channel.exit(1);
        channel.end();
      });
    },
  });
  const { end, output } = await runOn(shell, host);
  assert.deepEqual(
    { end, output },
    { end: { exitCode: 1, errorText: 'This account is currently not available.\n' }, output: '' },
  );
});

test('a reader that fails ends the run with its own error and leaves the connection whole', async (t) => {
  const { shell, host, server } = await setUp(t, {
    onScript: (script) => {
      script.channel.write('piece\n');
      void script.inputEnded.then(() => finishScript(script, 'rest\n'));
    },
  });
  const run = runOn(shell, host, 'true', {
    onOutput: () => {
      throw new TypeError('reader broke');
    },
  });
  await assert.rejects(run, /reader broke/);
  assert.equal(server.connections.size, 1);
});

test('checkHost logs in, runs nothing but exit 0, and tells the key', async (t) => {
  const { shell, host, server } = await setUp(t);
  const check = await shell.checkHost(host, AbortSignal.timeout(20_000));
  assert.equal(check.shellWorks, true);
  assert.equal(check.hostKey.type, 'ssh-ed25519');
  assert.match(check.hostKey.fingerprint, /^SHA256:[A-Za-z0-9+/]{43}$/);
  assert.equal(server.scripts[0]?.text(), 'exit 0\nexit\n');
});
