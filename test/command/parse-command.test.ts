import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { KnownHosts } from '../../src/domain/command/command.ts';
import { commandTable } from '../../src/domain/command/command-table.ts';
import { parseCommand } from '../../src/domain/command/parse-command.ts';

const known: KnownHosts = {
  hosts: [
    { name: 'host01', address: '10.1.2.3', aliases: ['payroll'], groups: ['erp'] },
    { name: 'host02', address: 'host02', aliases: [], groups: ['erp'] },
    { name: 'db.example.com', address: '10.1.2.4', aliases: [], groups: [] },
  ],
};
const parse = (text: string) => parseCommand(text, known);
const host = (name: string) => ({ kind: 'host', name });
const group = (name: string) => ({ kind: 'group', name });
const all = { kind: 'all', name: 'all' };

const readings: readonly [string, unknown][] = [
  ['diagnose host01', { kind: 'diagnose', hosts: ['host01'], scope: 'host01' }],
  ['DIAGNOSE Host01', { kind: 'diagnose', hosts: ['host01'], scope: 'host01' }],
  ['check host01?', { kind: 'diagnose', hosts: ['host01'], scope: 'host01' }],
  ['status payroll', { kind: 'status', hosts: ['host01'], scope: 'host01' }],
  ['status', { kind: 'status', hosts: ['host01', 'host02', 'db.example.com'], scope: 'all hosts' }],
  ['history host01', { kind: 'history', host: 'host01' }],
  ['watch host01', { kind: 'watch', targets: [host('host01')], everySeconds: undefined, channel: undefined }],
  ['watch ERP every 5 minutes', { kind: 'watch', targets: [group('erp')], everySeconds: 300, channel: undefined }],
  ['watch all every hour', { kind: 'watch', targets: [all], everySeconds: 3600, channel: undefined }],
  [
    'watch host01 and host02 every 10m in <#C0123456789|mail-ops>',
    { kind: 'watch', targets: [host('host01'), host('host02')], everySeconds: 600, channel: 'C0123456789' },
  ],
  [
    'watch host01 in C0123456789',
    { kind: 'watch', targets: [host('host01')], everySeconds: undefined, channel: 'C0123456789' },
  ],
  [
    'watch host01 in <#C0123456789> every 1h',
    { kind: 'watch', targets: [host('host01')], everySeconds: 3600, channel: 'C0123456789' },
  ],
  ['unwatch erp', { kind: 'unwatch', targets: [group('erp')] }],
  ['watches', { kind: 'watches' }],
  ['incidents', { kind: 'incidents' }],
  ['maintenance erp 2h', { kind: 'maintenance', targets: [group('erp')], seconds: 7200 }],
  ['maintenance erp for 1 day', { kind: 'maintenance', targets: [group('erp')], seconds: 86400 }],
  ['maintenance host01 half an hour', { kind: 'maintenance', targets: [host('host01')], seconds: 1800 }],
  ['maintenance host01 end', { kind: 'maintenance', targets: [host('host01')], seconds: 'end' }],
  ['host01', { kind: 'diagnose', hosts: ['host01'], scope: 'host01' }],
  ['/mail diagnose host01', { kind: 'diagnose', hosts: ['host01'], scope: 'host01' }],
  ['diagnose erp', { kind: 'diagnose', hosts: ['host01', 'host02'], scope: 'erp' }],
  ['diagnose all', { kind: 'diagnose', hosts: ['host01', 'host02', 'db.example.com'], scope: 'all hosts' }],
  [
    'diagnose host01, host02 and host01 please',
    { kind: 'diagnose', hosts: ['host01', 'host02'], scope: 'host01 and host02' },
  ],
  ['diagnose   host01\u00a0host02', { kind: 'diagnose', hosts: ['host01', 'host02'], scope: 'host01 and host02' }],
  ['diagnose `host01`', { kind: 'diagnose', hosts: ['host01'], scope: 'host01' }],
  ['diagnose “host01”.', { kind: 'diagnose', hosts: ['host01'], scope: 'host01' }],
  ['*diagnose* _host01_', { kind: 'diagnose', hosts: ['host01'], scope: 'host01' }],
  ['diagnose \u200bhost01\u200e', { kind: 'diagnose', hosts: ['host01'], scope: 'host01' }],
  [
    'diagnose <http://db.example.com|db.example.com>',
    { kind: 'diagnose', hosts: ['db.example.com'], scope: 'db.example.com' },
  ],
  [
    'diagnose &lt;http://db.example.com|db.example.com&gt;',
    { kind: 'diagnose', hosts: ['db.example.com'], scope: 'db.example.com' },
  ],
  ['diagnose\nhost01', { kind: 'diagnose', hosts: ['host01'], scope: 'host01' }],
  ['queue host01', { kind: 'queue', host: 'host01' }],
  ['mailq payroll', { kind: 'queue', host: 'host01' }],
  ['checklist host02', { kind: 'checklist', host: 'host02' }],
  ['explain 535 &lt;bad&gt; a &amp; b', { kind: 'explain', text: '535 <bad> a & b' }],
  ['explain ```550 relay denied```', { kind: 'explain', text: '550 relay denied' }],
  ['hosts', { kind: 'hosts' }],
  ['help', { kind: 'help' }],
  ['?', { kind: 'help' }],
  ['Hilfe!', { kind: 'help' }],
];

for (const [text, expected] of readings) {
  test(`reads ${JSON.stringify(text)}`, () => assert.deepEqual(parse(text), expected));
}

const refusals: readonly [string, string, string | undefined][] = [
  ['watch', 'host-missing', 'watch host01 every 5m'],
  ['watch host01 every', 'host-unknown', 'hosts'],
  ['watch host01 every fortnight', 'duration', 'watch host01 every 5m'],
  ['watch host01 every 5s', 'duration', 'watch host01 every 5m'],
  ['watch host01 every 2 days', 'duration', 'watch host01 every 5m'],
  ['watch host01 in #mail-ops', 'channel', 'watch host01 every 5m in #channel'],
  ['maintenance host01', 'duration', 'maintenance host01 2h'],
  ['maintenance erp 2 parsecs', 'duration', 'maintenance erp 2h'],
  ['maintenance 2h', 'host-unknown', 'hosts'],
  ['history erp', 'host-one-only', 'history host01'],
  ['', 'empty', 'diagnose host01'],
  ['   \u00a0 ', 'empty', 'diagnose host01'],
  ['diagnose', 'host-missing', 'diagnose host01'],
  ['diagnose hots01', 'host-unknown', 'diagnose host01'],
  ['diagnose hos', 'host-unknown', 'diagnose host01'],
  ['diagnose host01.example.com', 'host-unknown', 'diagnose host01'],
  ['diagnose zzzzzz', 'host-unknown', 'hosts'],
  ['diagnose 10.1.2.3', 'address', 'diagnose host01'],
  ['diagnose 192.0.2.77', 'address', 'hosts'],
  ['diagnose fe80::1', 'address', 'hosts'],
  ['diagnose host01;reboot', 'host-unknown', 'hosts'],
  ['diagnose $(reboot)', 'not-a-name', 'hosts'],
  ['diagnose host01|cat', 'not-a-name', 'hosts'],
  ['diagnose ../../etc/passwd', 'not-a-name', 'hosts'],
  ['diagnose -oProxyCommand=x', 'not-a-name', 'hosts'],
  ['diagnose <https://host01/x|https://host01/x>', 'not-a-name', 'diagnose host01'],
  ['diagnose <@U0ANN>', 'not-a-name', 'hosts'],
  ['queue host01 host02', 'host-one-only', 'queue host01'],
  ['diagnos host01', 'unknown-command', 'diagnose host01'],
  ['reboot host01', 'unknown-command', 'diagnose host01'],
  ['überprüfe bitte payroll', 'unknown-command', 'diagnose host01'],
  ['reboot all', 'unknown-command', 'help'],
  ['explain', 'text-missing', 'explain 535 5.7.8 Authentication credentials invalid'],
  [`diagnose ${'x'.repeat(2000)}`, 'too-long', 'help'],
];

for (const [text, code, firstTry] of refusals) {
  test(`refuses ${JSON.stringify(text.slice(0, 50))} as ${code}`, () => {
    const problem = parse(text);
    assert.equal(problem.kind, 'problem');
    assert.deepEqual('code' in problem && [problem.code, problem.tries[0]], [code, firstTry]);
    assert.ok('message' in problem && problem.message.length < 250);
  });
}

test('a whole fleet is one command', () => {
  const many = {
    hosts: Array.from({ length: 300 }, (_, index) => ({ name: `h${index}`, address: '', aliases: [], groups: [] })),
  };
  const command = parseCommand('diagnose all', many);
  assert.equal(command.kind === 'diagnose' && command.hosts.length, 300);
});

test('whatever is typed, a command names hosts of the inventory only, and nothing throws', () => {
  const names = new Set(known.hosts.map(({ name }) => name));
  const words = fc.oneof(
    fc.constantFrom('diagnose', 'queue', 'host01', 'all', 'erp', '<', '|', '&amp;', '`', ' '),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 8 }), (typed) => {
      const parsed = parse(typed.join(' '));
      if (parsed.kind === 'diagnose')
        assert.ok(parsed.hosts.length > 0 && parsed.hosts.every((host) => names.has(host)));
      if (parsed.kind === 'queue' || parsed.kind === 'checklist') assert.ok(names.has(parsed.host));
      if (parsed.kind === 'problem') assert.ok(parsed.message.length < 250 && parsed.tries.length > 0);
    }),
    { numRuns: 500 },
  );
});

test('every example of the table, and every synonym, is understood', () => {
  for (const row of commandTable) {
    assert.equal(parse(row.example).kind, row.name);
    const [, ...rest] = row.example.split(' ');
    for (const synonym of row.synonyms) assert.equal(parse([synonym, ...rest].join(' ')).kind, row.name, synonym);
  }
  const words = commandTable.flatMap(({ name, synonyms }) => [name, ...synonyms]);
  assert.equal(new Set(words).size, words.length);
});
