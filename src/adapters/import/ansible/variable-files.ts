import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { LeftOut } from '../found-host.ts';
import { readSource, refuse } from '../source-text.ts';
import { keepVariable, type Variables, vaultMark } from './variables.ts';
import { readAnsibleYaml } from './yaml-document.ts';

const extensions = ['', '.yml', '.yaml', '.json'];
const deepest = 16;

type Kind = 'file' | 'folder' | 'none';

const kindOf = async (path: string): Promise<Kind> => {
  try {
    const about = await stat(path);
    return about.isDirectory() ? 'folder' : about.isFile() ? 'file' : 'none';
  } catch {
    return 'none';
  }
};

const filesBelow = async (folder: string, depth = 0): Promise<string[]> => {
  if (depth > deepest) return [];
  const found: string[] = [];
  for (const name of (await readdir(folder)).sort()) {
    if (name.startsWith('.') || name.endsWith('~')) continue;
    const path = join(folder, name);
    const kind = await kindOf(path);
    if (kind === 'folder' && extname(name) === '') found.push(...(await filesBelow(path, depth + 1)));
    else if (kind === 'file' && extensions.includes(extname(name))) found.push(path);
  }
  return found;
};

/** The files that hold the variables of a host or group: `NAME`, `NAME.yml`, `NAME.yaml`, `NAME.json`, or all files in `NAME/`. */
const variableFiles = async (folder: string, name: string): Promise<string[]> => {
  for (const extension of extensions) {
    const path = join(folder, `${name}${extension}`);
    const kind = await kindOf(path);
    if (kind === 'file') return [path];
    if (kind === 'folder') return await filesBelow(path);
  }
  return [];
};

const readVariables = (file: string, text: string, leftOut: LeftOut[], into: Variables): void => {
  if (text.startsWith(vaultMark)) {
    leftOut.push({ place: { file, line: 1 }, what: 'the whole file', why: 'it is in a vault, which is not opened' });
    return;
  }
  const { value, placeOf } = readAnsibleYaml(file, text);
  if (value === null || value === undefined) return;
  if (typeof value !== 'object' || Array.isArray(value)) {
    return refuse({ file, line: 1 }, 'this is no map; expected variables, one "name: value" a line');
  }
  for (const [name, one] of Object.entries(value)) keepVariable(into, leftOut, name, one, placeOf([name]));
};

/** Reads `host_vars/` or `group_vars/` beside inventories; each file once. */
export const createVariableReader = (
  inventories: readonly string[],
  kind: 'host_vars' | 'group_vars',
  leftOut: LeftOut[],
) => {
  const folders = [...new Set(inventories.map((file) => join(file, '..', kind)))];
  return async (name: string): Promise<Variables> => {
    const variables: Variables = new Map();
    // A name with a slash would lead out of the folder.
    if (name !== basename(name) || name === '..' || name === '.') return variables;
    for (const folder of folders) {
      for (const file of await variableFiles(folder, name)) {
        readVariables(file, await readSource(file), leftOut, variables);
      }
    }
    return variables;
  };
};
