import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import ssh2 from 'ssh2';
import { maskAddresses } from '../../src/domain/text/mask-addresses.ts';
import { type Bench, failureOf, makeFolder, runOn, setUp } from './bench.ts';
import { makeKey, rsa, type TestKey, userKey } from './keys.ts';

const keygen = spawnSync('ssh-keygen', ['-?']).error ? 'ssh-keygen is not installed' : false;
const agentMissing =
  spawnSync('ssh-agent', ['-k']).error || spawnSync('ssh-add', ['-?']).error ? 'ssh-agent is not installed' : keygen;

const acceptOnly =
  (key: TestKey) =>
  (context: import('ssh2').AuthContext): void => {
    const right = context.method === 'publickey' && context.key.data.equals(key.wire);
    if (right) context.accept();
    else context.reject(['publickey']);
  };

/** Makes a key file with ssh-keygen; gives its path. */
const keyFile = (folder: string, passphrase: string, ...options: string[]): string => {
  const path = join(folder, `key${options.join('')}`);
  const done = spawnSync('ssh-keygen', [
    '-q',
    '-a',
    '1',
    '-t',
    'ed25519',
    '-N',
    passphrase,
    '-C',
    '',
    '-f',
    path,
    ...options,
  ]);
  assert.equal(done.status, 0, done.stderr.toString());
  return path;
};

const publicOf = (path: string): TestKey => {
  const [type = '', base64 = ''] = readFileSync(`${path}.pub`, 'utf8').split(' ');
  return { private: '', line: `${type} ${base64}`, type, wire: Buffer.from(base64, 'base64') };
};

const withFile = async (t: TestContext, path: string, passphrase?: string, agentSocket?: string): Promise<Bench> =>
  setUp(t, {
    host: { identityFile: path },
    onAuth: acceptOnly(publicOf(path)),
    shell: { passphrase: () => passphrase, agentSocket },
  });

test('an encrypted key with its passphrase', { skip: keygen }, async (t) => {
  const { shell, host } = await withFile(t, keyFile(makeFolder(t), 'secret words'), 'secret words');
  assert.equal((await runOn(shell, host)).output, 'ok\n');
});

test('a key file is opened once for many logins, and again when it changed', { skip: keygen }, async (t) => {
  const path = keyFile(makeFolder(t), 'secret words');
  let asked = 0;
  const passphrase = (): string => {
    asked += 1;
    return 'secret words';
  };
  const { shell, host } = await setUp(t, {
    host: { identityFile: path },
    onAuth: acceptOnly(publicOf(path)),
    shell: { passphrase },
  });
  await Promise.all(['a', 'b', 'c'].map((name) => runOn(shell, { ...host, name })));
  assert.equal(asked, 1);
  utimesSync(path, new Date(), new Date(0));
  await runOn(shell, { ...host, name: 'd' });
  assert.equal(asked, 2);
});

test('an encrypted key with a wrong passphrase, and with none', { skip: keygen }, async (t) => {
  const path = keyFile(makeFolder(t), 'secret words');
  const wrong = await withFile(t, path, 'other words');
  const bad = await failureOf(runOn(wrong.shell, wrong.host));
  assert.equal(bad.code, 'SSH_KEY_UNUSABLE');
  assert.match(bad.message, /cannot be opened with the passphrase/);
  assert.ok(!bad.message.includes('other words'));
  const none = await withFile(t, path);
  const without = await failureOf(runOn(none.shell, none.host));
  assert.equal(without.code, 'SSH_KEY_UNUSABLE');
  assert.match(without.message, /STUCKMAIL_KEY_PASSPHRASE/);
  assert.equal(without.temporary, false);
});

test('old PEM files: RSA and ECDSA, plain and encrypted', { skip: keygen }, async (t) => {
  const folder = makeFolder(t);
  for (const [type, passphrase] of [
    ['rsa', ''],
    ['ecdsa', ''],
    ['rsa', 'secret words'],
  ] as const) {
    const path = join(folder, `${type}${passphrase.length}`);
    spawnSync('ssh-keygen', ['-q', '-m', 'PEM', '-t', type, '-N', passphrase, '-C', '', '-f', path]);
    const right = await withFile(t, path, passphrase || undefined);
    assert.equal((await runOn(right.shell, right.host)).output, 'ok\n', `${type} ${passphrase}`);
    if (!passphrase) continue;
    const wrong = await withFile(t, path, 'other words');
    assert.match((await failureOf(runOn(wrong.shell, wrong.host))).message, /cannot be opened with the passphrase/);
  }
});

test('files that are no private key: missing, garbage, public half, a folder', async (t) => {
  const folder = makeFolder(t);
  const garbage = join(folder, 'garbage');
  writeFileSync(garbage, 'TOP-SECRET-BYTES');
  const publicHalf = join(folder, 'public');
  writeFileSync(publicHalf, `${userKey.line}\n`);
  for (const [path, words] of [
    [join(folder, 'missing'), /does not exist/],
    [garbage, /no private key that can be read/],
    [publicHalf, /holds a public key/],
    [folder, /cannot be read \(EISDIR\)/],
  ] as const) {
    const { shell, host, server } = await setUp(t, { host: { identityFile: path } });
    const error = await failureOf(runOn(shell, host));
    assert.equal(error.code, 'SSH_KEY_UNUSABLE', path);
    assert.match(error.message, words);
    assert.ok(error.message.includes(path) && !error.message.includes('TOP-SECRET'));
    assert.equal(server.stats.authTries, 0);
  }
});

test('a refused key', async (t) => {
  const { shell, host } = await setUp(t, { onAuth: (context) => context.reject(['publickey', 'password']) });
  const error = await failureOf(runOn(shell, host));
  assert.equal(error.code, 'SSH_LOGIN_REFUSED');
  assert.equal(error.temporary, false);
  assert.match(error.message, /^host01 refuses the login of mailops with every key tried.*publickey, password/);
  assert.equal(maskAddresses(error.message), error.message, 'the name of the user is not hidden as a mail address');
});

test('a server that disconnects because no login is left', async (t) => {
  const { shell, host } = await setUp(t, {
    onConnection: (connection) => {
      const { _protocol } = connection as unknown as { _protocol: { disconnect(reason: number): void } };
      connection.on('authentication', () => _protocol.disconnect(14));
    },
    onAuth: () => undefined,
  });
  assert.equal((await failureOf(runOn(shell, host))).code, 'SSH_LOGIN_REFUSED');
});

test('a second factor is asked for', async (t) => {
  const { shell, host } = await setUp(t, { onAuth: (context) => context.reject(['keyboard-interactive'], true) });
  const error = await failureOf(runOn(shell, host));
  assert.equal(error.code, 'SSH_LOGIN_REFUSED');
  assert.match(error.message, /asks for more \(keyboard-interactive\)/);
});

test('an RSA key signs with SHA-2', async (t) => {
  const folder = makeFolder(t);
  const path = join(folder, 'rsa');
  writeFileSync(path, rsa.private);
  const algorithms = new Set<string>();
  const { shell, host } = await setUp(t, {
    host: { identityFile: path },
    onAuth: (context) => {
      if (context.method !== 'publickey') return context.reject(['publickey']);
      const parsed = ssh2.utils.parseKey(rsa.line);
      if (!context.signature || !context.blob) return context.accept();
      algorithms.add(String(context.hashAlgo));
      if (!(parsed instanceof Error) && parsed.verify(context.blob, context.signature, context.hashAlgo))
        context.accept();
      else context.reject();
    },
  });
  assert.equal((await runOn(shell, host)).output, 'ok\n');
  assert.deepEqual([...algorithms], ['sha256']);
});

test('without a configured file the usual ones are tried, one after the other', { skip: keygen }, async (t) => {
  const home = makeFolder(t);
  mkdirSync(join(home, '.ssh'));
  writeFileSync(join(home, '.ssh/id_ed25519'), makeKey('ed25519').private);
  writeFileSync(join(home, '.ssh/id_rsa'), rsa.private);
  const before = process.env['HOME'];
  process.env['HOME'] = home;
  t.after(() => {
    process.env['HOME'] = before;
  });
  const { shell, host } = await setUp(t, { onAuth: acceptOnly(rsa) });
  const { identityFile: _, ...bare } = host;
  assert.equal((await runOn(shell, bare)).output, 'ok\n');
});

test('nothing to log in with', async (t) => {
  const before = process.env['HOME'];
  process.env['HOME'] = makeFolder(t);
  t.after(() => {
    process.env['HOME'] = before;
  });
  const { shell, host } = await setUp(t);
  const { identityFile: _, ...bare } = host;
  const error = await failureOf(runOn(shell, bare));
  assert.equal(error.code, 'SSH_KEY_UNUSABLE');
  assert.match(error.message, /no key to log in to host01 with as mailops.*no agent/);
});

/** A real ssh-agent that holds the given keys. */
const startAgent = (t: TestContext, folder: string, ...paths: string[]): string => {
  const socket = join(folder, 'agent');
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  t.after(() => agent.kill());
  for (let tries = 0; tries < 100; tries += 1) {
    if (spawnSync('ssh-add', ['-l'], { env: { ...process.env, SSH_AUTH_SOCK: socket } }).status !== 2) break;
    spawnSync('sleep', ['0.05']);
  }
  for (const path of paths) {
    const added = spawnSync('ssh-add', ['-q', path], { env: { ...process.env, SSH_AUTH_SOCK: socket } });
    assert.equal(added.status, 0, added.stderr.toString());
  }
  return socket;
};

test('the agent: a key that is only there', { skip: agentMissing }, async (t) => {
  const folder = makeFolder(t);
  const path = keyFile(folder, '');
  const { shell, host } = await setUp(t, {
    onAuth: acceptOnly(publicOf(path)),
    shell: { agentSocket: startAgent(t, folder, path) },
  });
  const { identityFile: _, ...bare } = host;
  assert.equal((await runOn(shell, bare)).output, 'ok\n');
});

test('the agent opens the configured key when its file is encrypted, and offers it first', {
  skip: agentMissing,
}, async (t) => {
  const folder = makeFolder(t);
  const others = ['a', 'b', 'c'].map((name) => {
    mkdirSync(join(folder, name));
    return keyFile(join(folder, name), '');
  });
  const plain = keyFile(folder, '');
  const socket = startAgent(t, folder, ...others, plain);
  const encrypted = join(folder, 'encrypted');
  copyFileSync(plain, encrypted);
  copyFileSync(`${plain}.pub`, `${encrypted}.pub`);
  assert.equal(spawnSync('ssh-keygen', ['-q', '-a', '1', '-p', '-N', 'secret words', '-f', encrypted]).status, 0);
  const bench = await withFile(t, encrypted, undefined, socket);
  assert.equal((await runOn(bench.shell, bench.host)).output, 'ok\n');
  assert.ok(bench.server.stats.authTries <= 2, `${bench.server.stats.authTries} tries`);
});

test('a dead agent does not spoil a login by file, and is named when there is no file', async (t) => {
  const dead = join(makeFolder(t), 'nobody');
  const good = await setUp(t, { shell: { agentSocket: dead } });
  assert.equal((await runOn(good.shell, good.host)).output, 'ok\n');
  const bad = await setUp(t, { host: { identityFile: '/nonexistent/key' }, shell: { agentSocket: dead } });
  const error = await failureOf(runOn(bad.shell, bad.host));
  assert.equal(error.code, 'SSH_KEY_UNUSABLE');
  assert.match(error.message, /does not exist.*agent could not be used/);
});
