import type { Inventory } from '../application/ports/inventory.ts';
import { hostsNamed } from '../domain/command/find-hosts.ts';
import type { Host } from '../domain/host/host.ts';
import { nearestNames } from '../domain/text/nearest-names.ts';
import { UsageError } from './command.ts';

/** The hosts that words name, each once, in the order typed; `one` when a single word named a single host. */
export interface Chosen {
  readonly hosts: readonly Host[];
  readonly one: boolean;
}

const unknownWord = (word: string, inventory: Inventory): UsageError => {
  const names = [
    ...inventory.hosts.flatMap(({ name, aliases }) => [name, ...aliases]),
    ...inventory.groups.keys(),
    'all',
  ];
  const near = nearestNames(word, names);
  const hint =
    near.length > 0
      ? `did you mean ${near.join(' or ')}?`
      : 'expected a host, alias or group of stuckmail.yaml, or all';
  return new UsageError(`no host or group is named "${word.slice(0, 60)}"; ${hint}`);
};

export const chooseHosts = (words: readonly string[], inventory: Inventory): Chosen => {
  if (words.length === 0) {
    const some = inventory.hosts.slice(0, 3).map(({ name }) => name);
    throw new UsageError(`no host given; expected a host, a group or all, for example: stuckmail diagnose ${some[0]}`);
  }
  const hosts = new Set<Host>();
  for (const word of words) {
    const named = hostsNamed(word, inventory).flatMap((name) => inventory.find(name) ?? []);
    const found = named.length > 0 ? named : [inventory.find(word)].filter((host) => host !== undefined);
    if (found.length === 0) throw unknownWord(word, inventory);
    for (const host of found) hosts.add(host);
  }
  return { hosts: [...hosts], one: words.length === 1 && inventory.find(words[0] ?? '') !== undefined };
};
