import { createServer, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { Authority } from './certificate.ts';
import type { RelayBehaviour } from './relay-behaviour.ts';
import { openSmtpSession } from './smtp-session.ts';

/** A mail relay on loopback that a simulated host hands its mail to. It takes logins and no mail. */
export interface PracticeRelay {
  /** Port on 127.0.0.1. */
  readonly port: number;
  behave(behaviour: RelayBehaviour): void;
  close(): Promise<void>;
}

const idleMs = 30_000;
const day = 24 * 60 * 60 * 1000;

export const startPracticeRelay = async (options: {
  readonly name: string;
  readonly authority: Authority;
  readonly behaviour: RelayBehaviour;
}): Promise<PracticeRelay> => {
  let behaviour = options.behaviour;
  const now = Date.now();
  const contexts = {
    good: { from: new Date(now - 30 * day), until: new Date(now + 60 * day) },
    expired: { from: new Date(now - 95 * day), until: new Date(now - 5 * day) },
  };
  const secureContext = (kind: keyof typeof contexts): ReturnType<typeof createSecureContext> => {
    const { key, certificate } = options.authority.issue(options.name, contexts[kind]);
    return createSecureContext({ key, cert: certificate });
  };
  const secure = { good: secureContext('good'), expired: secureContext('expired') };
  const open = new Set<Socket>();

  const converse = (raw: Socket): void => {
    const session = openSmtpSession(options.name, behaviour);
    const listen = (socket: Socket): void => {
      let rest = '';
      const read = (piece: Buffer): void => {
        const lines = (rest + piece.toString('latin1')).split(/\r?\n/);
        rest = lines.pop() ?? '';
        for (const line of lines) {
          const { reply, next } = session.answer(line);
          socket.write(`${reply}\r\n`);
          if (next === 'end') socket.end();
          if (next === 'tls') {
            // What came in clear text behind STARTTLS is dropped, as a sound server does.
            socket.off('data', read);
            const tls = new TLSSocket(socket, { isServer: true, secureContext: secure[behaviour.certificate] });
            tls.on('error', () => tls.destroy());
            listen(tls);
            return;
          }
        }
      };
      socket.on('data', read);
    };
    raw.setTimeout(idleMs, () => raw.destroy());
    raw.write(`${session.greeting}\r\n`);
    listen(raw);
  };

  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    if (behaviour.port === 'open') converse(socket);
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the practice relay got no TCP port');

  return {
    port: address.port,
    behave: (next) => {
      behaviour = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
};
