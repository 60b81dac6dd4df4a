import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import { createSshShell, type SshShell, type SshShellOptions } from '../../src/adapters/ssh/index.ts';
import { failureOf, runOn } from './bench.ts';
import { otherEd25519, userKey } from './keys.ts';
import { startProxy } from './proxy.ts';
import { type RealSshd, sshdMissing, startRealSshd } from './real-sshd.ts';
import { until } from './until.ts';

const openShell = (t: TestContext, sshd: RealSshd, over: Partial<SshShellOptions> = {}): SshShell => {
  const shell = createSshShell({ knownHosts: [sshd.knownHosts], findHost: () => undefined, ...over });
  t.after(() => shell.close());
  return shell;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Waits for the end of its input in the background, as the collector's watchdog does; then leaves a mark and ends everything. */
const watchdogScript = (mark: string): string => `{
exec 3<&0
( cat <&3 >/dev/null; echo gone >'${mark}'; kill -9 $$ ) >/dev/null 2>&1 &
exec 3<&-
echo begun
i=0; while [ $i -lt 100 ]; do sleep 0.1; i=$((i+1)); done
echo ended
exit 0
}`;

describe('a real sshd', { skip: sshdMissing }, () => {
  let sshd: RealSshd;
  before(async () => {
    sshd = await startRealSshd();
  });
  after(() => sshd.stop());

  test('runs a script and gives its output and exit status', async (t) => {
    let connected = 0;
    const run = await runOn(openShell(t, sshd), sshd.host, 'echo one\necho two >&2\nexit 3', {
      onConnected: () => (connected += 1),
    });
    assert.deepEqual(run, { output: 'one\n', end: { exitCode: 3, errorText: 'two\n' } });
    assert.equal(connected, 1);
  });

  test('a script that does not say exit ends too', async (t) => {
    assert.equal((await runOn(openShell(t, sshd), sshd.host, 'echo done; (exit 4)')).end.exitCode, 4);
  });

  test('a long script arrives whole', async (t) => {
    const lines = Array.from({ length: 8000 }, (_, i) => `: line ${i} of a script that is longer than any buffer`);
    const { output } = await runOn(openShell(t, sshd), sshd.host, `{\n${lines.join('\n')}\necho end\nexit 0\n}`);
    assert.equal(output, 'end\n');
  });

  test('standard input stays open while the script runs', async (t) => {
    const mark = join(sshd.folder, 'open-mark');
    const script = `{ exec 3<&0; ( cat <&3 >/dev/null; echo gone >'${mark}' ) >/dev/null 2>&1 & exec 3<&-; sleep 0.5; [ -f '${mark}' ] && echo closed || echo open; exit 0; }`;
    assert.equal((await runOn(openShell(t, sshd), sshd.host, script)).output, 'open\n');
    await until(() => existsSync(mark));
  });

  test('defect: commands that outlive their channel. An abort ends the script on the host', async (t) => {
    const shell = openShell(t, sshd, { limits: { graceSeconds: 0.5 } });
    const stop = new AbortController();
    const reason = new Error('enough');
    let pid = 0;
    const run = runOn(shell, sshd.host, `echo $$\n${watchdogScript(join(sshd.folder, 'abort-mark'))}`, {
      signal: stop.signal,
      onOutput: (text) => {
        pid ||= Number.parseInt(text, 10);
        if (text.includes('begun')) stop.abort(reason);
      },
    });
    await assert.rejects(run, reason);
    assert.ok(pid > 1);
    await until(() => !isAlive(pid));
    assert.equal((await runOn(shell, sshd.host, 'echo again')).output, 'again\n');
  });

  test('defect: commands that outlive their channel. The script sees the end of its input when the connection is cut', async (t) => {
    const mark = join(sshd.folder, 'cut-mark');
    const proxy = await startProxy(sshd.host.port);
    t.after(() => proxy.close());
    const known = join(sshd.folder, 'known_by_proxy');
    writeFileSync(known, readFileSync(sshd.knownHosts, 'utf8').replace(/:\d+ /, `:${proxy.port} `));
    const shell = openShell(t, sshd, { knownHosts: [known] });
    const run = runOn(shell, { ...sshd.host, port: proxy.port }, watchdogScript(mark), { onOutput: () => proxy.cut() });
    assert.equal((await failureOf(run)).code, 'SSH_CONNECTION_LOST');
    await until(() => existsSync(mark));
  });

  test('a background process that holds the channel does not hold the run', async (t) => {
    const [go, waited] = [join(sshd.folder, 'go'), join(sshd.folder, 'waited')];
    const holder = `i=0; while [ ! -f '${go}' ]; do sleep 0.1; i=$((i+1)); [ $i -lt 80 ] || { echo >'${waited}'; break; }; done`;
    const shell = openShell(t, sshd, { limits: { graceSeconds: 0.2 } });
    const { output, end } = await runOn(shell, sshd.host, `( ${holder} ) &\necho done\nexit 5`);
    writeFileSync(go, '');
    assert.deepEqual([output, end.exitCode], ['done\n', 5]);
    assert.equal(existsSync(waited), false);
  });

  test('thirty runs at once over one connection', async (t) => {
    const shell = openShell(t, sshd);
    const runs = await Promise.all(Array.from({ length: 30 }, (_, i) => runOn(shell, sshd.host, `echo ${i}`)));
    assert.deepEqual(
      runs.map((run) => run.output),
      Array.from({ length: 30 }, (_, i) => `${i}\n`),
    );
  });

  test('it has an ed25519 key too, and only its RSA key is known', async (t) => {
    const check = await openShell(t, sshd).checkHost(sshd.host, AbortSignal.timeout(20_000));
    assert.deepEqual([check.hostKey.type, check.shellWorks], ['ssh-rsa', true]);
  });

  test('a changed key', async (t) => {
    const known = join(sshd.folder, 'known_wrongly');
    writeFileSync(known, `[127.0.0.1]:${sshd.host.port} ${otherEd25519.line}\n`);
    const error = await failureOf(runOn(openShell(t, sshd, { knownHosts: [known] }), sshd.host));
    assert.equal(error.code, 'SSH_HOST_KEY_CHANGED');
  });

  test('a key it does not know', async (t) => {
    const identityFile = join(sshd.folder, 'stranger');
    writeFileSync(identityFile, userKey.private);
    const error = await failureOf(runOn(openShell(t, sshd), { ...sshd.host, identityFile }));
    assert.equal(error.code, 'SSH_LOGIN_REFUSED');
    assert.match(error.message, /The host takes: publickey/);
  });

  test('as its own jump host', async (t) => {
    const end = { ...sshd.host, name: 'behind', jump: 'host01' };
    const shell = openShell(t, sshd, { findHost: () => sshd.host });
    assert.equal((await runOn(shell, end, 'echo through')).output, 'through\n');
    const dead = await failureOf(runOn(shell, { ...end, name: 'dead', port: 1 }));
    assert.equal(dead.code, 'SSH_JUMP_FAILED');
    assert.match(
      dead.message,
      /host01 was reached, but could not connect from there to 127\.0\.0\.1 port 1: Connection refused/,
    );
  });
});

describe('a real sshd with tight limits', { skip: sshdMissing }, () => {
  let sshd: RealSshd;
  before(async () => {
    sshd = await startRealSshd(['MaxSessions 2', 'MaxAuthTries 1', 'AllowTcpForwarding no', 'MaxStartups 6:100:6']);
  });
  after(() => sshd.stop());

  test('MaxSessions 2: more runs than that all come through, over one connection', async (t) => {
    const shell = openShell(t, sshd);
    const runs = await Promise.all(
      Array.from({ length: 8 }, (_, i) => runOn(shell, sshd.host, `sleep 0.05; echo ${i}`)),
    );
    assert.deepEqual(
      runs.map((run) => run.output),
      Array.from({ length: 8 }, (_, i) => `${i}\n`),
    );
    assert.equal(sshd.log().match(/Accepted publickey/g)?.length, 1);
  });

  test('MaxAuthTries 1: one wrong key and it hangs up', async (t) => {
    const identityFile = join(sshd.folder, 'stranger');
    writeFileSync(identityFile, userKey.private);
    const error = await failureOf(runOn(openShell(t, sshd), { ...sshd.host, identityFile }));
    assert.deepEqual([error.code, error.temporary], ['SSH_LOGIN_REFUSED', false]);
  });

  test('AllowTcpForwarding no: it is no jump host', async (t) => {
    const shell = openShell(t, sshd, { findHost: () => sshd.host });
    const error = await failureOf(runOn(shell, { ...sshd.host, name: 'behind', jump: 'host01' }));
    assert.deepEqual([error.code, error.temporary], ['SSH_JUMP_FAILED', false]);
    assert.match(error.message, /host01 does not allow connections/);
  });

  test('MaxStartups: logins of many users at once stay under it', async (t) => {
    const shell = openShell(t, sshd, { limits: { loginsInParallel: 2 } });
    // More than the server takes at once; it counts a login for a moment after the client is in, so the margin is wide, as in `limits`.
    const hosts = Array.from({ length: 12 }, (_, i) => ({ ...sshd.host, name: `host${i}` }));
    const runs = await Promise.all(hosts.map((host) => runOn(shell, host, 'echo in')));
    assert.ok(runs.every((run) => run.output === 'in\n'));
  });

  test('MaxStartups: a server that takes no more logins is busy, not broken', async (t) => {
    const idlers = [1, 2, 3, 4, 5, 6].map(() => connect(sshd.host.port, '127.0.0.1').on('error', () => undefined));
    t.after(() => {
      for (const idler of idlers) idler.destroy();
    });
    await Promise.all(idlers.map((idler) => once(idler, 'data')));
    const error = await failureOf(runOn(openShell(t, sshd), sshd.host));
    assert.deepEqual([error.code, error.temporary], ['SSH_CONNECTION_LOST', true]);
    assert.match(error.message, /MaxStartups/);
  });
});
