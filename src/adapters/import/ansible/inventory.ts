import type { LeftOut, Place } from '../found-host.ts';
import { refuse } from '../source-text.ts';
import { mostHosts, readHostPattern } from './host-pattern.ts';
import { keepVariable, type Variables } from './variables.ts';

export interface Group {
  readonly name: string;
  readonly place: Place;
  readonly variables: Variables;
  readonly children: Set<string>;
  readonly hosts: Set<string>;
}

export interface InventoryHost {
  readonly name: string;
  readonly place: Place;
  readonly variables: Variables;
}

/** What inventories say, before anything is inherited. Several files fill one inventory. */
export interface AnsibleInventory {
  readonly groups: Map<string, Group>;
  readonly hosts: Map<string, InventoryHost>;
  readonly leftOut: LeftOut[];
}

export const newInventory = (): AnsibleInventory => ({ groups: new Map(), hosts: new Map(), leftOut: [] });

export const addGroup = (inventory: AnsibleInventory, name: string, place: Place): Group => {
  const there = inventory.groups.get(name);
  if (there !== undefined) return there;
  const group = { name, place, variables: new Map(), children: new Set<string>(), hosts: new Set<string>() };
  inventory.groups.set(name, group);
  return group;
};

/** Whether `to` is `from` or below it. */
const leadsTo = (inventory: AnsibleInventory, from: string, to: string): boolean => {
  const seen = new Set<string>();
  const open = [from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === to) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    open.push(...(inventory.groups.get(name)?.children ?? []));
  }
  return false;
};

export const addChild = (inventory: AnsibleInventory, parent: Group, child: string, place: Place): void => {
  if (leadsTo(inventory, child, parent.name)) {
    refuse(place, `the group ${child} is above ${parent.name} already; expected groups that do not go in a circle`);
  }
  if (parent.name !== 'all') parent.children.add(child);
};

/** Adds the hosts of a pattern to a group, with variables of their own. */
export const addHosts = (
  inventory: AnsibleInventory,
  group: Group,
  pattern: string,
  variables: ReadonlyMap<string, unknown>,
  place: Place,
): void => {
  const read = readHostPattern(pattern);
  if (typeof read === 'string') return refuse(place, read);
  for (const name of read.names) {
    const host = inventory.hosts.get(name) ?? { name, place, variables: new Map() };
    inventory.hosts.set(name, host);
    if (inventory.hosts.size > mostHosts) refuse(place, `more than ${mostHosts} hosts; expected fewer`);
    group.hosts.add(name);
    if (read.port !== undefined) keepVariable(host.variables, inventory.leftOut, 'ansible_port', read.port, place);
  }
  // Secrets of a range are told once.
  const first: Variables = new Map();
  for (const [name, value] of variables) keepVariable(first, inventory.leftOut, name, value, place);
  for (const name of read.names) for (const [key, value] of first) inventory.hosts.get(name)?.variables.set(key, value);
};
