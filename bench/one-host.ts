import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Measured, median, type Part } from './part.ts';

/** What lab-timing.ts writes: seconds of each round. */
export interface Timing {
  readonly ssh: readonly number[];
  readonly diagnosis: readonly number[];
  readonly slowestProbe: readonly number[];
  readonly naive: readonly number[];
  readonly commands: number;
  /** Id of the probe that takes longest alone. */
  readonly slowest: string;
}

const limitSeconds = 300;
const needed = ['unshare', 'nsenter', 'ip', 'nft', 'm4', 'mksh', 'ssh', 'busybox', 'sudo'];

const whyNot = (): string | undefined => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'the lab needs Linux and root';
  const missing = needed.filter((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0);
  return missing.length === 0 ? undefined : `the lab needs ${missing.join(', ')}`;
};

const measure = async (): Promise<Measured> => {
  const skipped = whyNot();
  if (skipped !== undefined) return { skipped };
  const folder = mkdtempSync(join(tmpdir(), 'stuckmail-bench-'));
  try {
    const answer = join(folder, 'timing.json');
    const timing = join(import.meta.dirname, 'lab-timing.ts');
    // The same namespaces as test/lab/run makes for itself.
    const lab = spawnSync(
      'unshare',
      [
        '--net',
        '--mount',
        '--pid',
        '--fork',
        '--kill-child',
        '--mount-proc',
        '--propagation',
        'private',
        'sh',
        '-c',
        'node --import tsx "$0" "$1"; exit $?',
        timing,
        answer,
      ],
      { encoding: 'utf8', timeout: limitSeconds * 1000, cwd: join(import.meta.dirname, '..') },
    );
    if (lab.status !== 0) return { skipped: `the lab did not come up: ${lab.stderr.trim().split('\n').at(-1)}` };
    const { ssh, diagnosis, slowestProbe, naive, commands, slowest } = JSON.parse(
      readFileSync(answer, 'utf8'),
    ) as Timing;
    const floor = 1.25 * median(ssh) + median(slowestProbe);
    return {
      figures: [
        { name: 'ssh host true (OpenSSH, a whole process)', value: median(ssh), unit: 's' },
        { name: `slowest probe alone (${slowest})`, value: median(slowestProbe), unit: 's' },
        {
          name: 'from job start to diagnosis, warm worker',
          value: median(diagnosis),
          unit: 's',
          limit: { atMost: floor },
        },
        { name: `naive: ${commands} commands, one ssh each, in order`, value: median(naive), unit: 's' },
        { name: 'naive / diagnosis', value: median(naive) / median(diagnosis), unit: 'x', limit: { atLeast: 5 } },
      ],
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

export const oneHost: Part = { title: 'One healthy lab host (real sshd, real Sendmail)', measure };
