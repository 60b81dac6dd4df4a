import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.ts';

export type YamlPath = readonly (string | number)[];

/** A parsed YAML file that knows where each value stands. */
export interface YamlSource {
  readonly value: unknown;
  /** Makes a problem at the value of `path`, or at its key; at the nearest parent where there is none. */
  problemAt(path: YamlPath, message: string, part?: 'key' | 'value'): ConfigurationProblem;
}

const keyText = (key: unknown): string => String(isScalar(key) ? key.value : key);

/** The node of `path` and of its key, or of the nearest parent that exists. */
const nodesAt = (document: Document, path: YamlPath): { key: Node | undefined; value: Node | undefined } => {
  let value: Node | undefined = document.contents ?? undefined;
  let key: Node | undefined;
  for (const step of path) {
    const holder: Node | undefined = isAlias(value) ? value.resolve(document) : value;
    if (isMap(holder)) {
      const pair = holder.items.find((item) => keyText(item.key) === String(step));
      if (pair === undefined || !isNode(pair.key)) break;
      key = pair.key;
      value = isNode(pair.value) ? pair.value : pair.key;
    } else if (isSeq(holder)) {
      const item = holder.items[Number(step)];
      if (!isNode(item)) break;
      key = item;
      value = item;
    } else break;
  }
  return { key, value };
};

const oneLine = (message: string): string => message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '';

/** Keys that stand twice in one map, at the second place: the reader's own check names the wrong line. */
const repeatedKeys = (document: Document): { key: string; offset: number }[] => {
  const repeated: { key: string; offset: number }[] = [];
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        const text = keyText(key);
        if (seen.has(text)) repeated.push({ key: text, offset: (isNode(key) ? key.range?.[0] : undefined) ?? 0 });
        seen.add(text);
      }
    },
  });
  return repeated;
};

/** Reads YAML text; throws ConfigurationError for everything the YAML reader itself complains of. */
export const readYaml = (file: string, text: string): YamlSource => {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, merge: true, uniqueKeys: false });
  const place = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const complaints = [...document.errors, ...document.warnings];
  if (complaints.length > 0) {
    throw new ConfigurationError(
      file,
      complaints.map((error) => ({ ...place(error.pos[0]), message: `not valid YAML: ${oneLine(error.message)}` })),
      { cause: complaints[0] },
    );
  }
  const repeated = repeatedKeys(document).map(({ key, offset }) => ({
    ...place(offset),
    message: `"${key}" stands here a second time; expected each key once`,
  }));
  if (repeated.length > 0) throw new ConfigurationError(file, repeated);
  const problemAt = (path: YamlPath, message: string, part: 'key' | 'value' = 'value'): ConfigurationProblem => {
    const nodes = nodesAt(document, path);
    const node = part === 'key' ? (nodes.key ?? nodes.value) : nodes.value;
    return { ...place(node?.range?.[0] ?? 0), message };
  };
  try {
    return { value: document.toJS({ maxAliasCount: 100 }), problemAt };
  } catch (error) {
    const message = `not usable YAML: ${oneLine(error instanceof Error ? error.message : String(error))}`;
    throw new ConfigurationError(file, [{ line: 1, column: 1, message }], { cause: error });
  }
};
