import type { Place } from '../found-host.ts';
import { shown } from '../found-host.ts';
import { refuse } from '../source-text.ts';
import { type AnsibleInventory, addChild, addGroup, addHosts } from './inventory.ts';
import { splitShellWords } from './shell-words.ts';
import { keepVariable, readPythonValue } from './variables.ts';

type Section = 'hosts' | 'vars' | 'children';

const sectionLine = /^\[([^:\]\s]+)(?::(\w+))?\]\s*(?:#.*)?$/;
const groupLine = /^([^:\]\s]+)\s*(?:#.*)?$/;

const readSection = (line: string, place: Place): { group: string; section: Section } => {
  const [, group, section = 'hosts'] = sectionLine.exec(line) ?? [];
  if (group === undefined) {
    return refuse(
      place,
      `"${shown(line)}" is no section; expected [group], [group:vars] or [group:children], without spaces`,
    );
  }
  if (section !== 'hosts' && section !== 'vars' && section !== 'children') {
    return refuse(
      place,
      `"${shown(line)}": "${section}" is unknown; expected [${group}], [${group}:vars] or [${group}:children]`,
    );
  }
  return { group, section };
};

const addHostLine = (inventory: AnsibleInventory, groupName: string, line: string, place: Place): void => {
  const words = splitShellWords(line, true);
  if (typeof words === 'string') return refuse(place, words);
  const [pattern, ...assignments] = words;
  if (pattern === undefined) return;
  if (pattern === '---') refuse(place, 'this looks like YAML; name the file .yml, or give it another first line');
  const variables = new Map<string, unknown>();
  // The words themselves are not shown: one of them may be a password with a space before it.
  for (const [at, word] of assignments.entries()) {
    const [, name, value] = /^([^=]*)=(.*)$/s.exec(word) ?? [];
    if (name === undefined || value === undefined) {
      const which = `word ${at + 1} after "${shown(pattern)}" is no assignment`;
      return refuse(place, `${which}; expected key=value after the name of a host, without spaces around "="`);
    }
    variables.set(name, readPythonValue(value));
  }
  addHosts(inventory, addGroup(inventory, groupName, place), pattern, variables, place);
};

const addVariableLine = (inventory: AnsibleInventory, groupName: string, line: string, place: Place): void => {
  const at = line.indexOf('=');
  if (at < 0) return refuse(place, `a line without "=" in [${groupName}:vars]; expected key=value`);
  const group = addGroup(inventory, groupName, place);
  const name = line.slice(0, at).trim();
  keepVariable(group.variables, inventory.leftOut, name, readPythonValue(line.slice(at + 1).trim()), place);
};

/** Reads an INI inventory as Ansible's own plugin does. Throws ConfigurationError with the line. */
export const readIni = (inventory: AnsibleInventory, file: string, text: string): void => {
  let current: { group: string; section: Section } = { group: 'ungrouped', section: 'hosts' };
  const declared = new Set(['all', 'ungrouped', ...inventory.groups.keys()]);
  /** Groups that must be declared somewhere in the file: by whom they were named. */
  const pending: { name: string; place: Place; message: string }[] = [];
  for (const [index, raw] of text.split(/\r\n|[\n\r]/).entries()) {
    const line = raw.trim();
    const place = { file, line: index + 1 };
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    if (sectionLine.test(line) || (line.startsWith('[') && line.endsWith(']'))) {
      current = readSection(line, place);
      const { group, section } = current;
      if (section === 'vars') {
        pending.push({
          name: group,
          place,
          message: `[${group}:vars] is about a group that is declared nowhere; expected [${group}] or [${group}:children]`,
        });
      } else declared.add(group);
      addGroup(inventory, group, place);
    } else if (current.section === 'hosts') addHostLine(inventory, current.group, line, place);
    else if (current.section === 'vars') addVariableLine(inventory, current.group, line, place);
    else {
      const [, child] = groupLine.exec(line) ?? [];
      if (child === undefined)
        return refuse(place, `"${shown(line)}" in [${current.group}:children]; expected the name of a group`);
      pending.push({
        name: child,
        place,
        message: `[${current.group}:children] names "${shown(child)}", which is declared nowhere; expected [${child}]`,
      });
      addGroup(inventory, child, place);
      addChild(inventory, addGroup(inventory, current.group, place), child, place);
    }
  }
  const missing = pending.find(({ name }) => !declared.has(name));
  if (missing !== undefined) refuse(missing.place, missing.message);
};
