import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../../src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.replaceAll('\\', '/'));

/** What each layer may import besides itself. */
const allowed: Record<string, readonly string[]> = {
  domain: [],
  application: ['domain'],
  adapters: ['application', 'domain'],
  main: ['adapters', 'application', 'domain'],
};

const importsOf = (file: string): string[] =>
  [
    ...readFileSync(join(root, file), 'utf8').matchAll(
      /^\s*(?:import|export)\b[^;'"]*?from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? '');

const targetOf = (file: string, specifier: string): string =>
  relative(root, join(root, dirname(file), specifier)).replaceAll('\\', '/');

test('the tree was read', () => assert.ok(files.length > 20));

test('imports point inwards: domain <- application <- adapters <- main, types included', () => {
  const wrong: string[] = [];
  for (const file of files) {
    const layer = file.split('/')[0] ?? '';
    for (const specifier of importsOf(file)) {
      if (!specifier.startsWith('.')) continue;
      const target = targetOf(file, specifier).split('/')[0] ?? '';
      if (target !== layer && !(allowed[layer] ?? []).includes(target)) wrong.push(`${file} imports ${specifier}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('the domain imports no package and nothing of Node', () => {
  const wrong = files
    .filter((file) => file.startsWith('domain/'))
    .flatMap((file) =>
      importsOf(file)
        .filter((specifier) => !specifier.startsWith('.'))
        .map((specifier) => `${file} imports ${specifier}`),
    );
  assert.deepEqual(wrong, []);
});

test('there is no import cycle, types included', () => {
  const graph = new Map(
    files.map((file) => [
      file,
      importsOf(file)
        .filter((name) => name.startsWith('.'))
        .map((name) => targetOf(file, name)),
    ]),
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  assert.deepEqual(cycles, []);
});
