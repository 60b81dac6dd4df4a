import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createRedisQueue } from '../../src/adapters/queue/redis-queue.ts';
import type { RedisQueueSettings } from '../../src/adapters/queue/settings.ts';
import { createRedisStore } from '../../src/adapters/store/redis-store.ts';
import { type RequestedDiagnosis, requestDiagnosis } from '../../src/application/request-diagnosis.ts';
import { quiet, until } from '../queue/examples.ts';
import { type RedisServer, startRedis } from '../queue/redis-server.ts';

/** What a worker program is told. */
export interface WorkerOrder {
  readonly url: string;
  /** What people see: one line a report. */
  readonly file: string;
  readonly diagnoseMs: number;
  readonly settings?: Partial<RedisQueueSettings>;
  /** Where it stays for ever, so that it can be killed just there. */
  readonly hang?: 'diagnose' | 'report';
  readonly concurrency?: number;
}

interface WorkerProcess {
  readonly lines: readonly string[];
  signal(name: NodeJS.Signals): void;
  /** Kills it and waits until it is gone. */
  kill(): Promise<void>;
  readonly gone: Promise<unknown>;
}

/** A Redis, worker processes, and a bot (this process), all of one test. */
export interface Scene {
  readonly redis: RedisServer;
  worker(order?: Partial<WorkerOrder>): Promise<WorkerProcess>;
  ask(runId: string, host: string, channel?: string): Promise<RequestedDiagnosis>;
  /** The lines people see, in order. */
  reports(): string[];
  reported(count: number): Promise<void>;
  end(): Promise<void>;
}

/** A worker that is killed is noticed within this, so that tests are short. */
export const soon: Partial<RedisQueueSettings> = {
  lockMs: 1500,
  stalledCheckMs: 500,
  firstBackoffMs: 100,
  longestBackoffMs: 500,
  abortGraceMs: 500,
};

export async function openScene(): Promise<Scene> {
  const redis = await startRedis();
  const dir = await mkdtemp(join(tmpdir(), 'stuckmail-reports-'));
  const file = join(dir, 'reports');
  const queue = createRedisQueue({ url: redis.url, log: quiet });
  const store = createRedisStore({ url: redis.url, log: quiet });
  const bot = { queue, store, clock: { now: () => new Date() }, audit: { record: () => undefined } };
  const workers: WorkerProcess[] = [];
  const reports = (): string[] => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []);
  return {
    redis,
    worker: async (order = {}) => {
      const worker = startProgram({ url: redis.url, file, diagnoseMs: 300, settings: soon, ...order });
      workers.push(worker);
      await until(() => worker.lines.includes('ready'), 'the worker is ready');
      return worker;
    },
    ask: (runId, host, channel = 'C1') =>
      requestDiagnosis(bot, { runId, host, requestedBy: 'U1', place: { team: 'T1', channel } }),
    reports,
    reported: (count) => until(() => reports().length >= count, `${count} reports are there`),
    end: async () => {
      redis.thaw();
      await Promise.all(workers.map((worker) => worker.kill()));
      await queue.close(0);
      await store.close();
      await redis.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function startProgram(order: WorkerOrder): WorkerProcess {
  const program = join(import.meta.dirname, 'worker-program.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const gone = once(child, 'exit');
  return {
    lines,
    signal: (name) => void child.kill(name),
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
    gone,
  };
}

export const count = (lines: readonly string[], start: string): number =>
  lines.filter((line) => line.startsWith(start)).length;
