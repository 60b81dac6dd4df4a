import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide } from '../../src/domain/question/decide.ts';
import { inventory } from './inventory.ts';
import { readSentences, sentenceFiles } from './read-sentences.ts';

/** Heard although they don't ask, or the other way round; each is a choice that docs/questions.md explains. */
const accepted = new Set(['email is dead, long live chat']);

const all = sentenceFiles.flatMap((name) => readSentences(name).map((sentence) => ({ name, ...sentence })));

test('there are enough sentences of both kinds to mean something', () => {
  assert.ok(all.filter(({ ask }) => ask).length >= 150);
  assert.ok(all.filter(({ ask }) => !ask).length >= 150);
  assert.equal(new Set(all.map(({ text }) => text)).size, all.length, 'each once');
});

for (const { name, line, text, ask, hosts } of all.filter(({ text }) => !accepted.has(text))) {
  test(`${name}.txt:${line} ${JSON.stringify(text)}`, () => {
    const heard = decide(text, inventory);
    assert.deepEqual({ ask: heard.ask, hosts: heard.hosts }, { ask, hosts }, heard.why);
  });
}
