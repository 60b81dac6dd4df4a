import { changesSinceWorked, describeChange, type HostTraits } from './host-traits.ts';

/** What is other on a host than in the newest run in which mail worked, for people. */
export interface SinceWorked {
  /** Start of that run, ISO 8601, UTC. */
  readonly workedAt: string;
  /** One text a change, the newest last; empty when nothing that is read changed. */
  readonly changes: readonly string[];
}

/** `at`: the time of the reader, milliseconds since 1970. Undefined when mail was never seen to work. */
export const sinceWorkedOf = (host: HostTraits | undefined, at: number): SinceWorked | undefined => {
  const found = changesSinceWorked(host);
  if (found === undefined) return undefined;
  const changes = [...found.changes]
    .sort((one, other) => one.to - other.to)
    .map((change) => describeChange(change, at));
  return { workedAt: new Date(found.workedAt).toISOString(), changes };
};
