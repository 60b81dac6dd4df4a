import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real command line as a process of its own; ends it after 60 s. */
export const runStuckmail = (
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string>; stdin?: string } = {},
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const { PATH = '', HOME = '/' } = process.env;
    const child = spawn(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), join(root, 'src/main/stuckmail.ts'), ...args],
      { cwd: options.cwd ?? root, env: { PATH, HOME, ...options.env }, timeout: 60_000 },
    );
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (piece: Buffer) => {
      stdout += piece.toString();
    });
    child.stderr.on('data', (piece: Buffer) => {
      stderr += piece.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.stdin ?? '');
  });

/** A folder with a stuckmail.yaml; `remove` it at the end. */
export const makeFolder = (configuration?: string): { path: string; remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'stuckmail-cli-'));
  if (configuration !== undefined) writeFileSync(join(path, 'stuckmail.yaml'), configuration);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};
