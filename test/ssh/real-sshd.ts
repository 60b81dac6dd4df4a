import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Host } from '../../src/domain/host/host.ts';
import { makeHost } from './host.ts';

const program = ['/usr/sbin/sshd', '/usr/local/sbin/sshd'].find((path) => existsSync(path));

const accountProblem = (): string | false => {
  try {
    const { shell } = userInfo();
    return /nologin|false$/.test(shell ?? '') ? `the current user cannot log in (shell ${shell})` : false;
  } catch {
    return 'the current user has no account';
  }
};

/** Why the suite cannot run here; `false` when it can. */
export const sshdMissing: string | false =
  program === undefined
    ? 'sshd is not installed (openssh-server)'
    : spawnSync('ssh-keygen', ['-?']).error
      ? 'ssh-keygen is not installed'
      : accountProblem();

export interface RealSshd {
  readonly host: Host;
  readonly knownHosts: string;
  readonly folder: string;
  /** What it logged so far. */
  log(): string;
  stop(): Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => {
      resolve(true);
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
  });

/** A real sshd on loopback with keys of its own, run as the current user, who may log in. */
export const startRealSshd = async (extraConfig: readonly string[] = []): Promise<RealSshd> => {
  if (!program) throw new Error('no sshd');
  const folder = mkdtempSync(join(tmpdir(), 'stuckmail-sshd-'));
  const port = await freePort();
  for (const name of ['host_ed25519', 'host_rsa', 'user']) {
    const type = name === 'host_rsa' ? 'rsa' : 'ed25519';
    spawnSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', '', '-f', join(folder, name)]);
  }
  writeFileSync(join(folder, 'authorized_keys'), readFileSync(join(folder, 'user.pub')));
  const hostKey = readFileSync(join(folder, 'host_rsa.pub'), 'utf8').trim();
  writeFileSync(join(folder, 'known_hosts'), `[127.0.0.1]:${port} ${hostKey}\n`);
  writeFileSync(
    join(folder, 'config'),
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${folder}/host_ed25519`,
      `HostKey ${folder}/host_rsa`,
      `AuthorizedKeysFile ${folder}/authorized_keys`,
      `PidFile ${folder}/pid`,
      'StrictModes no',
      'UsePAM no',
      'PermitRootLogin yes',
      'PasswordAuthentication no',
      ...extraConfig,
      '',
    ].join('\n'),
  );
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const child = spawn(program, ['-D', '-e', '-f', join(folder, 'config')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (piece) => (log += piece));
  for (let tries = 0; !(await answers(port)); tries += 1) {
    if (tries > 100 || child.exitCode !== null) throw new Error(`sshd did not start: ${log}`);
    await sleep(50);
  }
  return {
    host: makeHost({ port, user: userInfo().username, identityFile: join(folder, 'user') }),
    knownHosts: join(folder, 'known_hosts'),
    folder,
    log: () => log,
    async stop() {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) {
        await new Promise((resolve) => child.once('exit', resolve));
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
