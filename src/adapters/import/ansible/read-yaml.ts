import { shown } from '../found-host.ts';
import { refuse } from '../source-text.ts';
import { type AnsibleInventory, addChild, addGroup, addHosts, type Group } from './inventory.ts';
import { keepVariable } from './variables.ts';
import { type AnsibleYaml, readAnsibleYaml } from './yaml-document.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Groups inside groups; deeper is a mistake, or made to hurt. */
const deepest = 64;

const isMap = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list';
  if (value === null || value === undefined) return 'empty';
  // Not the text itself: it may be a password at the wrong place.
  if (typeof value === 'string') return 'a text';
  return isMap(value)
    ? 'a map'
    : `${typeof value === 'number' || typeof value === 'boolean' ? value : 'something else'}`;
};

/** A part of a group: a map, one word for a map of it, or nothing. */
const partOf = (yaml: AnsibleYaml, group: Fields, path: readonly string[], key: string): Fields => {
  const value = group[key];
  if (value === undefined || value === null) return {};
  if (typeof value === 'string') return { [value]: null };
  if (isMap(value)) return value;
  const expected = key === 'vars' ? 'a map of variables' : 'a map: a name and a colon a line, without "-" before it';
  return refuse(
    yaml.placeOf([...path, key]),
    `${key} of the group ${path.at(-1)} is ${kindOf(value)}; expected ${expected}`,
  );
};

const readGroup = (inventory: AnsibleInventory, yaml: AnsibleYaml, value: Fields, path: readonly string[]): Group => {
  const place = yaml.placeOf(path);
  const group = addGroup(inventory, path.at(-1) ?? '', place);
  if (path.length > deepest) refuse(place, `groups are more than ${deepest / 2} deep; expected less`);
  for (const [name, one] of Object.entries(partOf(yaml, value, path, 'vars'))) {
    keepVariable(group.variables, inventory.leftOut, name, one, yaml.placeOf([...path, 'vars', name]));
  }
  for (const [child, one] of Object.entries(partOf(yaml, value, path, 'children'))) {
    const below = [...path, 'children', child];
    if (one !== null && !isMap(one)) {
      refuse(
        yaml.placeOf(below),
        `the group ${shown(child)} is ${kindOf(one)}; expected a map with hosts, vars or children`,
      );
    }
    readGroup(inventory, yaml, isMap(one) ? one : {}, below);
    addChild(inventory, group, child, yaml.placeOf(below));
  }
  for (const [pattern, one] of Object.entries(partOf(yaml, value, path, 'hosts'))) {
    const here = yaml.placeOf([...path, 'hosts', pattern]);
    if (one !== null && !isMap(one)) {
      refuse(here, `the host ${shown(pattern)} is ${kindOf(one)}; expected a map of variables, or nothing`);
    }
    addHosts(inventory, group, pattern, new Map(Object.entries(isMap(one) ? one : {})), here);
  }
  for (const key of Object.keys(value)) {
    if (key === 'vars' || key === 'children' || key === 'hosts') continue;
    inventory.leftOut.push({
      place: yaml.placeOf([...path, key]),
      what: `${shown(key)} in the group ${group.name}`,
      why: 'Ansible knows only hosts, vars and children in a group',
    });
  }
  return group;
};

const howToExport = 'expected a list of hosts; "ansible-inventory -i SOURCE --list --yaml > hosts.yml" makes one';

/** Reads a YAML inventory as Ansible's own plugin does. Throws ConfigurationError with the line. */
export const readYamlInventory = (inventory: AnsibleInventory, file: string, text: string): void => {
  const yaml = readAnsibleYaml(file, text);
  const { value } = yaml;
  if (!isMap(value)) {
    return refuse(
      { file, line: 1 },
      `the file is ${kindOf(value ?? null)}; expected groups, for example "all:" with hosts below it`,
    );
  }
  if (value['plugin'] !== undefined) {
    refuse(
      yaml.placeOf(['plugin']),
      `this is the configuration of the inventory plugin ${typeof value['plugin'] === 'string' ? shown(value['plugin']) : 'that it names'}, and plugins are not run; ${howToExport}`,
    );
  }
  if (value['_meta'] !== undefined) {
    refuse(yaml.placeOf(['_meta']), `this is the output of an inventory script; ${howToExport}`);
  }
  for (const [name, one] of Object.entries(value)) {
    if (one !== null && !isMap(one)) {
      refuse(
        yaml.placeOf([name]),
        `the group ${shown(name)} is ${kindOf(one)}; expected a map with hosts, vars or children`,
      );
    }
    readGroup(inventory, yaml, isMap(one) ? one : {}, [name]);
  }
};
