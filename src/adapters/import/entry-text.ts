import { Document, stringify, visit } from 'yaml';
import type { FoundHost, Settings } from './found-host.ts';

/** The order in which docs/configuration.md shows the settings. */
const order: readonly (keyof Settings)[] = [
  'address',
  'port',
  'user',
  'identityFile',
  'become',
  'jump',
  'aliases',
  'groups',
];

/** The entry as plain data; empty lists and an entry without settings are nothing. */
export const entryOf = ({ settings }: FoundHost): Record<string, unknown> | null => {
  const pairs = order.flatMap((key): [string, unknown][] => {
    const value = settings[key];
    return value === undefined || (Array.isArray(value) && value.length === 0) ? [] : [[key, value]];
  });
  return pairs.length === 0 ? null : Object.fromEntries(pairs);
};

const flow = (value: unknown): string => {
  const document = new Document(value);
  visit(document, { Collection: (_, node) => void (node.flow = true) });
  return document.toString({ lineWidth: 0 }).trimEnd();
};

const keyText = (name: string): string => stringify(name, { lineWidth: 0 }).trimEnd();

/** Hosts as lines of a block map, one host a line: `web01: { address: 10.1.2.3, groups: [erp] }`. */
export const entryLines = (hosts: readonly FoundHost[]): string[] =>
  hosts.map((host) => {
    const entry = entryOf(host);
    return entry === null ? `${keyText(host.name)}:` : `${keyText(host.name)}: ${flow(entry)}`;
  });
