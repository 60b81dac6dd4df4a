import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { checkServerIdentity, connect as startTls, type TLSSocket } from 'node:tls';
import { briefLines, depthLines, emptyLines, fullLines, verificationOf } from './s-client-report.ts';
import { lookUp, reach } from './small-network.ts';
import { replies } from './smtp-replies.ts';

export interface ClientOptions {
  readonly connect: string;
  readonly starttls: boolean;
  readonly serverName: string | undefined;
  readonly caFile: string | undefined;
  readonly verifyName: string | undefined;
  readonly style: 'full' | 'brief' | 'quiet';
  readonly stopOnBadCertificate: boolean;
}

const say = (lines: readonly string[]): void => {
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
};
const complain = (...lines: readonly string[]): void => {
  process.stderr.write(`${lines.join('\n')}\n`);
};

/** The clear part of the session, up to the relay's readiness for TLS. The last reply before it goes out after the handshake. */
const askForTls = async (socket: Socket): Promise<boolean> => {
  const reader = replies(socket);
  await reader.next();
  socket.write('EHLO openssl.client.net\r\n');
  const offer = (await reader.next()) ?? '';
  if (!/^250[- ]STARTTLS/im.test(offer)) complain("Didn't find STARTTLS in server response, trying anyway...");
  socket.write('STARTTLS\r\n');
  const answer = (await reader.next()) ?? '';
  reader.stop();
  return answer.startsWith('2');
};

const shakeHands = (socket: Socket, options: ClientOptions, ca: string | undefined): Promise<TLSSocket> =>
  new Promise((resolve, reject) => {
    const tls = startTls(
      {
        socket,
        rejectUnauthorized: false,
        ca: ca === undefined ? [] : [ca],
        ...(options.serverName === undefined ? {} : { servername: options.serverName }),
        checkServerIdentity: (_name, certificate) =>
          options.verifyName === undefined ? undefined : checkServerIdentity(options.verifyName, certificate),
      },
      () => resolve(tls),
    );
    tls.once('error', reject);
  });

const talk = (tls: TLSSocket): Promise<number> =>
  new Promise((resolve) => {
    tls.on('data', (piece: Buffer) => process.stdout.write(piece));
    tls.on('close', () => resolve(0));
    tls.on('error', () => resolve(1));
    let rest = '';
    process.stdin.on('data', (piece: Buffer) => {
      const lines = (rest + piece.toString('latin1')).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) tls.write(`${line.replace(/\r$/, '')}\r\n`, 'latin1');
    });
    process.stdin.on('end', () => tls.end());
  });

/** `openssl s_client` as far as the checks need it; gives the exit status. */
export const runClient = async (root: string, options: ClientOptions): Promise<number> => {
  const [name = '', port = ''] = options.connect.split(/:(?=\d+$)/);
  const address = lookUp(root, name);
  if (address === undefined) {
    complain('error:10080002:BIO routines:BIO_lookup_ex:system lib:Name or service not known', 'connect:errno=0');
    return 1;
  }
  let socket: Socket;
  try {
    socket = await reach(root, address, port);
  } catch (cause) {
    const refused = (cause as NodeJS.ErrnoException).code === 'ECONNREFUSED';
    const [text, number] = refused ? ['Connection refused', 79] : [(cause as Error).message, 78];
    complain(`error:8000006F:system library:BIO_connect:${text}`, `connect:errno=${number}`);
    return 1;
  }
  const ready = !options.starttls || (await askForTls(socket));
  let tls: TLSSocket;
  try {
    if (!ready) throw new Error('wrong version number');
    tls = await shakeHands(
      socket,
      options,
      options.caFile === undefined ? undefined : readFileSync(options.caFile, 'utf8'),
    );
  } catch {
    socket.destroy();
    complain('error:0A00010B:SSL routines:ssl3_get_record:wrong version number');
    if (options.style === 'full') say(emptyLines);
    return 1;
  }
  const result = verificationOf(tls);
  complain(...depthLines(tls, result));
  if (options.stopOnBadCertificate && result.code !== 0) {
    complain('error:0A000086:SSL routines:tls_post_process_server_certificate:certificate verify failed');
    tls.destroy();
    return 1;
  }
  if (options.style === 'full') say(fullLines(tls, result));
  if (options.style === 'brief') complain(...briefLines(tls, result));
  return talk(tls);
};
