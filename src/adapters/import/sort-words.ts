import type { Host } from '../../domain/host/host.ts';
import { shortName } from '../hosts/words.ts';
import { fits, nameRule } from './check-found.ts';
import type { FoundHost, LeftOut, Place } from './found-host.ts';

/** Words that may not mean a second thing. A host goes before an alias, and an alias before a group. */
export const sortWords = (hosts: readonly FoundHost[], existing: readonly Host[], leftOut: LeftOut[]): FoundHost[] => {
  const names = new Set([...hosts, ...existing].map(({ name }) => name.toLowerCase()));
  const oldNames = new Set(existing.map(({ name }) => name.toLowerCase()));
  const oldAliases = new Set(existing.flatMap(({ aliases }) => aliases.map((one) => one.toLowerCase())));
  const oldGroups = new Set(existing.flatMap(({ groups }) => groups.map((one) => one.toLowerCase())));
  const aliasOwner = new Map<string, string>();
  const told = new Set<string>();
  const once = (place: Place, what: string, why: string): false => {
    if (!told.has(what)) leftOut.push({ place, what, why });
    told.add(what);
    return false;
  };
  const free = hosts.filter(({ name, place }) => {
    const word = name.toLowerCase();
    if (oldNames.has(word) || !(oldAliases.has(word) || oldGroups.has(word))) return true;
    return once(place, name, `stuckmail.yaml has ${oldAliases.has(word) ? 'an alias' : 'a group'} of this name`);
  });
  const withAliases = free.map((host): FoundHost => {
    const aliases = (host.settings.aliases ?? []).filter((alias) => {
      const word = alias.toLowerCase();
      const what = `${host.name}: the alias ${alias}`;
      if (!fits(shortName, alias)) return once(host.place, what, `no name that can be used: ${nameRule}`);
      const owner = aliasOwner.get(word);
      const own = existing.some(
        ({ name, aliases: list }) =>
          name.toLowerCase() === host.name.toLowerCase() && list.some((one) => one.toLowerCase() === word),
      );
      if (
        word === 'all' ||
        names.has(word) ||
        (oldAliases.has(word) && !own) ||
        oldGroups.has(word) ||
        (owner !== undefined && owner !== host.name)
      ) {
        return once(host.place, what, 'the word means something else already');
      }
      aliasOwner.set(word, host.name);
      return true;
    });
    return { ...host, settings: { ...host.settings, aliases } };
  });
  return withAliases.map((host): FoundHost => {
    const groups = (host.settings.groups ?? []).filter((group) => {
      const word = group.toLowerCase();
      if (word === 'all') return false;
      if (!fits(shortName, group))
        return once(host.place, `the group ${group}`, `no name that can be used: ${nameRule}`);
      if (names.has(word) || oldAliases.has(word) || aliasOwner.has(word))
        return once(host.place, `the group ${group}`, 'a host has this name or alias');
      return true;
    });
    return { ...host, settings: { ...host.settings, groups } };
  });
};
