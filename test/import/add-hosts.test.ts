import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { addHostsToText } from '../../src/adapters/import/add-hosts.ts';
import type { FoundHost } from '../../src/adapters/import/found-host.ts';

const place = { file: 'x', line: 1 };
const host = (name: string, settings: FoundHost['settings'] = {}): FoundHost => ({ name, place, settings });

const added = [
  host('new1', {
    address: '10.0.0.1',
    port: 2222,
    user: 'yes',
    identityFile: '~/k: #1',
    jump: 'gate',
    groups: ['erp'],
    aliases: [],
  }),
  host('0123'),
  host('1e3', { become: 'sudo' }),
];
const goal = {
  new1: { address: '10.0.0.1', port: 2222, user: 'yes', identityFile: '~/k: #1', jump: 'gate', groups: ['erp'] },
  '0123': null,
  '1e3': { become: 'sudo' },
};

/** Files people write, cut where the new lines belong; the second part may be empty. */
const usual: readonly (readonly [before: string, after: string])[] = [
  ['hosts:\n  a:', '\n'],
  ['hosts:\n  a:', ''],
  ['# top\nhosts:\n    # first\n    a:   { port: 22 }   # odd', '\n\n# the end\nslack: {}\n'],
  [
    'ssh: {user: x}\nhosts:\n  a:\n    address: "10.1.2.3"\n    groups:\n      - erp   # said',
    '\n  # nothing after\nmaskAddresses: true\n',
  ],
  ['hosts:\r\n  a:\r\n    port: 22', '\r\nslack:\r\n'],
  ['hosts:\n  a:\n    identityFile: >-\n      ~/k\n      x', '\n\nslack:\n'],
  ['hosts:\n "a b":\n  port: 22', '\n'],
  ['hosts: &h\n  a: &a { port: 22 }\n  b: *a', '\nslack:\n'],
];

for (const [before, after] of usual) {
  test(`every other byte stays: ${JSON.stringify(before.slice(0, 50))}`, () => {
    const text = addHostsToText(before + after, added);
    assert.ok(text.startsWith(before), text);
    assert.ok(text.endsWith(after), text);
    const value = parse(text) as { hosts: Record<string, unknown> };
    const old = parse(before + after) as { hosts: Record<string, unknown> };
    assert.deepEqual(value, { ...old, hosts: { ...old.hosts, ...goal } });
    assert.equal(/(?<!\r)\n/.test(text) && text.includes('\r\n'), false, 'one kind of line end');
  });
}

for (const text of [
  '',
  '\n',
  '# only a comment\n',
  'hosts:\n',
  'hosts: {}\n',
  'hosts: { a: { port: 22 } } # one line\nslack:\n',
  'ssh:\n  user: x\n',
  '{"hosts": {"a": null}}',
]) {
  test(`other files get them too: ${JSON.stringify(text)}`, () => {
    const result = addHostsToText(text, added);
    const old = (parse(text) ?? {}) as { hosts?: Record<string, unknown> | null };
    assert.deepEqual(parse(result), { ...old, hosts: { ...old.hosts, ...goal } });
    for (const comment of ['# only a comment', '# one line'])
      if (text.includes(comment)) assert.ok(result.includes(comment));
  });
}

test('made-up files of the usual form: the old text is there, around the new lines', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
  const entry = fc.constantFrom(
    '',
    ' { port: 22 }',
    '\n    port: 22',
    '\n    # inside\n    user: ann  # who',
    '\n\n    groups: [a,\n      b]',
    '   # later',
  );
  const file = fc
    .tuple(
      fc.uniqueArray(name, { minLength: 1, maxLength: 5 }),
      fc.array(entry, { minLength: 5, maxLength: 5 }),
      fc.constantFrom('', '\n', '\n# end\n', '\n\nslack: {}\n'),
    )
    .map(([names, entries, end]) => `hosts:\n${names.map((one, at) => `  ${one}x:${entries[at]}`).join('\n')}${end}`);
  fc.assert(
    fc.property(file, (text) => {
      const result = addHostsToText(text, [host('NEW', { port: 1 })]);
      assert.equal(result.replace('\n  NEW: { port: 1 }', ''), text);
    }),
  );
});
