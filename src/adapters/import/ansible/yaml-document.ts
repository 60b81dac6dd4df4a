import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { Place } from '../found-host.ts';
import { refuse } from '../source-text.ts';
import { vaultMark } from './variables.ts';

/** Tags of Ansible: what is in a vault is not even kept, `!unsafe` is a text. */
const tags = [
  { tag: '!vault', resolve: () => vaultMark },
  { tag: '!vault-encrypted', resolve: () => vaultMark },
  { tag: '!unsafe', resolve: (text: string) => text },
];

export interface AnsibleYaml {
  readonly value: unknown;
  /** Where the value of a path stands, or its nearest parent. */
  placeOf: (path: readonly string[]) => Place;
}

/** What the YAML reader says, without the piece of the file that it quotes: that may be a password. */
const oneLine = (message: string): string =>
  message
    .split('\n')[0]
    ?.replace(/ at line \d+, column \d+:?$/, '')
    .replace(/\s*(?::|"|').*$/s, '') ?? '';

const nodeAt = (document: Document, path: readonly string[]): number => {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
};

/** Reads YAML as Ansible does: version 1.1, the last of two equal keys wins. Throws ConfigurationError with the line. */
export const readAnsibleYaml = (file: string, text: string): AnsibleYaml => {
  const lineCounter = new LineCounter();
  const lineOf = (offset: number): number => Math.max(1, lineCounter.linePos(offset).line);
  const document = parseDocument(text, {
    lineCounter,
    version: '1.1',
    merge: true,
    uniqueKeys: false,
    customTags: tags,
  });
  const [complaint] = document.errors;
  if (complaint !== undefined) {
    refuse({ file, line: lineOf(complaint.pos[0]) }, `not valid YAML: ${oneLine(complaint.message)}`, complaint);
  }
  try {
    return {
      value: document.toJS({ maxAliasCount: 100 }),
      placeOf: (path) => ({ file, line: lineOf(nodeAt(document, path)) }),
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return refuse({ file, line: 1 }, `not usable YAML: ${oneLine(message)}`, error);
  }
};
