import type { z } from 'zod';
import { nearestNames } from '../../domain/text/nearest-names.ts';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.ts';
import { knownKeysAt } from './json-schema.ts';
import { type ConfigurationFile, configurationSchema } from './schema.ts';
import type { YamlPath, YamlSource } from './yaml-source.ts';

const named = (path: YamlPath): string => (path.length === 0 ? 'the file' : path.join('.'));

const shown = (value: unknown): string => {
  if (value === undefined) return 'missing';
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

const valueAt = (value: unknown, path: YamlPath): unknown => {
  let found = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<string, unknown>)[step];
  }
  return found;
};

const describeUnknownKey = (key: string, path: YamlPath): string => {
  const known = knownKeysAt(path);
  const [nearest] = nearestNames(key, known, 1);
  const where = path.length === 0 ? '' : ` in ${named(path)}`;
  return `unknown key "${key}"${where}; ${
    nearest === undefined ? `expected one of ${known.join(', ')}` : `did you mean "${nearest}"?`
  }`;
};

const problemsOf = (issue: z.core.$ZodIssue, source: YamlSource): ConfigurationProblem[] => {
  const path = issue.path as YamlPath;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => source.problemAt([...path, key], describeUnknownKey(key, path), 'key'));
  }
  if (issue.code === 'invalid_key') {
    const expected = issue.issues[0]?.message ?? issue.message;
    return [source.problemAt(path, `"${path.at(-1)}" can't be used as a name; expected ${expected}`, 'key')];
  }
  const found = shown(valueAt(source.value, path));
  return [source.problemAt(path, `${named(path)} is ${found}; expected ${issue.message}`)];
};

/** The one key that the schema drops without a word: a host so named would be missing, unsaid. */
const droppedNames = (source: YamlSource): ConfigurationProblem[] => {
  const hosts = valueAt(source.value, ['hosts']);
  if (typeof hosts !== 'object' || hosts === null || !Object.hasOwn(hosts, '__proto__')) return [];
  const message = '"__proto__" can\'t be used as a name; expected another one';
  return [source.problemAt(['hosts', '__proto__'], message, 'key')];
};

/** Checks the shape of the file and names every problem with its line. */
export const checkShape = (file: string, source: YamlSource): ConfigurationFile => {
  if (source.value === null || source.value === undefined) {
    throw new ConfigurationError(file, [
      { line: 1, column: 1, message: 'the file is empty; expected at least a map "hosts" with one host' },
    ]);
  }
  const result = configurationSchema.safeParse(source.value);
  const dropped = droppedNames(source);
  if (result.success && dropped.length === 0) return result.data;
  throw new ConfigurationError(
    file,
    [...dropped, ...(result.error?.issues ?? []).flatMap((issue) => problemsOf(issue, source))],
    { cause: result.error },
  );
};
