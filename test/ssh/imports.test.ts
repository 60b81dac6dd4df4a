import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');

/** Names imported from ssh2 as values; tsx lets them pass, Node does not. */
const namedImports = (source: string): string[] =>
  [...source.matchAll(/^import\s+(?!type\b)([^;'"]*?)\s*from\s+['"]ssh2['"]/gm)]
    .map((match) => match[1] ?? '')
    .filter((names) => /\{(?!\s*(type\s+\w+\s*,?\s*)*\})/.test(names));

test('the check itself finds a named import', () => {
  assert.equal(namedImports("import { utils } from 'ssh2';").length, 1);
  assert.equal(namedImports("import ssh2, { Server } from 'ssh2';").length, 1);
  assert.equal(namedImports("import ssh2 from 'ssh2';\nimport type { Server } from 'ssh2';").length, 0);
  assert.equal(namedImports("import ssh2, { type Server, type Client } from 'ssh2';").length, 0);
});

test('defect: ESM imports of ssh2. Values come from its default import only', () => {
  const files = ['src', 'test', 'bench'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(root, folder, name)),
  );
  const here = join(root, 'test/ssh/imports.test.ts');
  const wrong = files.filter((file) => file !== here && namedImports(readFileSync(file, 'utf8')).length > 0);
  assert.deepEqual(wrong, []);
});

test('defect: ESM imports of ssh2. What is taken from it is there in plain Node', () => {
  const source = readFileSync(join(root, 'src/adapters/ssh/ssh2.ts'), 'utf8');
  const taken = [...source.matchAll(/^export const \{ ([\w, ]+) \} = (ssh2[\w.]*);/gm)];
  assert.ok(taken.length >= 2);
  const checks = taken.flatMap(([, names = '', from]) => names.split(', ').map((name) => `typeof ${from}.${name}`));
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', `import ssh2 from 'ssh2'; console.log([${checks.join(',')}].join())`],
    { cwd: root, env: { ...process.env, NODE_OPTIONS: '' } },
  );
  assert.equal(stdout.toString().trim(), checks.map(() => 'function').join(), stderr.toString());
});
