import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recognise } from '../../src/domain/error-table/index.ts';
import { explain } from '../../src/domain/explain/index.ts';
import { fixtures } from './fixtures.ts';

test('there are samples of every stage', () => {
  const stages = new Set(fixtures.map(({ stage }) => stage));
  for (const stage of [
    'access',
    'service',
    'configuration',
    'queue',
    'dns',
    'connectivity',
    'starttls',
    'authentication',
    'relay',
    'delivered',
    'none',
  ])
    assert.ok(stages.has(stage), `no sample of ${stage}`);
});

for (const { name, text, source, kind, stage, code, facts = {} } of fixtures)
  test(`sample ${name}`, () => {
    assert.match(source, /^(?:made up|captured: .+)$/);
    if (kind === null) {
      assert.equal(recognise(text.trim())?.row.code, code);
      return;
    }
    const read = explain(text, kind);
    assert.deepEqual({ stage: read.stage, code: read.code }, { stage, code });
    for (const [fact, value] of Object.entries(facts)) assert.deepEqual(read.facts[fact], value, fact);
    assert.equal(explain(text).stage, stage, 'and when the kind is guessed');
    assert.ok(read.meaning.length > 0 && read.action.length > 0);
    assert.doesNotMatch(read.commands.join('\n') + read.action + read.meaning, /\{[a-z]+\}/, 'no placeholder is left');
  });
