import type { Host } from '../../domain/host/host.ts';

/** The hosts that may be diagnosed, and no others. */
export interface Inventory {
  readonly hosts: readonly Host[];
  /** By name, alias or address as written, without case. */
  find(name: string): Host | undefined;
  readonly groups: ReadonlyMap<string, readonly Host[]>;
}
