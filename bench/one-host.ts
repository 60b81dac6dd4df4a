import { runInLab } from './in-lab.ts';
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

const measure = async (): Promise<Measured> => {
  const timing = runInLab('lab-timing.ts', 300) as Timing | { skipped: string };
  if ('skipped' in timing) return timing;
  const { ssh, diagnosis, slowestProbe, naive, commands, slowest } = timing;
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
};

export const oneHost: Part = { title: 'One healthy lab host (real sshd, real Sendmail)', measure };
