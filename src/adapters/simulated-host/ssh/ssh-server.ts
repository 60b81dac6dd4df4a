import { timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import ssh2, { type Connection, type ParsedKey } from 'ssh2';
import { type RunningCommand, runCommand } from './run-command.ts';

/** A pair of SSH keys made for this process: the private one as OpenSSH text, the public one as `type base64`. */
export interface SshKey {
  readonly privateKey: string;
  readonly publicKey: string;
}

const sameBytes = (one: Buffer, other: Buffer): boolean => one.length === other.length && timingSafeEqual(one, other);

/** About one in 300 keys that ssh2 1.17 makes is malformed and can be read by nobody: such a key is made again. */
export const makeSshKey = (): SshKey => {
  for (let tries = 0; tries < 20; tries += 1) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519');
    const [mine, theirs] = [ssh2.utils.parseKey(pair.private), ssh2.utils.parseKey(pair.public)];
    if (mine instanceof Error || theirs instanceof Error || !sameBytes(mine.getPublicSSH(), theirs.getPublicSSH()))
      continue;
    return { privateKey: pair.private, publicKey: pair.public.trim().split(' ').slice(0, 2).join(' ') };
  }
  throw new Error('ssh2 made no usable SSH key in 20 tries');
};

export interface SimulatedSshServer {
  /** Port on 127.0.0.1. */
  readonly port: number;
  close(): Promise<void>;
}

const parse = (key: string): ParsedKey => {
  const parsed = ssh2.utils.parseKey(key);
  if (parsed instanceof Error) throw new Error('the key made for the simulated host cannot be read', { cause: parsed });
  return parsed;
};

/** A real SSH server in this process: login with one user's key only, and commands run by the machine's own `sh`. */
export const startSshServer = async (options: {
  readonly hostKey: SshKey;
  readonly user: string;
  readonly userKey: SshKey;
  readonly root: string;
  /** 0: any free one. */
  readonly port: number;
}): Promise<SimulatedSshServer> => {
  const accepted = parse(options.userKey.publicKey);
  const connections = new Set<Connection>();
  const commands = new Set<RunningCommand>();

  const serve = (client: Connection): void => {
    connections.add(client);
    client.on('close', () => connections.delete(client));
    // A client that goes away in the middle is nothing to report on a server.
    client.on('error', () => connections.delete(client));
    client.on('authentication', (attempt) => {
      const right =
        attempt.method === 'publickey' &&
        attempt.username === options.user &&
        attempt.key.algo === accepted.type &&
        sameBytes(attempt.key.data, accepted.getPublicSSH()) &&
        (attempt.signature === undefined ||
          accepted.verify(attempt.blob ?? Buffer.alloc(0), attempt.signature, attempt.hashAlgo));
      if (right) attempt.accept();
      else attempt.reject(['publickey']);
    });
    client.on('ready', () => {
      client.on('session', (acceptSession) => {
        acceptSession().on('exec', (accept, _reject, info) => {
          const running = runCommand(info.command, accept(), options.root);
          commands.add(running);
          void running.ended.then(() => commands.delete(running));
        });
      });
    });
  };

  const server = new ssh2.Server({ hostKeys: [options.hostKey.privateKey], ident: 'SimulatedHost' }, serve);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });

  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      for (const client of connections) client.end();
      const running = [...commands];
      for (const command of running) command.kill();
      await Promise.all([closed, ...running.map((command) => command.ended)]);
    },
  };
};
