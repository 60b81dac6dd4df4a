import type { HostFacts } from '../stages/host-facts.ts';
import type { Diagnosis } from './diagnosis.ts';

/** What waits in the queue; null when that could not be read. */
export const queueOf = (facts: HostFacts): Diagnosis['queue'] => {
  const { queue } = facts;
  if (queue.directories.length === 0 || queue.directories.some((one) => one.problem !== undefined)) return null;
  const sum = (field: 'waiting' | 'quarantined' | 'lost'): number =>
    queue.directories.reduce((total, one) => total + one[field], 0);
  const waiting = queue.messages.filter((one) => one.kind === 'waiting');
  const tried = waiting.filter((one) => one.status !== undefined).length;
  const created = queue.messages.map((one) => one.created).filter((time) => time !== undefined);
  const oldest =
    created.length === 0 || queue.clock === undefined ? null : Math.max(0, queue.clock - Math.min(...created));
  const deferred =
    queue.allRead || waiting.length === 0 ? tried : Math.round((sum('waiting') * tried) / waiting.length);
  return {
    total: sum('waiting') + sum('quarantined'),
    deferred,
    quarantined: sum('quarantined'),
    oldestSeconds: oldest,
  };
};
