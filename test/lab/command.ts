import { spawn } from 'node:child_process';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end; kills it after `seconds`. Never rejects for an exit status. */
export const run = async (
  program: string,
  args: readonly string[],
  options: { input?: string | undefined; seconds?: number; env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> => {
  const child = spawn(program, args, { env: options.env ?? process.env, stdio: 'pipe' });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    stdout += piece;
  });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    stderr += piece;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const limit = options.seconds ?? 60;
  const timer = setTimeout(() => {
    stderr += `\nkilled after ${limit} s`;
    child.kill('SIGKILL');
  }, limit * 1000);
  return await new Promise((resolve, reject) => {
    child.on('error', reject);
    const finish = (code: number | null): void => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr });
    };
    child.on('close', finish);
    // What a command left in the background keeps the pipes open and must not hold the lab.
    child.on('exit', (code) => setTimeout(finish, 100, code));
  });
};

/** Runs a program that has to work; its output, or an error with what it printed. */
export const must = async (
  program: string,
  args: readonly string[],
  options: Parameters<typeof run>[2] = {},
): Promise<string> => {
  const ended = await run(program, args, options);
  if (ended.code !== 0)
    throw new Error(
      `lab: ${program} ${args.join(' ')}: exit ${ended.code}: ${ended.stderr}${ended.stdout}`.slice(0, 2000),
    );
  return ended.stdout;
};

export const pause = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
