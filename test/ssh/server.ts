import { type AddressInfo, connect, type Socket } from 'node:net';
import type { AuthContext, ClientInfo, Connection, ServerChannel, ServerConfig, Session } from 'ssh2';
import ssh2 from 'ssh2';
import { ed25519, type TestKey, userKey } from './keys.ts';

/** One script as the server got it. */
export interface ServedScript {
  readonly channel: ServerChannel;
  readonly text: () => string;
  readonly command: string;
  /** Resolves when the client closed the script's standard input. */
  readonly inputEnded: Promise<void>;
  /** Names of the signals the client sent. */
  readonly signals: string[];
}

export interface TestServerOptions {
  readonly hostKeys?: readonly TestKey[];
  readonly config?: Partial<ServerConfig>;
  /** Sessions allowed on one connection at a time. */
  readonly maxSessions?: number;
  /** Asked for each session; false refuses it. */
  readonly mayOpen?: () => boolean;
  readonly onAuth?: (context: AuthContext) => void;
  /** Called when the whole script is there. Default: says `ok` and exits 0. */
  readonly onScript?: (script: ServedScript) => unknown;
  /** Instead of answering a session request. */
  readonly onSession?: (accept: () => Session, reject: () => void) => void;
  readonly onConnection?: (connection: Connection, info: ClientInfo) => void;
  readonly forward?: 'yes' | 'no';
}

/** An SSH server in this process. Lets `userKey` in. */
export interface TestServer {
  readonly port: number;
  readonly scripts: ServedScript[];
  readonly stats: {
    connections: number;
    logins: number;
    authTries: number;
    sessions: number;
    mostSessions: number;
    open: number;
  };
  /** Of the connections that are open now. */
  readonly connections: Set<Connection>;
  /** A known_hosts line for the server. */
  line(key?: TestKey): string;
  close(): Promise<void>;
}

export const finishScript = (script: ServedScript, output = 'ok\n', code = 0): void => {
  script.channel.write(output);
  script.channel.exit(code);
  script.channel.end();
};

const acceptUserKey = (context: AuthContext): void => {
  if (context.method !== 'publickey' || !context.key.data.equals(userKey.wire)) return context.reject(['publickey']);
  if (!context.signature) return context.accept();
  const key = ssh2.utils.parseKey(userKey.line);
  if (key instanceof Error || !context.blob) return context.reject();
  if (key.verify(context.blob, context.signature, context.hashAlgo)) context.accept();
  else context.reject();
};

const serveSession = (session: Session, server: TestServer, options: TestServerOptions): void => {
  const signals: string[] = [];
  session.on('signal', (accept, _reject, info) => {
    signals.push(info.name);
    accept?.();
  });
  session.on('exec', (accept, _reject, info) => {
    const channel = accept();
    let text = '';
    let served = false;
    const inputEnded = new Promise<void>((resolve) => channel.once('end', () => resolve()));
    const script: ServedScript = { channel, text: () => text, command: info.command, inputEnded, signals };
    channel.on('error', () => undefined);
    channel.on('data', (piece: Buffer) => {
      text += piece.toString();
      if (served || !text.endsWith('\nexit\n')) return;
      served = true;
      server.scripts.push(script);
      (options.onScript ?? finishScript)(script);
    });
  });
};

export const startServer = async (options: TestServerOptions = {}): Promise<TestServer> => {
  const hostKeys = options.hostKeys ?? [ed25519];
  const stats = { connections: 0, logins: 0, authTries: 0, sessions: 0, mostSessions: 0, open: 0 };
  const connections = new Set<Connection>();
  const server = new ssh2.Server(
    { hostKeys: hostKeys.map((key) => key.private), ...options.config },
    (connection, info) => {
      stats.connections += 1;
      // Missing in the types. Without it every step of a handshake waits 40 ms for an acknowledgement.
      (connection as Connection & { setNoDelay(on: boolean): void }).setNoDelay(true);
      connections.add(connection);
      let sessions = 0;
      connection.on('error', () => undefined);
      connection.on('close', () => connections.delete(connection));
      options.onConnection?.(connection, info);
      connection.on('authentication', (context) => {
        stats.authTries += 1;
        (options.onAuth ?? acceptUserKey)(context);
      });
      connection.on('ready', () => {
        stats.logins += 1;
      });
      connection.on('session', (accept, reject) => {
        if (options.onSession) return options.onSession(accept, reject);
        if (sessions >= (options.maxSessions ?? 10) || options.mayOpen?.() === false) return reject();
        sessions += 1;
        stats.sessions += 1;
        stats.open += 1;
        stats.mostSessions = Math.max(stats.mostSessions, stats.open);
        const session = accept();
        session.on('close', () => {
          sessions -= 1;
          stats.open -= 1;
        });
        serveSession(session, started, options);
      });
      connection.on('tcpip', (accept, reject, to) => {
        if (options.forward !== 'yes') return reject();
        const socket: Socket = connect(to.destPort, to.destIP);
        socket.once('error', () => reject());
        socket.once('connect', () => {
          const channel = accept();
          channel.on('error', () => undefined);
          socket.on('error', () => channel.destroy());
          channel.on('close', () => socket.destroy());
          socket.pipe(channel).pipe(socket);
        });
      });
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  const started: TestServer = {
    port,
    scripts: [],
    stats,
    connections,
    line: (key = hostKeys[0] ?? ed25519) => `[127.0.0.1]:${port} ${key.line}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const connection of connections) connection.end();
      }),
  };
  return started;
};
