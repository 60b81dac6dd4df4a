import assert from 'node:assert/strict';
import { test } from 'node:test';
import { array, assert as assertAll, constantFrom, property, string, stringMatching } from 'fast-check';
import { decide } from '../../src/domain/question/decide.ts';
import { indexHosts } from '../../src/domain/question/find-hosts.ts';
import { wholeVocabulary } from '../../src/domain/question/lexicon.ts';
import { sentencesOf } from '../../src/domain/question/words.ts';
import { inventory } from './inventory.ts';

const names = new Set(inventory.hosts.map(({ name }) => name));

test('any text is decided, and only hosts of the inventory come out, each once', () => {
  assertAll(
    property(string({ unit: 'binary', maxLength: 300 }), (text) => {
      const { ask, hosts } = decide(text, inventory);
      assert.ok(hosts.every((host) => names.has(host)) && new Set(hosts).size === hosts.length);
      assert.ok(ask || hosts.length === 0);
    }),
    { numRuns: 300 },
  );
});

test('random letters are never taken for a question', () => {
  assertAll(
    property(array(stringMatching(/^[bcdfghjkpqvwxyz]{3,9}$/u), { maxLength: 25 }), (words) => {
      assert.equal(decide(words.join(' '), inventory).ask, false);
    }),
    { numRuns: 200 },
  );
});

test('words of the languages without any word for mail or its parts are no question', () => {
  const mail = new Set(['mail', 'mails', 'email', 'emails']);
  const index = indexHosts({ hosts: [] });
  const words = [
    'stuck',
    'down',
    'why',
    'not',
    'broken',
    'hängt',
    'nicht',
    'bloqué',
    'pas',
    'atascado',
    'no',
    'is',
    '?',
  ];
  assertAll(
    property(array(constantFrom(...words), { maxLength: 12 }), (some) => {
      const text = some.join(' ');
      assert.ok(sentencesOf(text, index).every((sentence) => sentence.words.every(({ folded }) => !mail.has(folded))));
      assert.equal(decide(text, inventory).ask, false, text);
    }),
    { numRuns: 200 },
  );
});

test('case, accents written out, marks of Slack and blanks around change nothing', () => {
  const sentences = ['why is mail stuck on host01?', 'warum hängen die Mails auf host02', 'mail is fine now'];
  const dress = [
    (text: string) => text.toUpperCase(),
    (text: string) => `  ${text}  `,
    (text: string) => `*${text}*`,
    (text: string) => `<@U12345678> ${text} :fire:`,
    (text: string) => text.replaceAll('ä', 'ae'),
    (text: string) => text.replaceAll(' ', '\u00a0'),
  ];
  for (const text of sentences) {
    const { ask, hosts } = decide(text, inventory);
    for (const put of dress) {
      const dressed = decide(put(text), inventory);
      assert.deepEqual([dressed.ask, dressed.hosts], [ask, hosts], put(text));
    }
  }
});

test('work grows with the text and no faster: what lies beyond the limit is not read', () => {
  for (const piece of [
    'a',
    'mail ',
    '? ',
    "n't ",
    '<@U1 ',
    '```',
    'host01.',
    'e-',
    'x@',
    ':a',
    '5.7.8 ',
    'no mail not stuck, ',
  ]) {
    const long = piece.repeat(200_000 / piece.length);
    const { ask } = decide(long, inventory);
    assert.equal(typeof ask, 'boolean');
  }
  const after = `${'lunch '.repeat(2000)}why is mail stuck on host01?`;
  assert.equal(decide(after, inventory).ask, false);
});

test('every language has words of every kind that a decision needs', () => {
  assert.deepEqual(
    wholeVocabulary.lexicons.map(({ name }) => name),
    ['English', 'German', 'French', 'Spanish'],
  );
  for (const { starting, name } of wholeVocabulary.lexicons)
    for (const word of ['mail', 'sendmail', 'stuck']) assert.ok(starting(word).length > 0, `${name}: ${word}`);
});
