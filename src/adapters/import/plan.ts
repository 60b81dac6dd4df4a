import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { Host } from '../../domain/host/host.ts';
import { checkHost, mergeTwins, union } from './check-found.ts';
import type { Found, FoundHost, LeftOut } from './found-host.ts';
import { sortWords } from './sort-words.ts';

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
