import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = join(import.meta.dirname, '../dist/main/stuckmail.js');

/** The built program is measured: what runs the sources costs memory of its own. */
export const notBuilt = (): string | undefined => (existsSync(program) ? undefined : 'dist/ is missing: npm run build');

export interface ServiceProcess {
  readonly child: ChildProcess;
  /** Highest memory so far in MiB (VmHWM). */
  peakMemory(): number;
  stop(): Promise<void>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

const startSeconds = 30;

/** Starts `stuckmail bot` or `worker` and waits until it says that it runs. */
export const startService = async (role: 'bot' | 'worker', env: Record<string, string>): Promise<ServiceProcess> => {
  const child = spawn(process.execPath, [program, role], {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(killer);
  };
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(
        () => reject(new Error(`${role} did not start within ${startSeconds} s`)),
        startSeconds * 1000,
      );
      child.once('exit', (code) => reject(new Error(`${role} ended with status ${code}`)));
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.includes('"stuckmail is running"')) resolve();
      });
    });
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearTimeout(timer);
  }
  return {
    child,
    peakMemory: () =>
      Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    stop,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};
