import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { Host } from '../../domain/host/host.ts';
import { filePath, isNetworkName, loginName, networkName, portNumber, shortName } from '../hosts/words.ts';
import type { Found, FoundHost, LeftOut, Place, Settings } from './found-host.ts';

interface Difference {
  readonly setting: string;
  /** In stuckmail.yaml, and in the imported file. */
  readonly there: string;
  readonly here: string;
}

/** What an import would do. */
export interface Plan {
  readonly add: readonly FoundHost[];
  readonly same: readonly FoundHost[];
  readonly different: readonly { readonly host: FoundHost; readonly differences: readonly Difference[] }[];
  readonly leftOut: readonly LeftOut[];
}

export interface Existing {
  readonly hosts: readonly Host[];
  /** Folder of stuckmail.yaml: its paths are relative to that. */
  readonly folder: string;
}

const fits = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown): boolean =>
  schema.safeParse(value).success;
const nameRule = 'stuckmail.yaml takes letters, digits, dots, hyphens and underscores, at most 63';

/** A host with the settings that stuckmail.yaml can hold, or none when it is no use without the others. */
const checkHost = (host: FoundHost, leftOut: LeftOut[]): FoundHost | undefined => {
  const { name, place, settings } = host;
  const skip = (what: string, why: string): undefined => {
    leftOut.push({ place, what, why });
    return undefined;
  };
  if (!fits(shortName, name)) return skip(name, `no name that can be used: ${nameRule}`);
  if (name.toLowerCase() === 'all') return skip(name, '"all" means every host');
  const { address, port, user, identityFile, ...others } = settings;
  if (address === undefined && !isNetworkName(name))
    return skip(name, 'the name is no network name, and there is no address');
  if (address !== undefined && !fits(networkName, address))
    return skip(name, `its address "${address}" is no host name or IP address`);
  const kept: Record<string, unknown> = address === undefined || address === name ? {} : { address };
  for (const [key, value, schema] of [
    ['port', port, portNumber],
    ['user', user, loginName],
    ['identityFile', identityFile, filePath],
  ] as const) {
    if (value === undefined) continue;
    if (fits(schema, value)) kept[key] = value;
    else skip(`${name}: ${key} ${String(value)}`, 'stuckmail.yaml can not hold this value');
  }
  return { ...host, settings: { ...kept, ...others } };
};

const union = (a: readonly string[] = [], b: readonly string[] = []): readonly string[] => [...new Set([...a, ...b])];

const loginText = (settings: Settings): string =>
  JSON.stringify(
    Object.entries(settings)
      .filter(([key]) => key !== 'aliases' && key !== 'groups')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** One host a name, without case: the same twice is one; another one of the same name is left out. */
const mergeTwins = (hosts: readonly FoundHost[], leftOut: LeftOut[]): FoundHost[] => {
  const byName = new Map<string, FoundHost>();
  for (const host of hosts) {
    const key = host.name.toLowerCase();
    const twin = byName.get(key);
    if (twin === undefined) byName.set(key, host);
    else if (loginText(twin.settings) === loginText(host.settings)) {
      const aliases = union(twin.settings.aliases, host.settings.aliases);
      const groups = union(twin.settings.groups, host.settings.groups);
      byName.set(key, { ...twin, settings: { ...twin.settings, aliases, groups } });
    } else {
      const first = `${twin.place.file}:${twin.place.line}`;
      leftOut.push({
        place: host.place,
        what: host.name,
        why: `the same name is at ${first} with other settings, and the first one is taken`,
      });
    }
  }
  return [...byName.values()];
};

/** Words that may not mean a second thing. A host goes before an alias, and an alias before a group. */
const sortWords = (hosts: readonly FoundHost[], existing: readonly Host[], leftOut: LeftOut[]): FoundHost[] => {
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

/** Leaves out hosts whose way does not end. `jump` becomes the spelling of the entry it means. */
const keepReachable = (hosts: readonly FoundHost[], existing: readonly Host[], leftOut: LeftOut[]): FoundHost[] => {
  const ways = new Map<string, { readonly name: string; readonly jump?: string | undefined }>();
  for (const { name, settings } of hosts) ways.set(name.toLowerCase(), { name, jump: settings.jump });
  // What stands in stuckmail.yaml holds there, whatever the imported file says.
  for (const { name, jump } of existing) ways.set(name.toLowerCase(), { name, jump });
  const ends = (start: string): boolean => {
    const seen = new Set<string>();
    for (let next: string | undefined = start; next !== undefined; ) {
      const word = next.toLowerCase();
      const found = ways.get(word);
      if (found === undefined || seen.has(word)) return false;
      seen.add(word);
      next = found.jump;
    }
    return true;
  };
  return hosts.flatMap((host): FoundHost[] => {
    const { jump, ...settings } = host.settings;
    if (jump === undefined) return [host];
    if (ends(host.name))
      return [{ ...host, settings: { ...settings, jump: ways.get(jump.toLowerCase())?.name ?? jump } }];
    leftOut.push({
      place: host.place,
      what: host.name,
      why: `its jump host ${jump} is left out, or the way over it goes in a circle`,
    });
    return [];
  });
};

const compare = ({ settings }: FoundHost, there: Host, folder: string): Difference[] => {
  const differences: Difference[] = [];
  const path = (text: string): string => resolve(folder, text.replace(/^~(?=\/|$)/, homedir()));
  const differ = (setting: string, old: string | number | undefined, now: string | number | undefined): void => {
    if (now !== undefined && String(old).toLowerCase() !== String(now).toLowerCase()) {
      differences.push({ setting, there: old === undefined ? 'none' : String(old), here: String(now) });
    }
  };
  differ('address', there.address, settings.address);
  differ('port', there.port, settings.port);
  if (settings.user !== undefined && settings.user !== there.user)
    differences.push({ setting: 'user', there: there.user, here: settings.user });
  if (settings.identityFile !== undefined && path(settings.identityFile) !== there.identityFile) {
    differences.push({ setting: 'identityFile', there: there.identityFile ?? 'none', here: settings.identityFile });
  }
  differ('become', there.become, settings.become);
  differ('jump', there.jump, settings.jump);
  for (const key of ['aliases', 'groups'] as const) {
    const known = new Set(there[key].map((one) => one.toLowerCase()));
    const missing = (settings[key] ?? []).filter((one) => !known.has(one.toLowerCase()));
    if (missing.length > 0)
      differences.push({ setting: key, there: there[key].join(', ') || 'none', here: `${missing.join(', ')} too` });
  }
  return differences;
};

const dropSelfJump = (host: FoundHost): FoundHost => {
  const { jump, ...settings } = host.settings;
  return jump?.toLowerCase() === host.name.toLowerCase() ? { ...host, settings } : host;
};

/** `group` for every new host that a file has as a host; not where a host has the group's name. */
const joinGroup = (hosts: readonly FoundHost[], group: string, leftOut: LeftOut[]): FoundHost[] => {
  const word = group.toLowerCase();
  const clash = hosts.find(({ name, settings }) =>
    [name, ...(settings.aliases ?? [])].some((one) => one.toLowerCase() === word),
  );
  if (clash === undefined) {
    return hosts.map((host) =>
      host.onlyJump ? host : { ...host, settings: { ...host.settings, groups: union(host.settings.groups, [group]) } },
    );
  }
  leftOut.push({ place: clash.place, what: `the group ${group}`, why: 'a host has this name or alias' });
  return [...hosts];
};

/** Decides what of the found hosts is new, there already, or of no use. `group` is joined by the new hosts. */
export const planImport = (found: Found, existing: Existing, group: string | undefined): Plan => {
  const leftOut: LeftOut[] = [...found.leftOut];
  const checked = found.hosts.flatMap((host) => checkHost(dropSelfJump(host), leftOut) ?? []);
  const merged = sortWords(mergeTwins(checked, leftOut), existing.hosts, leftOut);
  const reachable = keepReachable(merged, existing.hosts, leftOut);
  const byName = new Map(existing.hosts.map((host) => [host.name.toLowerCase(), host]));
  const fresh: FoundHost[] = [];
  const same: FoundHost[] = [];
  const different: { host: FoundHost; differences: Difference[] }[] = [];
  for (const host of reachable) {
    const there = byName.get(host.name.toLowerCase());
    if (there === undefined) fresh.push(host);
    else {
      const differences = compare(host, there, existing.folder);
      if (differences.length === 0) same.push(host);
      else different.push({ host, differences });
    }
  }
  return { add: group === undefined ? fresh : joinGroup(fresh, group, leftOut), same, different, leftOut };
};
