import { runInLab } from './in-lab.ts';
import type { Figure, Measured, Part } from './part.ts';
import { notBuilt } from './service-process.ts';

/** What lab-fleet.ts writes. */
export interface FleetTiming {
  readonly hostCount: number;
  readonly worker: {
    readonly seconds: number;
    readonly cpuSeconds: number;
    readonly peakMemory: number;
    readonly statuses: readonly string[];
  };
  /** Seconds for all hosts. */
  readonly openSsh: number;
  /** Seconds for `ansibleHosts` of them, by the module of the tasks; null where it is not installed. */
  readonly ansible: { readonly shell: number; readonly raw: number } | null;
  readonly ansibleHosts: number;
  readonly commands: number;
}

const ansibleFigures = ({ ansible, ansibleHosts, hostCount, commands, worker }: FleetTiming): Figure[] => {
  if (ansible === null) return [];
  const times = (seconds: number): number => seconds / ansibleHosts / (worker.seconds / hostCount);
  const playbook = `Ansible, 20 forks, ${commands} tasks, ${ansibleHosts} of the hosts`;
  return [
    { name: `${playbook}, module shell`, value: ansible.shell, unit: 's' },
    { name: 'Ansible / one worker, per host', value: times(ansible.shell), unit: 'x', limit: { atLeast: 4 } },
    { name: `${playbook}, module raw`, value: ansible.raw, unit: 's' },
    { name: 'Ansible without Python on the hosts / one worker, per host', value: times(ansible.raw), unit: 'x' },
  ];
};

const otherwise = (statuses: readonly string[]): string => {
  const others = [...new Set(statuses.filter((status) => status !== 'healthy'))];
  return others.length === 0 ? '' : ` (others: ${others.join(', ')})`;
};

const measure = async (): Promise<Measured> => {
  const missing = notBuilt();
  if (missing !== undefined) return { skipped: missing };
  const timing = runInLab('lab-fleet.ts', 900) as FleetTiming | { skipped: string };
  if ('skipped' in timing) return timing;
  const { worker, hostCount, openSsh, ansible } = timing;
  if (ansible === null) console.log('  ansible-playbook is not installed: nothing is compared with it');
  return {
    figures: [
      {
        name: `hosts found healthy of ${hostCount}${otherwise(worker.statuses)}`,
        value: worker.statuses.filter((status) => status === 'healthy').length,
        unit: '',
        limit: { atLeast: hostCount },
      },
      { name: 'one worker process, 20 at once', value: worker.seconds, unit: 's' },
      { name: 'of these, its own processor', value: worker.cpuSeconds, unit: 's' },
      { name: 'OpenSSH, the same script, 20 at once', value: openSsh, unit: 's' },
      { name: 'OpenSSH / one worker', value: openSsh / worker.seconds, unit: 'x', limit: { atLeast: 1 } },
      ...ansibleFigures(timing),
      { name: 'highest memory of the worker', value: worker.peakMemory, unit: 'MiB' },
    ],
  };
};

export const fleet: Part = { title: 'One lab host under many names, everything on this machine', measure };
