import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { failureOf, runOn, setUp } from './bench.ts';
import { startProxy } from './proxy.ts';

/** A TCP server that does what `answer` says with each connection. */
const startTcp = async (t: TestContext, answer: (socket: Socket) => void): Promise<number> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.resume();
    answer(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
};

test('refused', async (t) => {
  const { shell, host, server } = await setUp(t);
  await server.close();
  const error = await failureOf(runOn(shell, host));
  assert.deepEqual([error.code, error.temporary], ['SSH_REFUSED', true]);
  assert.match(error.message, /^host01: .*127\.0\.0\.1 port \d+/);
  assert.ok(error.cause);
});

test('name unknown', async (t) => {
  const { shell, host } = await setUp(t, { host: { address: 'no-such-host.invalid' } });
  const error = await failureOf(runOn(shell, host));
  assert.equal(error.code, 'SSH_NAME_UNKNOWN');
  assert.match(error.message, /no-such-host\.invalid/);
});

test('no way to the host', { skip: process.platform === 'linux' ? false : 'Linux only' }, async (t) => {
  const { shell, host } = await setUp(t, { host: { address: '255.255.255.255' } });
  const error = await failureOf(runOn(shell, host));
  assert.deepEqual([error.code, error.temporary], ['SSH_UNREACHABLE', true]);
});

test('connect: no answer at all', { skip: process.platform === 'linux' ? false : 'Linux only' }, async (t) => {
  // A stopped process whose queue of connections is full: the kernel ignores further ones.
  const child = spawn(process.execPath, [
    '-e',
    "const s=require('net').createServer().listen({port:0,host:'127.0.0.1',backlog:1},()=>console.log(s.address().port))",
  ]);
  t.after(() => child.kill('SIGKILL'));
  const port = Number(String((await once(child.stdout, 'data'))[0]));
  child.kill('SIGSTOP');
  const fillers = [1, 2, 3, 4].map(() => connect(port, '127.0.0.1').on('error', () => undefined));
  t.after(() => {
    for (const filler of fillers) filler.destroy();
  });
  await Promise.all(fillers.slice(0, 2).map((filler) => once(filler, 'connect')));
  const { shell, host } = await setUp(t, { host: { port }, limits: { connectSeconds: 0.3 } });
  const error = await failureOf(runOn(shell, host));
  assert.deepEqual([error.code, error.temporary], ['SSH_TIMED_OUT', true]);
  assert.match(error.message, /did not answer within 0\.3 s \(connectSeconds\)/);
});

const greetings: ReadonlyArray<readonly [what: string, said: string, code: string]> = [
  ['an HTTP server', 'HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n\r\n<html>', 'SSH_NOT_SSH'],
  ['a mail server', '220 mail.example.com ESMTP\r\n', 'SSH_NOT_SSH'],
  ['binary garbage', '\x16\x03\x01\x00\xff\r\x00\x01', 'SSH_NOT_SSH'],
  ['a line without end', 'x'.repeat(20_000), 'SSH_NOT_SSH'],
  ['a server of protocol 1', 'SSH-1.5-OpenSSH_1.2\r\n', 'SSH_NO_COMMON_ALGORITHM'],
  ['a version and then nothing', 'SSH-2.0-OpenSSH_9.2\r\n', 'SSH_CONNECTION_LOST'],
  ['nothing, then the end', '', 'SSH_CONNECTION_LOST'],
];
for (const [what, said, code] of greetings) {
  test(`what answers is ${what}`, async (t) => {
    const port = await startTcp(t, (socket) => socket.end(Buffer.from(said, 'latin1')));
    const { shell, host } = await setUp(t, { host: { port } });
    const error = await failureOf(runOn(shell, host));
    assert.equal(error.code, code, error.message);
    assert.equal(error.temporary, code === 'SSH_CONNECTION_LOST');
  });
}

for (const [what, said, words] of [
  ['says nothing', '', /say its SSH version within 0\.3 s \(loginSeconds\)/],
  ['stops after its version', 'SSH-2.0-OpenSSH_9.2\r\n', /finish the key exchange within/],
  ['sends its version and half a packet', 'SSH-2.0-OpenSSH_9.2\r\n\0\0\x04', /finish the key exchange within/],
] as const) {
  test(`a server that ${what} is given up`, async (t) => {
    const port = await startTcp(t, (socket) => socket.write(said));
    const { shell, host } = await setUp(t, { host: { port }, limits: { loginSeconds: 0.3 } });
    const error = await failureOf(runOn(shell, host));
    assert.deepEqual([error.code, error.temporary], ['SSH_TIMED_OUT', true]);
    assert.match(error.message, words);
  });
}

test('a server that never answers the login is given up', async (t) => {
  const { shell, host } = await setUp(t, { onAuth: () => undefined, limits: { loginSeconds: 0.5 } });
  const error = await failureOf(runOn(shell, host));
  assert.equal(error.code, 'SSH_TIMED_OUT');
  assert.match(error.message, /finish the login within 0\.5 s \(loginSeconds\)/);
});

for (const [then, code] of [
  ['silence', 'SSH_TIMED_OUT'],
  ['cut', 'SSH_CONNECTION_LOST'],
] as const) {
  test(`${then} anywhere in the handshake is ${code}`, async (t) => {
    for (const bytes of [0, 5, 30, 400, 900, 1200, 1500]) {
      if (bytes === 0 && then === 'cut') continue;
      const { shell, host, server } = await setUp(t, {
        limits: { loginSeconds: then === 'silence' ? 0.3 : 10 },
        known: (server) => `* ${server.line().split(' ').slice(1).join(' ')}`,
      });
      const proxy = await startProxy(server.port, bytes, then);
      t.after(() => proxy.close());
      const error = await failureOf(runOn(shell, { ...host, port: proxy.port }));
      const expected = bytes === 5 && then === 'cut' ? 'SSH_NOT_SSH' : code;
      assert.equal(error.code, expected, `after ${bytes} bytes: ${error.message}`);
    }
  });
}

test('no algorithm in common: key exchange, cipher, host key', async (t) => {
  for (const algorithms of [
    { kex: ['diffie-hellman-group14-sha1'] },
    { cipher: ['aes256-cbc'] },
    { hmac: ['hmac-md5'], cipher: ['aes128-ctr'] },
  ]) {
    const { shell, host } = await setUp(t, { config: { algorithms: algorithms as never } });
    const error = await failureOf(runOn(shell, host));
    assert.deepEqual([error.code, error.temporary], ['SSH_NO_COMMON_ALGORITHM', false], JSON.stringify(algorithms));
    assert.match(error.message, /legacyAlgorithms: true/);
  }
});

test('an old server is reached where the host says legacyAlgorithms', async (t) => {
  const { shell, host } = await setUp(t, {
    config: {
      algorithms: { kex: ['diffie-hellman-group1-sha1'], cipher: ['3des-cbc'], hmac: ['hmac-md5'] } as never,
    },
    host: { legacyAlgorithms: true },
  });
  assert.equal((await runOn(shell, host)).output, 'ok\n');
});

test('greetings before the version and banners before the login are harmless', async (t) => {
  const { shell, host } = await setUp(t, {
    config: { greeting: 'Welcome\r\nSSH is watched', banner: 'Authorised users only\nSSH-2.0-not really\n'.repeat(50) },
  });
  assert.deepEqual((await runOn(shell, host)).output, 'ok\n');
});
