import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

const program = 'redis-server';

/** What tests with a real Redis give as `skip`: a sentence where redis-server is not installed. */
export const noRedis: string | false =
  spawnSync(program, ['--version']).status === 0
    ? false
    : 'redis-server is not installed: tests with a real Redis are skipped';

/** A real Redis of the test's own, on a unix socket in a directory of its own, that can be killed, frozen and started again. */
export interface RedisServer {
  readonly url: string;
  start(): Promise<void>;
  kill(): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** Ends the server and removes its directory. */
  stop(): Promise<void>;
}

export async function startRedis(): Promise<RedisServer> {
  const dir = await mkdtemp(join(tmpdir(), 'stuckmail-redis-'));
  const url = join(dir, 'r.sock');
  const settings = [
    '--appendonly',
    'yes',
    '--appendfsync',
    'everysec',
    '--maxmemory-policy',
    'noeviction',
    '--save',
    '',
  ];
  let server: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    server = spawn(program, ['--port', '0', '--unixsocket', url, '--dir', dir, ...settings], {
      stdio: 'ignore',
    });
    const client = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: 400 });
    client.on('error', () => undefined);
    await client.ping();
    client.disconnect();
  };
  const kill = async (): Promise<void> => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  };
  await start();
  return {
    url,
    start,
    kill,
    freeze: () => server?.kill('SIGSTOP'),
    thaw: () => server?.kill('SIGCONT'),
    stop: async () => {
      await kill();
      await sleep(10);
      await rm(dir, { recursive: true, force: true });
    },
  };
}
