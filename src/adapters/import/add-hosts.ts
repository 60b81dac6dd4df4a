import { isDeepStrictEqual } from 'node:util';
import { type Document, isMap, isNode, parse, parseDocument } from 'yaml';
import { entryLines, entryOf } from './entry-text.ts';
import type { FoundHost } from './found-host.ts';

const valueOf = (text: string): unknown => parse(text, { merge: true, uniqueKeys: false });

const wanted = (text: string, hosts: readonly FoundHost[]): Record<string, unknown> => {
  const value = (valueOf(text) ?? {}) as Record<string, unknown>;
  const old = (value['hosts'] ?? {}) as Record<string, unknown>;
  return { ...value, hosts: { ...old, ...Object.fromEntries(hosts.map((host) => [host.name, entryOf(host)])) } };
};

/** New lines after the last host of a block map, indented like the others; `undefined` where the file is written otherwise. */
const insertLines = (text: string, hosts: readonly FoundHost[]): string | undefined => {
  const map = parseDocument(text, { merge: true, uniqueKeys: false }).get('hosts', true);
  if (!isMap(map) || map.flow === true) return undefined;
  const last = map.items.at(-1);
  const first = map.items[0];
  if (!isNode(last?.key) || !isNode(first?.key) || !last.key.range || !first.key.range) return undefined;
  const end = Math.max(last.key.range[1], isNode(last.value) ? (last.value.range?.[1] ?? 0) : 0);
  const lineEnd = text[end - 1] === '\n' ? end - 1 : text.indexOf('\n', end);
  const at = lineEnd < 0 ? text.length : lineEnd;
  const [keyStart] = first.key.range;
  const indent = ' '.repeat(keyStart - (text.lastIndexOf('\n', keyStart - 1) + 1));
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const before = newline === '\r\n' && text[at - 1] === '\r' ? at - 1 : at;
  const lines = entryLines(hosts).map((line) => `${newline}${indent}${line}`);
  return `${text.slice(0, before)}${lines.join('')}${text.slice(before)}`;
};

/** The file written anew by the YAML library: comments and order stay, spacing may not. */
const rewrite = (text: string, hosts: readonly FoundHost[]): string => {
  const document: Document = parseDocument(text, { merge: true, uniqueKeys: false });
  if (!isMap(document.contents)) document.contents = document.createNode({});
  if (!isMap(document.get('hosts', true))) document.set('hosts', document.createNode({}));
  const map = document.get('hosts', true);
  if (isMap(map) && map.items.length === 0) map.flow = false;
  for (const host of hosts) document.setIn(['hosts', host.name], document.createNode(entryOf(host)));
  return document.toString({ lineWidth: 0 });
};

/** The text of stuckmail.yaml with hosts added at the end of `hosts`; every other byte stays where the file is written in the usual way. */
export const addHostsToText = (text: string, hosts: readonly FoundHost[]): string => {
  if (hosts.length === 0) return text;
  if (text.trim() === '')
    return `hosts:\n${entryLines(hosts)
      .map((line) => `  ${line}\n`)
      .join('')}`;
  const goal = wanted(text, hosts);
  const inserted = insertLines(text, hosts);
  // Read back: where a file is laid out in a way that was not foreseen, the library writes it.
  if (inserted !== undefined && means(inserted, goal)) return inserted;
  return rewrite(text, hosts);
};

const means = (text: string, goal: unknown): boolean => {
  try {
    return isDeepStrictEqual(valueOf(text), goal);
  } catch {
    return false;
  }
};
