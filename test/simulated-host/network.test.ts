import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { makeAuthority } from '../../src/adapters/simulated-host/network/certificate.ts';
import { startNameServer } from '../../src/adapters/simulated-host/network/name-server.ts';
import { startPracticeRelay } from '../../src/adapters/simulated-host/network/practice-relay.ts';
import type { RelayBehaviour } from '../../src/adapters/simulated-host/network/relay-behaviour.ts';

const name = 'smtp.relay.example';
const behaviour: RelayBehaviour = {
  port: 'open',
  startTls: true,
  certificate: 'good',
  user: 'someone',
  password: 'right',
};

/** Sends a line and gives the last line of the reply. */
const ask = async (socket: Socket, line?: string): Promise<string> => {
  if (line !== undefined) socket.write(`${line}\r\n`);
  let text = '';
  while (!/^\d{3} .*\r\n$/m.test(text)) text += String((await once(socket, 'data'))[0]);
  return text.trimEnd().split('\r\n').at(-1) ?? '';
};

const withRelay = async (given: Partial<RelayBehaviour>, use: (socket: Socket, ca: string) => Promise<void>) => {
  const authority = makeAuthority('Test CA');
  const relay = await startPracticeRelay({ name, authority, behaviour: { ...behaviour, ...given } });
  const socket = connect(relay.port, '127.0.0.1');
  try {
    assert.match(await ask(socket), /^220 /);
    await use(socket, authority.certificate);
  } finally {
    socket.destroy();
    await relay.close();
  }
};

const secure = async (socket: Socket, ca: string): Promise<TLSSocket> => {
  assert.match(await ask(socket, 'EHLO test'), /^250 /);
  assert.match(await ask(socket, 'STARTTLS'), /^220 /);
  const tls = connectTls({ socket, ca, servername: name, rejectUnauthorized: false });
  await once(tls, 'secureConnect');
  return tls;
};

const login = (password: string): string => Buffer.from(`\0someone\0${password}`).toString('base64');

test('the relay has a certificate that stands up to a real check, and takes the right login only', async () => {
  await withRelay({}, async (socket, ca) => {
    const tls = await secure(socket, ca);
    assert.equal(tls.authorized, true, String(tls.authorizationError));
    assert.equal(await ask(tls, `AUTH PLAIN ${login('wrong')}`), '535 Authentication Credentials Invalid');
    assert.equal(await ask(tls, 'MAIL FROM:<a@b.example>'), '530 Authentication required');
    assert.match(await ask(tls, `AUTH PLAIN ${login('right')}`), /^235 /);
    assert.match(await ask(tls, 'MAIL FROM:<a@b.example>'), /^250 /);
    assert.match(await ask(tls, 'DATA'), /^502 /);
  });
});

test('AUTH LOGIN works in three steps', async () => {
  await withRelay({}, async (socket, ca) => {
    const tls = await secure(socket, ca);
    assert.equal(await ask(tls, 'AUTH LOGIN'), '334 VXNlcm5hbWU6');
    assert.equal(await ask(tls, Buffer.from('someone').toString('base64')), '334 UGFzc3dvcmQ6');
    assert.match(await ask(tls, Buffer.from('right').toString('base64')), /^235 /);
  });
});

test('an expired certificate is refused by a real check', async () => {
  await withRelay({ certificate: 'expired' }, async (socket, ca) => {
    const tls = await secure(socket, ca);
    assert.equal(tls.authorized, false);
    assert.equal(String(tls.authorizationError).includes('CERT_HAS_EXPIRED'), true, String(tls.authorizationError));
  });
});

test('without STARTTLS nothing is taken in clear text', async () => {
  await withRelay({ startTls: false }, async (socket) => {
    assert.match(await ask(socket, 'STARTTLS'), /^502 /);
    assert.match(await ask(socket, 'MAIL FROM:<a@b.example>'), /^530 Must issue a STARTTLS/);
  });
});

const question = (host: string, type: number): Buffer =>
  Buffer.concat([
    Buffer.from([0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
    ...host.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
    Buffer.from([0, 0, type, 0, 1]),
  ]);

test('the name server answers what it knows, says no to the rest, and can fall silent', async () => {
  const server = await startNameServer(new Map([[name, '192.0.2.25']]));
  const socket = createSocket('udp4');
  const send = async (host: string, type: number): Promise<Buffer> => {
    socket.send(question(host, type), server.port, '127.0.0.1');
    return (await once(socket, 'message'))[0] as Buffer;
  };
  try {
    const found = await send(name, 1);
    assert.deepEqual([...found.subarray(-4)], [192, 0, 2, 25]);
    assert.equal(found.readUInt16BE(2) & 15, 0);
    assert.equal((await send(name, 15)).readUInt16BE(6), 0, 'no MX');
    assert.equal((await send('other.example', 1)).readUInt16BE(2) & 15, 3, 'NXDOMAIN');
    server.behave('silent');
    let heard = 0;
    socket.on('message', () => {
      heard += 1;
    });
    socket.send(question(name, 1), server.port, '127.0.0.1');
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(heard, 0);
    server.behave('answering');
    await send(name, 1);
    assert.equal(heard, 1);
  } finally {
    socket.close();
    await server.close();
  }
});
