import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { failureOf, runOn, setUp } from './bench.ts';
import { ecdsa, ed25519, otherEd25519, rsa } from './keys.ts';

const fingerprint = /SHA256:[A-Za-z0-9+/]{43}(?![A-Za-z0-9+/=])/;

test('a known key is accepted', async (t) => {
  const { shell, host } = await setUp(t);
  assert.equal((await runOn(shell, host)).output, 'ok\n');
});

test('defect: unchecked host keys. An unknown key is refused before any login is tried', async (t) => {
  const { shell, host, server, knownHosts } = await setUp(t, { known: () => '# nothing' });
  const error = await failureOf(runOn(shell, host));
  assert.equal(error.code, 'SSH_HOST_KEY_UNKNOWN');
  assert.equal(error.temporary, false);
  assert.match(error.message, fingerprint);
  assert.match(error.message, /ssh-ed25519/);
  assert.ok(
    error.message.includes(`ssh-keyscan -p ${server.port} -t ed25519 127.0.0.1 >> ${knownHosts}`),
    error.message,
  );
  assert.equal(server.stats.authTries, 0);
});

test('a missing known_hosts file knows nobody', async (t) => {
  const { shell, host, server } = await setUp(t, { shell: { knownHosts: ['/nonexistent/known_hosts'] } });
  assert.equal((await failureOf(runOn(shell, host))).code, 'SSH_HOST_KEY_UNKNOWN');
  assert.equal(server.stats.authTries, 0);
});

test('a known_hosts file that cannot be read accepts nobody', async (t) => {
  const { host, shell, folder } = await setUp(t, {
    shell: { knownHosts: [import.meta.dirname] }, // A folder in place of a file.
  });
  const error = await failureOf(runOn(shell, host));
  assert.equal(error.code, 'SSH_HOST_KEY_UNKNOWN');
  assert.match(error.message, /cannot be read/);
  assert.ok(folder);
});

test('a changed key is refused and both fingerprints are named', async (t) => {
  const { shell, host, server } = await setUp(t, { known: (server) => server.line(otherEd25519) });
  const error = await failureOf(runOn(shell, host));
  assert.equal(error.code, 'SSH_HOST_KEY_CHANGED');
  assert.equal(error.temporary, false);
  assert.equal(error.message.match(/SHA256:/g)?.length, 2);
  assert.ok(error.message.includes(`ssh-keygen -R '[127.0.0.1]:${server.port}'`), error.message);
  assert.match(error.message, /Compare the fingerprint .*; only if it is the same: ssh-keygen -R .*; then ssh-keyscan/);
  assert.equal(server.stats.authTries, 0);
});

test('a key of another type than the known one is a change, not news', async (t) => {
  const { shell, host } = await setUp(t, { hostKeys: [ed25519], known: (server) => server.line(rsa) });
  assert.equal((await failureOf(runOn(shell, host))).code, 'SSH_HOST_KEY_CHANGED');
});

test('a revoked key is refused although another line accepts it', async (t) => {
  const { shell, host } = await setUp(t, {
    known: (server) => `${server.line()}\n@revoked * ${ed25519.line}`,
  });
  assert.equal((await failureOf(runOn(shell, host))).code, 'SSH_HOST_KEY_REVOKED');
});

for (const key of [ed25519, ecdsa, rsa]) {
  test(`a server with three keys shows the one that is known: ${key.type}`, async (t) => {
    const { shell, host } = await setUp(t, {
      hostKeys: [ed25519, ecdsa, rsa],
      known: (server) => server.line(key),
    });
    assert.equal((await shell.checkHost(host, AbortSignal.timeout(20_000))).hostKey.type, key.type);
  });
}

for (const [what, offered, used] of [
  ['a modern server', ['ssh-ed25519', 'rsa-sha2-256', 'rsa-sha2-512', 'ssh-rsa'], 'rsa-sha2-512'],
  ['an old server', ['ssh-rsa'], 'ssh-rsa'],
] as const) {
  test(`an ssh-rsa line finds the RSA key of ${what}, with the best signature both know: ${used}`, async (t) => {
    let agreed = '';
    const { shell, host } = await setUp(t, {
      hostKeys: used === 'ssh-rsa' ? [rsa] : [ed25519, rsa],
      known: (server) => server.line(rsa),
      config: { algorithms: { serverHostKey: [...offered] } },
      onConnection: (connection) => {
        connection.on('handshake', (negotiated) => {
          agreed = negotiated.serverHostKey ?? (negotiated as unknown as { srvHostKey: string }).srvHostKey;
        });
      },
    });
    assert.equal((await shell.checkHost(host, AbortSignal.timeout(20_000))).hostKey.type, 'ssh-rsa');
    assert.equal(agreed, used);
  });
}

test('a line without the port accepts the same key and proves nothing about another', async (t) => {
  const same = await setUp(t, { known: () => `127.0.0.1 ${ed25519.line}` });
  assert.equal((await runOn(same.shell, same.host)).output, 'ok\n');
  const other = await setUp(t, { known: () => `127.0.0.1 ${otherEd25519.line}` });
  assert.equal((await failureOf(runOn(other.shell, other.host))).code, 'SSH_HOST_KEY_UNKNOWN');
});

test('the name in the inventory counts when the address is not in the file, the address first when it is', async (t) => {
  const byName = await setUp(t, { known: (server) => `[host01]:${server.port} ${ed25519.line}` });
  assert.equal((await runOn(byName.shell, byName.host)).output, 'ok\n');
  const both = await setUp(t, {
    known: (server) => `[host01]:${server.port} ${ed25519.line}\n${server.line(otherEd25519)}`,
  });
  assert.equal((await failureOf(runOn(both.shell, both.host))).code, 'SSH_HOST_KEY_CHANGED');
});

test('a key that is added counts at once', async (t) => {
  const { shell, host, server, knownHosts } = await setUp(t, { known: () => '# nothing' });
  await failureOf(runOn(shell, host));
  appendFileSync(knownHosts, `${server.line()}\n`);
  assert.equal((await runOn(shell, host)).output, 'ok\n');
});

test('several files are read, and broken lines are told with file and number', async (t) => {
  const warned: object[] = [];
  const { folder, host, server, shell } = await setUp(t, {
    known: () => 'host01 ssh-ed25519 not*base64',
    shell: {
      log: { debug: () => undefined, info: () => undefined, warn: (fields) => warned.push(fields) },
    },
  });
  assert.equal((await failureOf(runOn(shell, host))).code, 'SSH_HOST_KEY_UNKNOWN');
  assert.deepEqual(warned, [{ path: join(folder, 'known_hosts'), line: 1, problem: 'the key is not base64' }]);
  assert.ok(server.port);
});

test('a host that only has a @cert-authority line is told that certificates are not supported', async (t) => {
  const { shell, host } = await setUp(t, { known: (server) => `@cert-authority ${server.line()}` });
  const error = await failureOf(runOn(shell, host));
  assert.equal(error.code, 'SSH_HOST_KEY_UNKNOWN');
  assert.match(error.message, /certificates are not supported/);
});
