import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigurationError } from '../../src/adapters/hosts/configuration-error.ts';
import { parseConfiguration } from '../../src/adapters/hosts/load-configuration.ts';
import { decide } from '../../src/domain/question/decide.ts';
import { buildVocabulary } from '../../src/domain/question/lexicon.ts';
import { inventory } from './inventory.ts';

test('only the listed languages are heard, and the reason says which one it was', () => {
  const english = buildVocabulary({ languages: ['en'] });
  assert.equal(decide('why is mail stuck on host01?', inventory, english).ask, true);
  for (const [text, name] of [
    ['warum gehen von host01 keine Mails mehr raus?', 'German'],
    ['pourquoi les mails de host01 ne partent pas', 'French'],
    ['¿por qué no salen los correos de host01?', 'Spanish'],
  ] as const) {
    const heard = decide(text, inventory, english);
    assert.deepEqual([heard.ask, heard.language.name], [false, name]);
    assert.match(heard.why, /not listened to/u);
    assert.equal(decide(text, inventory).ask, true, 'all languages unless the list narrows');
  }
});

test('words that belong to no language, and pasted log lines, are heard in every one', () => {
  const french = buildVocabulary({ languages: ['fr'] });
  assert.deepEqual(decide('sendmail down host01?', inventory, french).hosts, ['host01']);
  const line = 'Nov 22 10:00:01 host01 sendmail[1]: x: to=<a@b.example>, stat=Deferred: Connection refused';
  assert.equal(decide(line, inventory, french).ask, true);
});

test("a team's own words count as mail, with their misspellings, and stand above the lists", () => {
  const own = buildVocabulary({ words: { mail: ['Dunning Letters', 'newsletter', 'Kontoauszüge'], ignore: [] } });
  const asks = (text: string): readonly string[] | false => {
    const { ask, hosts } = decide(text, inventory, own);
    return ask && hosts;
  };
  assert.deepEqual(asks('the dunning letters are stuck on host01'), ['host01']);
  assert.deepEqual(asks('why are no duning letters going out?'), []);
  assert.deepEqual(asks('the newsletter is stuck, why?'), []);
  assert.deepEqual(asks('warum gehen die Kontoauszuege auf host02 nicht raus'), ['host02']);
  for (const text of ['the dunning letters are stuck on host01', 'the newsletter is stuck, why?'])
    assert.equal(decide(text, inventory).ask, false, `${text}: only with the team's words`);
});

test("a team's words to ignore take others with them", () => {
  const text = 'the mail robot is stuck on host01';
  assert.equal(decide(text, inventory).ask, true);
  const own = buildVocabulary({ words: { mail: [], ignore: ['Mail robot'] } });
  assert.equal(decide(text, inventory, own).ask, false);
  assert.equal(decide('mail is stuck on host01', inventory, own).ask, true);
});

const refusal = (words: string): string => {
  try {
    parseConfiguration(
      'x.yaml',
      `hosts:\n  host01: { address: 10.1.2.3, aliases: [pay] }\nquestions:\n  words:\n${words}`,
    );
  } catch (error) {
    assert.ok(error instanceof ConfigurationError);
    return error.message;
  }
  return '';
};

test('own words are checked at the start, with their line', () => {
  assert.equal(refusal('    mail: [invoices, "payment reminders"]\n    ignore: [mail room]\n'), '');
  assert.match(
    refusal('    mail: [invoices]\n    ignore:\n      - ok then\n      - Invoices\n'),
    /x\.yaml:8:.*"Invoices" is in questions\.words\.mail too/u,
  );
  assert.match(refusal('    mail:\n      - PAY\n'), /x\.yaml:6:.*"PAY" is an alias of host01 already/u);
  assert.match(refusal('    mail: [a]\n'), /x\.yaml:5:.*one to five words/u);
  assert.match(refusal('    mail: ["a|b*"]\n'), /one to five words/u);
  assert.match(refusal('    mails: [invoices]\n'), /unknown key "mails".*did you mean "mail"/u);
});
