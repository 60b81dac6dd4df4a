import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { matchesHosts, writeHostName } from '../../src/adapters/ssh/host-patterns.ts';
import { parseKnownHosts } from '../../src/adapters/ssh/known-hosts.ts';
import { findKnownKeys, judgeKey } from '../../src/adapters/ssh/known-keys.ts';
import { makeFolder } from './bench.ts';
import { makeHost } from './host.ts';
import { ecdsa, ed25519, otherEd25519, rsa } from './keys.ts';

const key = ed25519.line;
const keygen = spawnSync('ssh-keygen', ['-?']).error ? 'ssh-keygen is not installed' : false;

/** Host column, name, port, whether the line is about that name. */
const cases: ReadonlyArray<readonly [hosts: string, name: string, port: number, matches: boolean]> = [
  ['host01', 'host01', 22, true],
  ['host01', 'HOST01', 22, true],
  ['HOST01', 'host01', 22, true],
  ['host01', 'host011', 22, false],
  ['host01', 'xhost01', 22, false],
  ['host01,10.1.2.3', '10.1.2.3', 22, true],
  ['host01,10.1.2.3', '10.1.2.33', 22, false],
  ['[host01]:2222', 'host01', 2222, true],
  ['[host01]:2222', 'host01', 22, false],
  ['[host01]:2222', 'host01', 2223, false],
  ['[host01]:2222,[10.1.2.3]:2222', '10.1.2.3', 2222, true],
  ['*.example.com', 'a.example.com', 22, true],
  ['*.example.com', 'a.b.example.com', 22, true],
  ['*.example.com', 'example.com', 22, false],
  ['*.example.com', 'axexample.com', 22, false],
  ['host0?', 'host01', 22, true],
  ['host0?', 'host0', 22, false],
  ['host0?', 'host012', 22, false],
  ['*.example.com,!secret.example.com', 'a.example.com', 22, true],
  ['*.example.com,!secret.example.com', 'secret.example.com', 22, false],
  ['!secret.example.com,*.example.com', 'secret.example.com', 22, false],
  ['!secret.example.com', 'a.example.com', 22, false],
  ['[*.example.com]:2222', 'a.example.com', 2222, true],
  ['*', 'anything', 22, true],
  ['*', 'anything', 2222, true],
  ['10.1.2.*', '10.1.2.3', 22, true],
  ['fe80::1', 'fe80::1', 22, true],
  ['[fe80::1]:2222', 'fe80::1', 2222, true],
  ['a.b', 'axb', 22, false],
  ['host(01)+', 'host(01)+', 22, true],
];

test('host columns: names, lists, ports, patterns, negation', () => {
  const wrong = cases.filter(
    ([hosts, name, port, matches]) => matchesHosts(hosts, writeHostName(name, port)) !== matches,
  );
  assert.deepEqual(wrong, []);
});

test('OpenSSH reads the same host columns the same way', { skip: keygen }, (t) => {
  const file = join(makeFolder(t), 'known_hosts');
  const wrong = cases.filter(([hosts, name, port, matches]) => {
    writeFileSync(file, `${hosts} ${key}\n`);
    const { stdout } = spawnSync('ssh-keygen', [
      '-F',
      port === 22 ? name.toLowerCase() : `[${name.toLowerCase()}]:${port}`,
      '-f',
      file,
    ]);
    return stdout.toString().includes('found') !== matches;
  });
  assert.deepEqual(wrong, []);
});

test('hashed names, with and without port, as ssh-keygen -H writes them', { skip: keygen }, (t) => {
  const file = join(makeFolder(t), 'known_hosts');
  writeFileSync(file, `host01 ${key}\n[host02]:2222 ${rsa.line}\n10.1.2.3,host03 ${ecdsa.line}\n`);
  assert.equal(spawnSync('ssh-keygen', ['-H', '-f', file]).status, 0);
  const { entries, problems } = parseKnownHosts(spawnSync('cat', [file]).stdout.toString());
  assert.deepEqual(problems, []);
  assert.ok(entries.length >= 4 && entries.every((entry) => entry.hosts.startsWith('|1|')));
  const types = (name: string, port: number): string[] =>
    findKnownKeys(makeHost({ name, address: name, port }), entries).accepted.map((entry) => entry.type);
  assert.deepEqual(types('host01', 22), ['ssh-ed25519']);
  assert.deepEqual(types('HOST01', 22), ['ssh-ed25519']);
  assert.deepEqual(types('host02', 2222), ['ssh-rsa']);
  assert.deepEqual(types('host02', 22), []);
  assert.deepEqual(types('host03', 22), [ecdsa.type]);
  assert.deepEqual(types('10.1.2.3', 22), [ecdsa.type]);
});

test('markers, comments, blank lines, trailing comments, tabs and Windows line ends', () => {
  const text = [
    '# a comment',
    '',
    `   # another`,
    `host01 ${key} user@somewhere and more`,
    `host02\t${key.replace(' ', '\t')}\r`,
    `@revoked host03 ${key}`,
    `@cert-authority *.example.com ${key}`,
  ].join('\n');
  const { entries, problems } = parseKnownHosts(text);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    entries.map((entry) => [entry.marker, entry.hosts, entry.type]),
    [
      ['none', 'host01', 'ssh-ed25519'],
      ['none', 'host02', 'ssh-ed25519'],
      ['revoked', 'host03', 'ssh-ed25519'],
      ['cert-authority', '*.example.com', 'ssh-ed25519'],
    ],
  );
});

test('broken lines are reported one by one and the others still count', () => {
  const text = [
    'host01',
    'host01 ssh-ed25519',
    'host01 ssh-ed25519 not*base64',
    `host01 ssh-rsa ${key.split(' ')[1]}`,
    `host01 ssh-ed25519 ${key.split(' ')[1]?.slice(0, 12)}`,
    `@nonsense host01 ${key}`,
    'host01 1024 35 1234567890',
    `|1|onlysalt ${key}`,
    `|2|a|b ${key}`,
    `host09 ${key}`,
  ].join('\n');
  const { entries, problems } = parseKnownHosts(text);
  assert.deepEqual(
    entries.map((entry) => entry.hosts),
    ['host09'],
  );
  assert.deepEqual(
    problems.map((problem) => problem.line),
    [1, 2, 3, 4, 5, 6, 7, 8, 9],
  );
  assert.match(problems[6]?.problem ?? '', /protocol 1/);
});

test('no line ever makes the parser throw', () => {
  for (let cut = 0; cut < key.length + 10; cut += 1) parseKnownHosts(`host01 ${key}`.slice(0, cut));
  for (const odd of ['@', '|', '|1|', '|1||', '\0', '@revoked', ' , ssh-rsa AAAA', 'h t AAAAAA=='])
    parseKnownHosts(odd);
});

test('verdicts', () => {
  const judge = (text: string, host = makeHost({ port: 22, address: '10.1.2.3' }), shown = ed25519.wire) =>
    judgeKey(findKnownKeys(host, parseKnownHosts(text).entries), shown);
  assert.equal(judge(`10.1.2.3 ${key}`), 'known');
  assert.equal(judge(`10.1.2.3 ${otherEd25519.line}\n10.1.2.3 ${key}`), 'known');
  assert.equal(judge(`10.1.2.3 ${rsa.line}`), 'changed');
  assert.equal(judge(`10.1.2.4 ${key}`), 'unknown');
  assert.equal(judge(`@cert-authority 10.1.2.3 ${key}`), 'unknown');
  assert.equal(judge(`@revoked 10.1.2.3 ${key}`), 'revoked');
  assert.equal(judge(`@revoked host01 ${key}\n10.1.2.3 ${key}`), 'revoked');
  assert.equal(judge(`@revoked 10.1.2.3 ${otherEd25519.line}\n10.1.2.3 ${key}`), 'known');
  assert.equal(judge(''), 'unknown');
});
