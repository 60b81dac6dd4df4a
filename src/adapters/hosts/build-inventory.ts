import type { Inventory } from '../../application/ports/inventory.ts';
import type { Host } from '../../domain/host/host.ts';

/** Finds hosts by name, alias or address, without case. An address that two hosts share finds neither. */
export const buildInventory = (hosts: readonly Host[]): Inventory => {
  const byWord = new Map<string, Host>();
  const byAddress = new Map<string, Host[]>();
  const groups = new Map<string, Host[]>();
  for (const host of hosts) {
    for (const word of [host.name, ...host.aliases]) byWord.set(word.toLowerCase(), host);
    const address = host.address.toLowerCase();
    byAddress.set(address, [...(byAddress.get(address) ?? []), host]);
    for (const group of new Set(host.groups)) {
      // Two spellings of a group are one group, under the spelling met first.
      const known = [...groups.keys()].find((name) => name.toLowerCase() === group.toLowerCase()) ?? group;
      groups.set(known, [...(groups.get(known) ?? []), host]);
    }
  }
  return {
    hosts,
    groups,
    find: (name) => {
      const word = name.toLowerCase();
      const sharing = byAddress.get(word) ?? [];
      return byWord.get(word) ?? (sharing.length === 1 ? sharing[0] : undefined);
    },
  };
};
