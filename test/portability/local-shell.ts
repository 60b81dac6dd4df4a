import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { intoHost, outOfHost } from '../../src/adapters/simulated-host/ssh/paths.ts';
import type { RemoteShell } from '../../src/application/ports/remote-shell.ts';

/** What one run of the script left to look at. */
export interface LocalRun {
  readonly shell: RemoteShell;
  /** Everything on standard output and standard error, with the host's own paths. */
  text(): string;
  exitCode(): number | null;
  /** Processes of the run that are still there. */
  leftProcesses(): string[];
}

/** Text that ends the connection, on whichever side, as soon as the output holds it. */
export interface Cut {
  readonly at: string;
  readonly end: 'stdin' | 'stdout';
}

/** Every file below a directory. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('sim/'))
    .toSorted();

/** Runs the script with a shell of this machine inside the directory of a simulated host, as somebody's noisy login would. */
export const openLocalShell = (root: string, command: readonly string[], cut?: Cut): LocalRun => {
  let output = '';
  let exitCode: number | null = null;
  let group = 0;
  const home = join(root, 'home');
  const shell: RemoteShell = {
    run: (_host, script, { onConnected, onOutput }) =>
      new Promise((resolve, reject) => {
        mkdirSync(join(home, 'tmp'), { recursive: true });
        for (const name of ['.kshrc', '.profile', '.mkshrc'])
          writeFileSync(join(home, name), 'echo "noise of a start file"; alias ls="ls --color"; stty erase ^H\n');
        const child = spawn(command[0] ?? 'sh', [...command.slice(1), '-s'], {
          cwd: home,
          detached: true,
          env: {
            PATH: `${root}/usr/bin`,
            HOME: home,
            TMPDIR: join(home, 'tmp'),
            ENV: join(home, '.kshrc'),
            LANG: 'de_DE.UTF-8',
            LC_ALL: 'fr_FR.UTF-8',
            POSIXLY_CORRECT: '1',
          },
        });
        group = child.pid ?? 0;
        const strip = outOfHost(root);
        child.stdout.on('data', (piece: Buffer) => {
          const text = strip.push(piece.toString('latin1'));
          output += text;
          onOutput(Buffer.from(text, 'latin1'));
          if (cut === undefined || !output.includes(cut.at)) return;
          if (cut.end === 'stdin') child.stdin.end();
          else child.stdout.destroy();
        });
        child.stderr.on('data', (piece: Buffer) => {
          output += piece.toString('latin1');
        });
        child.stdin.on('error', () => undefined);
        child.on('error', reject);
        child.on('exit', (code) => {
          exitCode = code;
          child.stdin.end();
          if (cut?.end === 'stdout') resolve({ exitCode });
        });
        child.on('close', () => resolve({ exitCode }));
        onConnected();
        child.stdin.write(`echo 'Last login: noise'\n${intoHost(root, script)}`, 'latin1');
      }),
    close: async () => undefined,
  };
  return {
    shell,
    text: () => output,
    exitCode: () => exitCode,
    leftProcesses: () =>
      spawnSync('ps', ['-e', '-o', 'pgid=', '-o', 'args='], { encoding: 'utf8' })
        .stdout.split('\n')
        .filter((line) => Number.parseInt(line, 10) === group),
  };
};
