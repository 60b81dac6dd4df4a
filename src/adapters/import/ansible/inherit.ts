import type { AnsibleInventory, Group } from './inventory.ts';
import type { Variables } from './variables.ts';

/** A host with everything it inherits. */
export interface Inherited {
  readonly variables: Variables;
  /** Its groups and those above, without `all` and `ungrouped`, the nearest last. */
  readonly groups: readonly string[];
}

interface Ranked {
  readonly group: Group;
  readonly depth: number;
  readonly priority: number;
}

const parentsOf = (groups: ReadonlyMap<string, Group>): Map<string, string[]> => {
  const parents = new Map<string, string[]>();
  for (const { name, children } of groups.values()) {
    for (const child of children) parents.set(child, [...(parents.get(child) ?? []), name]);
  }
  return parents;
};

/** How far a group is below `all`, on the longest way: the deeper group wins. */
const makeDepths = (parents: ReadonlyMap<string, readonly string[]>): ((name: string) => number) => {
  const known = new Map<string, number>();
  const depthOf = (name: string): number => {
    const there = known.get(name);
    if (there !== undefined) return there;
    const depth = 1 + Math.max(0, ...(parents.get(name) ?? []).map(depthOf));
    known.set(name, depth);
    return depth;
  };
  return depthOf;
};

const priorityOf = (group: Group): number => {
  const value = Number(group.variables.get('ansible_group_priority')?.value ?? 1);
  return Number.isFinite(value) ? value : 1;
};

const byRank = (a: Ranked, b: Ranked): number =>
  a.depth - b.depth || a.priority - b.priority || (a.group.name < b.group.name ? -1 : 1);

export interface VariableFiles {
  readonly ofGroup: (name: string) => Promise<Variables>;
  readonly ofHost: (name: string) => Promise<Variables>;
}

/**
 * Ansible's order, the later wins: `all`, groups from the top down, group_vars/all, group_vars of the groups, the host's own line,
 * host_vars.
 */
export const inheritAll = async (
  inventory: AnsibleInventory,
  files: VariableFiles,
): Promise<Map<string, Inherited>> => {
  const { groups, hosts } = inventory;
  const parents = parentsOf(groups);
  const depthOf = makeDepths(parents);
  const fromFiles = new Map<string, Variables>();
  for (const name of ['all', ...groups.keys()])
    if (!fromFiles.has(name)) fromFiles.set(name, await files.ofGroup(name));

  const direct = new Map<string, string[]>();
  for (const { name, hosts: members } of groups.values()) {
    for (const host of members) direct.set(host, [...(direct.get(host) ?? []), name]);
  }
  const above = (names: readonly string[]): string[] => {
    const found = new Set(names);
    for (const name of found) for (const parent of parents.get(name) ?? []) found.add(parent);
    return [...found].filter((name) => name !== 'all');
  };

  const inherited = new Map<string, Inherited>();
  for (const { name, variables } of hosts.values()) {
    const own = above(direct.get(name) ?? []);
    // `ungrouped` counts only for hosts that are in nothing else.
    const counted = own.some((one) => one !== 'ungrouped') ? own.filter((one) => one !== 'ungrouped') : own;
    const ranked = counted
      .flatMap((one): Ranked[] => {
        const group = groups.get(one);
        return group === undefined ? [] : [{ group, depth: depthOf(one), priority: priorityOf(group) }];
      })
      .sort(byRank)
      .map(({ group }) => group);
    const layers = [
      groups.get('all')?.variables,
      ...ranked.map((group) => group.variables),
      fromFiles.get('all'),
      ...ranked.map((group) => fromFiles.get(group.name)),
      variables,
      await files.ofHost(name),
    ];
    inherited.set(name, {
      variables: new Map(layers.flatMap((layer) => [...(layer ?? [])])),
      groups: ranked.map((group) => group.name).filter((one) => one !== 'ungrouped'),
    });
  }
  return inherited;
};
