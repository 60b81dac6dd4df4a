import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demandedLetters } from '../../src/domain/error-table/demanded-letters.ts';
import { fixedPart } from '../../src/domain/error-table/fixed-part.ts';
import { errorTable, fillRow, findRow, recognise, rowOf } from '../../src/domain/error-table/index.ts';
import { stageIds } from '../../src/domain/stages/stage-id.ts';
import { fixtures } from './fixtures.ts';

test('codes are unique and of one form', () => {
  const codes = errorTable.map(({ code }) => code);
  assert.equal(new Set(codes).size, codes.length);
  for (const code of codes) assert.match(code, /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/);
});

test('every row says what it means, what to do, and where that is known from', () => {
  const places = new Set<string>([...stageIds, 'access']);
  /** Rows whose remedy is a word with somebody, not a command on the host. */
  const noCommand = new Set([
    'AUTH_DISABLED_535',
    'RELAY_ACCESS_DENIED',
    'RELAY_ACCOUNT_SUSPENDED',
    'RELAY_RECIPIENT_DISABLED',
    'RELAY_MAILBOX_FULL',
    'RELAY_CONTENT_REJECTED',
    'INBOUND_LOGIN_FAILED',
  ]);
  for (const row of errorTable) {
    assert.ok(places.has(row.stage), row.code);
    assert.ok(row.title.length > 0 && row.title.length <= 70, `${row.code}: title of ${row.title.length}`);
    assert.ok(row.meaning.length > 20 && row.action.length > 5 && row.source.length >= 3, row.code);
    assert.equal(row.commands.length > 0, !noCommand.has(row.code), `${row.code}: commands`);
    for (const command of row.commands) assert.ok(command.trim().length > 0 && !command.includes('\n'), row.code);
  }
});

test('temporary or permanent is said where mail is held up', () => {
  for (const row of errorTable)
    if (row.effect === 'permanent' && row.stage === 'relay') assert.match(row.meaning, /bounce/, row.code);
});

test('every row that has wordings has a sample, and every sample names a row', () => {
  const sampled = new Set(fixtures.map(({ code }) => code));
  const without = errorTable.filter((row) => row.wordings.length > 0 && !sampled.has(row.code)).map(({ code }) => code);
  assert.deepEqual(without, []);
  for (const { code, name } of fixtures) if (code !== null) assert.ok(findRow(code), `${name}: ${code}`);
});

test('patterns compile, hold fixed text, and cannot backtrack without end', () => {
  for (const row of errorTable)
    for (const { pattern } of row.wordings) {
      assert.ok(new RegExp(pattern, 'iu') instanceof RegExp);
      assert.ok(demandedLetters(pattern) >= 3, `${row.code}: ${pattern} matches too much`);
      // A repeated group with a repetition inside, or two open repetitions side by side, is what makes expressions explode.
      assert.doesNotMatch(pattern, /\([^()]*[*+][^()]*\)[*+]/, `${row.code}: ${pattern}`);
      assert.doesNotMatch(pattern, /(?<!\\)\.[*+]/, `${row.code}: ${pattern}: use .{0,N}`);
    }
});

test('a wording that demands more text wins over one that demands less', () => {
  assert.equal(
    recognise('535 5.7.139 Authentication unsuccessful, basic authentication is disabled.', 'smtp')?.row.code,
    'AUTH_DISABLED_535',
  );
  assert.equal(recognise('Deferred: Connection refused by [127.0.0.1]', 'maillog')?.row.code, 'SERVICE_LOCAL_REFUSED');
  assert.equal(recognise('Deferred: Connection refused by relay.example.com.', 'maillog')?.row.code, 'CONNECT_REFUSED');
});

test('fixed text is counted without optional parts and by the shortest alternative', () => {
  assert.equal(demandedLetters('abc'), 3);
  assert.equal(demandedLetters('ab(?:cdef|gh)'), 4);
  assert.equal(demandedLetters('ab(?:cd)?[a-z]{2,5}x'), 3);
  assert.equal(demandedLetters('a[.]b'), 3);
});

test('placeholders are filled, and unknown facts become words', () => {
  const filled = fillRow(rowOf('CONNECT_REFUSED'), { relay: 'relay.example.com', port: 2587 });
  assert.ok(filled.commands.includes('telnet relay.example.com 2587'));
  assert.ok(fillRow(rowOf('CONNECT_REFUSED')).commands.includes('telnet RELAY 587'));
});

test('defect: a command held shell words out of a pasted log', () => {
  const commands = (relay: string): string => fillRow(rowOf('CONNECT_REFUSED'), { relay }).commands[0] ?? '';
  for (const bad of ['$(reboot)', 'a;reboot', '`id`', '-x', 'a b', '|sh', 'a\nb', '', '[$(id)]'])
    assert.equal(commands(bad), 'telnet RELAY 587');
  assert.equal(commands('[192.0.2.25]'), 'telnet 192.0.2.25 587');
  assert.equal(commands('[IPv6:2001:db8::25]'), 'telnet 2001:db8::25 587');
});

test('an unknown code is a defect, an unknown text is none', () => {
  assert.throws(() => rowOf('NO_SUCH_ROW'), /no row NO_SUCH_ROW/);
  assert.equal(recognise('The weather is fine today', 'maillog'), undefined);
});

test('the fixed part of a pattern is in every match of it', () => {
  assert.equal(fixedPart('Name server: [^ ]+ host name look'), ' host name look');
  assert.equal(fixedPart('colou?r(?:ed)? b[.]c'), 'colo');
  assert.equal(fixedPart('one|two'), '');
  const patterns = errorTable.flatMap((row) =>
    row.wordings.map(({ pattern }) => [new RegExp(pattern, 'iu'), fixedPart(pattern)] as const),
  );
  const lines = fixtures.flatMap(({ text }) => text.split('\n')).filter((_, at) => at % 9 === 0);
  for (const line of lines)
    for (const [expression, part] of patterns)
      if (!line.toLowerCase().includes(part)) assert.doesNotMatch(line, expression);
});
