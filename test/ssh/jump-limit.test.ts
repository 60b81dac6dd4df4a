import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSshShell, type SshLimits, type SshShell } from '../../src/adapters/ssh/index.ts';
import type { Host } from '../../src/domain/host/host.ts';
import { failureOf, makeFolder } from './bench.ts';
import { makeHost } from './host.ts';
import { ed25519, otherEd25519, userKey } from './keys.ts';
import { sshdMissing, startRealSshd } from './real-sshd.ts';
import { finishScript, startServer, type TestServer } from './server.ts';
import { until } from './until.ts';

interface Fleet {
  readonly gate: TestServer;
  readonly target: TestServer;
  readonly shell: SshShell;
  readonly hosts: readonly Host[];
  /** What each run was told, in order: `name: what it waits for`, `name: on`. */
  readonly told: string[];
  readonly run: (host: Host, signal?: AbortSignal) => Promise<string>;
}

/** Hosts behind one jump host; they share a server, and have connections of their own. */
const setUpFleet = async (
  t: TestContext,
  count: number,
  limits: Partial<SshLimits>,
  workMs = 0,
  between = false,
): Promise<Fleet> => {
  const folder = makeFolder(t);
  const identityFile = join(folder, 'id');
  writeFileSync(identityFile, userKey.private);
  const gate = await startServer({ hostKeys: [ed25519], forward: 'yes' });
  const target = await startServer({
    hostKeys: [otherEd25519],
    forward: 'yes',
    onScript: async (script) => {
      await sleep(workMs);
      finishScript(script);
    },
  });
  writeFileSync(join(folder, 'known_hosts'), `${gate.line()}\n${target.line()}\n`);
  const inner = makeHost({ name: 'inner', port: target.port, identityFile, jump: 'gate' });
  const hosts = Array.from({ length: count }, (_, at) =>
    makeHost({ name: `host${at}`, port: target.port, identityFile, jump: between ? 'inner' : 'gate' }),
  );
  const all = [makeHost({ name: 'gate', port: gate.port, identityFile }), inner, ...hosts];
  const shell = createSshShell({
    knownHosts: [join(folder, 'known_hosts')],
    findHost: (name) => all.find((host) => host.name === name),
    limits: { graceSeconds: 0.3, loginsInParallel: 50, ...limits },
  });
  t.after(async () => {
    await shell.close();
    await Promise.all([gate.close(), target.close()]);
  });
  const told: string[] = [];
  const run = async (host: Host, signal = AbortSignal.timeout(30_000)): Promise<string> => {
    await shell.run(host, 'true', {
      signal,
      onConnected: () => undefined,
      onOutput: () => undefined,
      onWaiting: (waitsFor) => told.push(`${host.name}: ${waitsFor ?? 'on'}`),
    });
    return host.name;
  };
  return { gate, target, shell, hosts, told, run };
};

/** The most connections that were open at once while `work` went on. */
const mostDuring = async (server: TestServer, work: Promise<unknown>): Promise<number> => {
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, server.connections.size);
  }, 2);
  await work.finally(() => clearInterval(timer));
  return most;
};

test('through one jump host go so many connections at once; those who wait are told, and come in order', async (t) => {
  const fleet = await setUpFleet(t, 8, { perJumpHost: 2 }, 50);
  const done: string[] = [];
  const all = Promise.all(fleet.hosts.map(async (host) => done.push(await fleet.run(host))));
  const most = await mostDuring(fleet.target, all);
  assert.ok(most <= 2, `${most} connections at once`);
  assert.equal(fleet.target.stats.logins, 8);
  assert.deepEqual(
    fleet.told.filter((line) => !line.endsWith(': on')),
    fleet.hosts.slice(2).map(({ name }) => `${name}: a turn at the jump host gate`),
  );
  const on = fleet.told.filter((line) => line.endsWith(': on'));
  assert.deepEqual(
    on,
    fleet.hosts.slice(2).map(({ name }) => `${name}: on`),
  );
  assert.equal(fleet.gate.stats.logins, 1, 'the connection to the jump host is shared');
});

test('an idle connection makes room; without anybody waiting it stays', async (t) => {
  const { hosts, run, target, told } = await setUpFleet(t, 3, { perJumpHost: 2 });
  const [a, b, c] = hosts as [Host, Host, Host];
  await run(a);
  await run(b);
  await run(a);
  assert.equal(target.stats.logins, 2, 'the connection of a was there still');
  await run(c);
  assert.deepEqual(told, ['host2: a turn at the jump host gate', 'host2: on']);
  await until(() => target.connections.size === 2);
  await run(b);
  assert.ok(target.connections.size <= 2);
});

test('a run that is stopped while it waits leaves the queue; the others go on', async (t) => {
  const { hosts, run, told, target } = await setUpFleet(t, 3, { perJumpHost: 1 }, 200);
  const [a, b, c] = hosts as [Host, Host, Host];
  const first = run(a);
  const stop = new AbortController();
  const second = run(b, stop.signal);
  await until(() => told.length === 1);
  const third = run(c);
  stop.abort(new Error('stopped'));
  await assert.rejects(second, /stopped/);
  assert.deepEqual(await Promise.all([first, third]), ['host0', 'host2']);
  assert.equal(target.stats.logins, 2);
});

test('the wait has a limit, and it is named', async (t) => {
  const { hosts, run } = await setUpFleet(t, 2, { perJumpHost: 1, jumpTurnSeconds: 0.1 }, 500);
  const [a, b] = hosts as [Host, Host];
  const first = run(a);
  const error = await failureOf(run(b));
  assert.deepEqual([error.code, error.temporary], ['SSH_TIMED_OUT', true]);
  assert.match(error.message, /host1: waited 0\.1 s for a turn at the jump host gate \(perJumpHost: 1\)/);
  await first;
});

test('hosts that can not be reached give their turn back', async (t) => {
  const { hosts, run, target } = await setUpFleet(t, 4, { perJumpHost: 1, connectSeconds: 5 });
  await target.close();
  for (const end of await Promise.allSettled(hosts.map((host) => run(host)))) {
    assert.equal(end.status, 'rejected');
    assert.equal((end.reason as { code?: string }).code, 'SSH_JUMP_FAILED');
  }
});

test('a chain of jump hosts with one place each does not stand still', async (t) => {
  const { hosts, run, told } = await setUpFleet(t, 3, { perJumpHost: 1 }, 20, true);
  assert.equal((await Promise.all(hosts.map((host) => run(host)))).length, 3);
  // A host right behind the gate wants the place that the idle way to `inner` has.
  const direct = { ...(hosts[0] as Host), name: 'direct', jump: 'gate' };
  assert.equal(await run(direct), 'direct');
  assert.ok(told.includes('direct: a turn at the jump host gate'));
});

test('a real sshd as the jump host', { skip: sshdMissing }, async (t) => {
  const sshd = await startRealSshd();
  t.after(() => sshd.stop());
  const hosts = Array.from({ length: 6 }, (_, at) => ({ ...sshd.host, name: `host${at}`, jump: 'gate' }));
  const shell = createSshShell({
    knownHosts: [sshd.knownHosts],
    findHost: (name) => (name === 'gate' ? { ...sshd.host, name } : undefined),
    limits: { perJumpHost: 2 },
  });
  t.after(() => shell.close());
  let now = 0;
  let most = 0;
  const outputs = await Promise.all(
    hosts.map(async (host) => {
      let output = '';
      await shell.run(host, 'echo begun; sleep 0.2; echo ended; exit 0', {
        signal: AbortSignal.timeout(60_000),
        onConnected: () => {
          now += 1;
          most = Math.max(most, now);
        },
        onOutput: (piece) => {
          output += Buffer.from(piece).toString();
        },
      });
      now -= 1;
      return output;
    }),
  );
  assert.deepEqual(
    outputs,
    hosts.map(() => 'begun\nended\n'),
  );
  assert.equal(most, 2);
});
