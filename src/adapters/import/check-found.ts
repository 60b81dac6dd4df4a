import { filePath, isNetworkName, loginName, networkName, portNumber, shortName } from '../hosts/words.ts';
import type { FoundHost, LeftOut, Settings } from './found-host.ts';

export const fits = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown): boolean =>
  schema.safeParse(value).success;

export const nameRule = 'stuckmail.yaml takes letters, digits, dots, hyphens and underscores, at most 63';

/** A host with the settings that stuckmail.yaml can hold, or none when it is no use without the others. */
export const checkHost = (host: FoundHost, leftOut: LeftOut[]): FoundHost | undefined => {
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

export const union = (a: readonly string[] = [], b: readonly string[] = []): readonly string[] => [
  ...new Set([...a, ...b]),
];

const loginText = (settings: Settings): string =>
  JSON.stringify(
    Object.entries(settings)
      .filter(([key]) => key !== 'aliases' && key !== 'groups')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** One host a name, without case: the same twice is one; another one of the same name is left out. */
export const mergeTwins = (hosts: readonly FoundHost[], leftOut: LeftOut[]): FoundHost[] => {
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
