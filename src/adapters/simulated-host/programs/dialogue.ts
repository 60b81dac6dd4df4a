import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as startTls, type TLSSocket } from 'node:tls';
import { briefLines, depthLines, verificationOf } from './s-client-report.ts';
import { lookUp, reach } from './small-network.ts';
import { replies } from './smtp-replies.ts';

const say = (phase: string, mark: string, text: string): void => {
  process.stdout.write(`${phase} ${mark} ${text}\n`);
};

/** One exchange: the relay's lines are printed; gives its code and lines. */
const conversation = (stream: Duplex) => {
  const reader = replies(stream);
  return {
    ask: async (phase: string, text: string | undefined): Promise<{ code: string; lines: readonly string[] }> => {
      if (text !== undefined) stream.write(`${text}\r\n`);
      const lines = ((await reader.next()) ?? '').trimEnd().split(/\r?\n/);
      for (const line of lines) say(phase, '<', line);
      return { code: (lines.at(-1) ?? '').slice(0, 3) || 'closed', lines };
    },
    stop: () => reader.stop(),
  };
};

const open = async (root: string, relay: string, port: string): Promise<Socket | undefined> => {
  const address = lookUp(root, relay);
  if (address === undefined) {
    say('resolve', '=', 'no-address');
    return undefined;
  }
  say('resolve', ':', `${address} ${relay}`);
  const limit = new Promise<'timeout'>((resolve) => {
    setTimeout(() => resolve('timeout'), 8000).unref();
  });
  const words: Readonly<Record<string, string>> = { ECONNREFUSED: 'Connection refused' };
  const refused = ({ code = '', message }: NodeJS.ErrnoException): string =>
    `failed ${code} (${words[code] ?? message})`;
  const end = await Promise.race([reach(root, address, port).catch(refused), limit]);
  say('connect', ':', `${address} port ${port} ${typeof end === 'string' ? end : 'ok'}`);
  if (typeof end !== 'string') {
    say('connect', '=', `ok ${address}`);
    return end;
  }
  say('connect', '=', 'failed');
  say('ping', ':', '2 packets transmitted, 0 packets received, 100% packet loss');
  return undefined;
};

const secure = (socket: Socket, relay: string, caFile: string | undefined): Promise<TLSSocket> =>
  new Promise((resolve, reject) => {
    const ca = caFile ? [readFileSync(caFile, 'utf8')] : [];
    const tls = startTls(
      { socket, servername: relay, rejectUnauthorized: false, ca, checkServerIdentity: () => undefined },
      () => resolve(tls),
    );
    tls.once('error', reject);
  });

/** Tag and value of the AuthInfo line for the relay, from what the host's map listing gave on standard input. */
const credentials = (relay: string): ReadonlyMap<string, string> | undefined => {
  const line = readFileSync(0, 'latin1')
    .split('\n')
    .find((each) => each.toLowerCase().startsWith(`authinfo:${relay.toLowerCase()}\t`));
  if (line === undefined) return undefined;
  return new Map([...line.matchAll(/"([UIPRM]):([^"]*)"/g)].map(([, tag = '', value = '']) => [tag, value]));
};

/**
 * The SMTP dialogue of the check in Node, for a machine without perl: the same steps against the same practice relay, printed
 * as the perl program prints them.
 */
export const holdDialogue = async (root: string, given: ReadonlyMap<string, string>): Promise<void> => {
  const relay = given.get('relay') ?? '';
  const port = given.get('port') ?? '';
  const hello = given.get('hello') ?? 'localhost';
  const socket = await open(root, relay, port);
  if (socket === undefined) return;
  const clear = conversation(socket);
  say('greeting', '=', (await clear.ask('greeting', undefined)).code);
  say('ehlo', '>', `EHLO ${hello}`);
  const first = await clear.ask('ehlo', `EHLO ${hello}`);
  say('ehlo', '=', first.code);
  const offersTls = first.lines.some((line) => /^250[- ]STARTTLS/i.test(line));
  say('starttls', '=', offersTls ? 'offered' : 'not-offered');
  let talk = clear;
  let offered = '';
  if (offersTls) {
    socket.write('STARTTLS\r\n');
    await new Promise((resolve) => socket.once('data', resolve));
    clear.stop();
    const tls = await secure(socket, relay, given.get('cafile'));
    const result = verificationOf(tls);
    for (const line of [...depthLines(tls, result), ...briefLines(tls, result)]) say('tls', ':', line);
    say('tls', '=', 'ok');
    talk = conversation(tls);
    const second = await talk.ask('ehlo2', `EHLO ${hello}`);
    offered =
      second.lines.map((line) => /^250[- ]AUTH (.*)$/i.exec(line)?.[1]).find((words) => words !== undefined) ?? '';
  }
  const own = credentials(relay);
  if (own === undefined) say('auth', ':', `no entry for ${relay}, its address or default`);
  else say('auth', ':', `entry authinfo:${relay} with ${[...own.keys()].join(' ')}`);
  if (offered !== '') say('auth', ':', `offered ${offered}`);
  if (given.get('try') !== 'yes') say('auth', '=', 'switched-off');
  else if (own === undefined) say('auth', '=', 'no-credentials');
  else if (offered === '') say('auth', '=', 'not-offered');
  else {
    const secret = Buffer.from(`\0${own.get('I') ?? own.get('U') ?? ''}\0${own.get('P') ?? ''}`).toString('base64');
    say('auth', '>', 'AUTH PLAIN ********');
    say('auth', '=', (await talk.ask('auth', `AUTH PLAIN ${secret}`)).code);
  }
  if (given.get('try') === 'yes') {
    say('mail', '>', `MAIL FROM:<${given.get('sender') ?? ''}>`);
    const { code } = await talk.ask('mail', `MAIL FROM:<${given.get('sender') ?? ''}>`);
    say('mail', '=', code);
    if (code === '250') await talk.ask('rset', 'RSET');
  }
  await talk.ask('quit', 'QUIT');
  say('end', '=', 'ok');
  socket.destroy();
};
