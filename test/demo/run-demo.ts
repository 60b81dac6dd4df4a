import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../src/main/stuckmail.ts', import.meta.url));

export interface DemoEnd {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What it left in its temporary directory. */
  readonly left: readonly string[];
}

/** Runs `stuckmail demo` as its own process with its own temporary directory. */
export const runDemo = async (
  args: readonly string[],
  options: { input?: string; env?: NodeJS.ProcessEnv; interruptAt?: RegExp } = {},
): Promise<DemoEnd> => {
  const temporary = await mkdtemp(join(tmpdir(), 'demo-test-'));
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), entry, 'demo', ...args], {
    env: { ...process.env, TMPDIR: temporary, LOG_LEVEL: '', ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const limit = setTimeout(() => child.kill('SIGKILL'), 120_000);
  let stdout = '';
  let stderr = '';
  let interrupted = false;
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    stdout += piece;
    if (!interrupted && options.interruptAt?.test(stdout) === true) {
      interrupted = true;
      child.kill('SIGINT');
    }
  });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    stderr += piece;
  });
  if (options.interruptAt === undefined) child.stdin.end(options.input ?? '');
  try {
    const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
    // tsx keeps its own cache there.
    const left = (await readdir(temporary)).filter((name) => !name.startsWith('tsx-'));
    return { exitCode, stdout, stderr, left };
  } finally {
    clearTimeout(limit);
    await rm(temporary, { recursive: true, force: true });
  }
};

/** A PATH with every program of this machine's but the named ones. Remove the directory afterwards. */
export const pathWithout = async (names: readonly string[]): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'demo-path-'));
  await mkdir(folder, { recursive: true });
  for (const source of (process.env['PATH'] ?? '').split(delimiter)) {
    const programs = await readdir(source).catch(() => []);
    for (const program of programs) {
      if (names.some((name) => program.startsWith(name))) continue;
      await symlink(join(source, program), join(folder, program)).catch(() => undefined);
    }
  }
  return folder;
};
