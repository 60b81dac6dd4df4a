import type { Found, FoundHost, LeftOut } from '../found-host.ts';
import { createJumps, type Hop, type JumpSources } from '../jumps.ts';
import { readSource, refuse } from '../source-text.ts';
import { readHostSettings } from './host-settings.ts';
import { inheritAll } from './inherit.ts';
import { type AnsibleInventory, newInventory } from './inventory.ts';
import { readIni } from './read-ini.ts';
import { readYamlInventory } from './read-yaml.ts';
import { createVariableReader } from './variable-files.ts';

const howToExport = '"ansible-inventory -i SOURCE --list --yaml > hosts.yml" makes a file that can be imported';

/** The first line that says something. */
const firstLine = (text: string): string =>
  text
    .split('\n')
    .find((line) => !/^\s*(?:[#;]|$)/.test(line))
    ?.trim() ?? '';

const looksLikeYaml = (file: string, text: string): boolean => {
  if (/\.(?:ya?ml|json)$/i.test(file)) return true;
  return /^(?:---|\{|(?:"[^"]*"|'[^']*'|[^\s='"[\]]+)\s*:(?:\s|$))/.test(firstLine(text));
};

const readOne = async (inventory: AnsibleInventory, file: string): Promise<void> => {
  const text = (await readSource(file)).replace(/^\ufeff/, '');
  const place = { file, line: 1 };
  if (text.startsWith('#!'))
    refuse(place, `this is a script, and inventory scripts are not run; expected an inventory file: ${howToExport}`);
  if (text.startsWith('$ANSIBLE_VAULT'))
    refuse(place, 'this file is in a vault, which is not opened; expected a plain inventory');
  if (/\.toml$/i.test(file)) refuse(place, `TOML inventories are not read; ${howToExport}`);
  if (looksLikeYaml(file, text)) readYamlInventory(inventory, file, text);
  else readIni(inventory, file, text);
};

const sameLogin = (hop: Hop, settings: { readonly user?: string; readonly port?: number }): boolean =>
  (hop.user ?? settings.user) === settings.user && (hop.port ?? settings.port ?? 22) === (settings.port ?? 22);

interface Candidate extends FoundHost {
  readonly way: readonly Hop[];
}

/** A jump host is found by its name in the inventory or by its address; ssh itself would know its address only. */
const jumpSources = (candidates: readonly Candidate[]): JumpSources => ({
  known: (hop) =>
    candidates.find(
      ({ name, settings }) =>
        (name === hop.host || (settings.address ?? name) === hop.host) && sameLogin(hop, settings),
    ),
  describe: ({ host, user, port }) => ({
    settings: {
      address: candidates.find(({ name }) => name === host)?.settings.address ?? host,
      ...(user === undefined ? {} : { user }),
      ...(port === undefined ? {} : { port }),
    },
    way: [],
  }),
});

/** Reads INI and YAML inventories, and the variables beside them, as `ansible -i A -i B` does; runs nothing. Throws ConfigurationError. */
export const readInventories = async (files: readonly string[]): Promise<Found> => {
  const inventory = newInventory();
  for (const file of files) await readOne(inventory, file);
  const leftOut: LeftOut[] = [...inventory.leftOut];
  const inherited = await inheritAll(inventory, {
    ofGroup: createVariableReader(files, 'group_vars', leftOut),
    ofHost: createVariableReader(files, 'host_vars', leftOut),
  });
  const candidates = [...inventory.hosts.values()].flatMap((host): Candidate[] => {
    const { variables = new Map(), groups = [] } = inherited.get(host.name) ?? {};
    const reading = readHostSettings(host, variables);
    leftOut.push(...reading.leftOut);
    if (reading.settings === undefined) return [];
    const settings = { ...reading.settings, ...(groups.length === 0 ? {} : { groups }) };
    return [{ name: host.name, place: host.place, settings, way: reading.way }];
  });
  const taken = new Set(candidates.map(({ name }) => name.toLowerCase()));
  const jumps = createJumps(jumpSources(candidates), taken);
  const hosts = candidates.flatMap(({ name, place, settings, way }): FoundHost[] => {
    const jump = way.length === 0 ? undefined : jumps.entryFor(way, place);
    return [{ name, place, settings: { ...settings, ...(jump === undefined ? {} : { jump }) } }];
  });
  return { hosts: [...jumps.made(), ...hosts], leftOut };
};
