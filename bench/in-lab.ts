import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const needed = ['unshare', 'nsenter', 'ip', 'nft', 'm4', 'mksh', 'ssh', 'busybox', 'sudo'];

export const isInstalled = (program: string): boolean =>
  spawnSync('sh', ['-c', 'command -v "$0"', program]).status === 0;

const whyNot = (): string | undefined => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'the lab needs Linux and root';
  const missing = needed.filter((name) => !isInstalled(name));
  return missing.length === 0 ? undefined : `the lab needs ${missing.join(', ')}`;
};

/**
 * Runs a program of this folder in namespaces of its own, as test/lab/run does, and reads what it leaves as JSON in the file
 * that it gets as its argument. What it writes to standard error is shown when it fails, which counts as skipped.
 */
export const runInLab = (program: string, limitSeconds: number): object | { skipped: string } => {
  const skipped = whyNot();
  if (skipped !== undefined) return { skipped };
  const folder = mkdtempSync(join(tmpdir(), 'stuckmail-bench-'));
  try {
    const answer = join(folder, 'answer.json');
    const namespaces = [
      '--net',
      '--mount',
      '--pid',
      '--fork',
      '--kill-child',
      '--mount-proc',
      '--propagation',
      'private',
    ];
    const lab = spawnSync(
      'unshare',
      [...namespaces, 'sh', '-c', 'node --import tsx "$0" "$1"; exit $?', join(import.meta.dirname, program), answer],
      { encoding: 'utf8', timeout: limitSeconds * 1000, cwd: join(import.meta.dirname, '..') },
    );
    if (lab.status !== 0)
      return { skipped: `${program} in the lab: ${lab.error?.message ?? lab.stderr.trim().slice(-600)}` };
    return JSON.parse(readFileSync(answer, 'utf8')) as object;
  } finally {
    rmSync(folder, { recursive: true });
  }
};
