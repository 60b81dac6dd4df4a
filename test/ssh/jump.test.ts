import assert from 'node:assert/strict';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createSshShell, type SshShell } from '../../src/adapters/ssh/index.ts';
import { AccessError } from '../../src/application/ports/remote-shell.ts';
import type { Host } from '../../src/domain/host/host.ts';
import { failureOf, makeFolder, runOn } from './bench.ts';
import { makeHost } from './host.ts';
import { ecdsa, ed25519, otherEd25519, userKey } from './keys.ts';
import { startProxy } from './proxy.ts';
import { finishScript, startServer, type TestServer, type TestServerOptions } from './server.ts';

interface Chain {
  readonly folder: string;
  readonly shell: SshShell;
  readonly servers: readonly TestServer[];
  readonly hosts: readonly Host[];
}

const keys = [ed25519, otherEd25519, ecdsa];

/** hop0 <- hop1 <- hop2: each is reached over the one before it. */
const setUpChain = async (
  t: TestContext,
  options: readonly TestServerOptions[],
  known = [true, true, true],
): Promise<Chain> => {
  const folder = makeFolder(t);
  const identityFile = join(folder, 'id');
  writeFileSync(identityFile, userKey.private);
  const servers = await Promise.all(
    options.map((one, i) => startServer({ hostKeys: keys.slice(i, i + 1), forward: 'yes', ...one })),
  );
  const lines = servers.filter((_, i) => known[i]).map((server) => server.line());
  writeFileSync(join(folder, 'known_hosts'), `${lines.join('\n')}\n`);
  const hosts = servers.map((server, i) =>
    makeHost({ name: `hop${i}`, port: server.port, identityFile, ...(i > 0 && { jump: `hop${i - 1}` }) }),
  );
  const shell = createSshShell({
    knownHosts: [join(folder, 'known_hosts')],
    findHost: (name) => hosts.find((host) => host.name === name),
    limits: { graceSeconds: 0.3, loginSeconds: 5, keepaliveSeconds: 0.2, keepaliveCount: 2 },
  });
  t.after(async () => {
    await shell.close();
    await Promise.all(servers.map((server) => server.close()));
  });
  return { folder, shell, servers, hosts };
};

const last = (chain: Chain): Host => chain.hosts.at(-1) ?? makeHost({ port: 1 });

test('a chain of two jump hosts; the connections to them are shared', async (t) => {
  const chain = await setUpChain(t, [{}, {}, { onScript: (script) => finishScript(script, 'from the end\n') }]);
  assert.equal((await runOn(chain.shell, last(chain))).output, 'from the end\n');
  assert.equal((await runOn(chain.shell, chain.hosts[1] as Host)).output, 'ok\n');
  assert.deepEqual(
    chain.servers.map((server) => server.stats.logins),
    [1, 1, 1],
  );
});

test('each hop is checked: an unknown jump host ends the way there', async (t) => {
  const chain = await setUpChain(t, [{}, {}, {}], [true, false, true]);
  const error = await failureOf(runOn(chain.shell, last(chain)));
  assert.deepEqual([error.code, error.temporary], ['SSH_JUMP_FAILED', false]);
  assert.match(error.message, /^The jump host hop1, on the way to hop2, could not be used: hop1 /);
  assert.equal((error.cause as AccessError).code, 'SSH_HOST_KEY_UNKNOWN');
  assert.equal(chain.servers[2]?.stats.connections, 0);
});

test('trouble of the first hop is told once, with its own name', async (t) => {
  const chain = await setUpChain(t, [{ onAuth: (context) => context.reject(['password']) }, {}, {}]);
  const error = await failureOf(runOn(chain.shell, last(chain)));
  assert.equal(error.code, 'SSH_JUMP_FAILED');
  assert.match(
    error.message,
    /^The jump host hop0, on the way to hop1, could not be used: hop0 refuses the login of mailops/,
  );
});

test('the end of the chain is checked too, and its trouble is its own', async (t) => {
  const chain = await setUpChain(t, [{}, {}], [true, false]);
  const error = await failureOf(runOn(chain.shell, last(chain)));
  assert.equal(error.code, 'SSH_HOST_KEY_UNKNOWN');
  assert.ok(error.message.includes(`add this line to`) && error.message.includes(otherEd25519.line), error.message);
  assert.equal(chain.servers[1]?.stats.authTries, 0);
});

test('a jump host that allows no forwarding, and one that cannot connect', async (t) => {
  const forbids = await setUpChain(t, [{ forward: 'no' }, {}]);
  const forbidden = await failureOf(runOn(forbids.shell, last(forbids)));
  assert.equal(forbidden.code, 'SSH_JUMP_FAILED');
  assert.match(forbidden.message, /The jump host hop0 was reached, but could not connect from there to 127/);
  const dead = await setUpChain(t, [{}, {}]);
  await dead.servers[1]?.close();
  const error = await failureOf(runOn(dead.shell, last(dead)));
  assert.deepEqual([error.code, error.temporary], ['SSH_JUMP_FAILED', true]);
});

test('circles and unknown names are found before anything is connected', async (t) => {
  const chain = await setUpChain(t, [{}]);
  const host = chain.hosts[0] as Host;
  const self = await failureOf(runOn(chain.shell, { ...host, name: 'hop9', jump: 'nobody' }));
  assert.equal(self.code, 'SSH_JUMP_FAILED');
  assert.match(self.message, /hop9 is to be reached over nobody, which is not in the inventory/);

  const ring: Host[] = [
    { ...host, name: 'a', jump: 'b' },
    { ...host, name: 'b', jump: 'c' },
    { ...host, name: 'c', jump: 'b' },
  ];
  const shell = createSshShell({ knownHosts: [], findHost: (name) => ring.find((one) => one.name === name) });
  const error = await failureOf(runOn(shell, ring[0] as Host));
  assert.equal(error.code, 'SSH_JUMP_FAILED');
  assert.match(error.message, /a -> b -> c -> b/);
  assert.equal(chain.servers[0]?.stats.connections, 0);
});

test('a jump host that dies takes the run with it, by name and at once', async (t) => {
  const chain = await setUpChain(t, [
    {},
    {
      onScript: () => {
        for (const connection of chain.servers[0]?.connections ?? []) connection.end();
      },
    },
  ]);
  const error = await failureOf(runOn(chain.shell, last(chain)));
  assert.deepEqual([error.code, error.temporary], ['SSH_CONNECTION_LOST', true]);
});

test('an end that freezes behind a jump host that lives is noticed', async (t) => {
  const chain = await setUpChain(t, [{}, { onScript: (script) => script.channel.write('half') }], [true, false]);
  const proxy = await startProxy(chain.servers[1]?.port ?? 0);
  t.after(() => proxy.close());
  const { shell, hosts, folder } = chain;
  appendFileSync(join(folder, 'known_hosts'), `[127.0.0.1]:${proxy.port} ${otherEd25519.line}\n`);
  const end = { ...(hosts[1] as Host), port: proxy.port };
  const error = await failureOf(runOn(shell, end, 'true', { onOutput: () => proxy.freeze() }));
  assert.equal(error.code, 'SSH_CONNECTION_LOST');
  assert.match((error.cause as Error).message, /Keepalive timeout/);
});

test('a jump host is kept while something goes through it, and closed when idle', async (t) => {
  const folder = makeFolder(t);
  const identityFile = join(folder, 'id');
  writeFileSync(identityFile, userKey.private);
  let finish = (): void => undefined;
  const jump = await startServer({ forward: 'yes' });
  const end = await startServer({
    onScript: (script) => {
      finish = () => finishScript(script);
    },
  });
  writeFileSync(join(folder, 'known_hosts'), `${jump.line()}\n${end.line()}\n`);
  const hosts = [
    makeHost({ name: 'jump', port: jump.port, identityFile }),
    makeHost({ name: 'end', port: end.port, identityFile, jump: 'jump' }),
  ] as const;
  const shell = createSshShell({
    knownHosts: [join(folder, 'known_hosts')],
    findHost: () => hosts[0],
    limits: { idleSeconds: 0.1, graceSeconds: 0.2 },
  });
  t.after(async () => {
    await shell.close();
    await Promise.all([jump.close(), end.close()]);
  });
  const running = runOn(shell, hosts[1]);
  while (end.scripts.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => setTimeout(resolve, 400));
  finish();
  assert.equal((await running).output, 'ok\n');
  while (jump.connections.size > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(end.connections.size, 0);
});
