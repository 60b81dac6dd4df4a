import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { configurationJsonSchema } from '../../src/adapters/hosts/json-schema.ts';

const root = join(import.meta.dirname, '../..');

test('docs/stuckmail.schema.json is current (npm run schema writes it)', () => {
  const kept: unknown = JSON.parse(readFileSync(join(root, 'docs/stuckmail.schema.json'), 'utf8'));
  assert.deepEqual(kept, JSON.parse(JSON.stringify(configurationJsonSchema())));
});

test('the schema judges files as the loader does', () => {
  const judge = new Ajv2020({ strict: false }).compile(configurationJsonSchema());
  assert.equal(judge(parse('ssh:\nhosts: { a: , b: { port: 22, aliases: [x] } }')), true);
  for (const wrong of [
    'hosts: { a: { adress: x } }',
    'hosts: { "a b": }',
    'ssh: {}',
    'hosts: { a: { port: 0 } }',
    'hosts: 1',
  ]) {
    assert.equal(judge(parse(wrong)), false, wrong);
  }
});
