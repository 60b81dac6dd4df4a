import { spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = join(import.meta.dirname, '../../src/main/stuckmail.ts');

/** A port that is free now. */
export const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  return port;
};

export interface Service {
  readonly lines: readonly string[];
  readonly errors: () => string;
  /** Resolves once a log line holds the words, also an earlier one; rejects when the process ended without. */
  logged(words: string): Promise<void>;
  signal(name: 'SIGTERM' | 'SIGINT'): void;
  /** Exit status; the process is killed after 60 s. */
  readonly ended: Promise<number | null>;
}

/** Runs `stuckmail start`, `bot` or `worker` as a process of its own. */
export const startService = (role: string, env: Record<string, string>): Service => {
  const { PATH = '', HOME = '/' } = process.env;
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), program, role], {
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let errors = '';
  child.stderr.on('data', (piece: Buffer) => {
    errors += piece.toString();
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    for (const check of waiting) check();
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code) => resolve(code));
  });
  const logged = (words: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        if (lines.some((line) => line.includes(words))) {
          waiting.delete(check);
          resolve();
        }
      };
      waiting.add(check);
      check();
      void ended.then((code) =>
        reject(new Error(`ended with ${code} before "${words}"\n${lines.join('\n')}\n${errors}`)),
      );
    });
  return { lines, errors: () => errors, logged, signal: (name) => void child.kill(name), ended };
};
