import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Found } from '../../src/adapters/import/found-host.ts';
import { readSshConfig } from '../../src/adapters/import/ssh/read-ssh-config.ts';
import { makeFiles, messageOf } from './folder.ts';

const reader = (home: string) => ({ home, user: 'me' });

const read = async (t: TestContext, text: string, files: Record<string, string> = {}): Promise<Found> => {
  const folder = makeFiles(t, { config: text, ...files });
  return await readSshConfig(join(folder, 'config'), reader(folder));
};

const settingsOf = (found: Found): Record<string, unknown> =>
  Object.fromEntries(found.hosts.map(({ name, settings }) => [name, settings]));

const whyOf = (found: Found, what: string): string | undefined =>
  found.leftOut.find((one) => one.what.includes(what))?.why;

test('the first value wins; patterns give settings and are no hosts', async (t) => {
  const found = await read(
    t,
    [
      'Host app01',
      '  HostName 10.1.2.3',
      '  User = first',
      'Host *.example.com !old.example.com',
      '  User corp',
      'HOST=db.example.com old.example.com',
      '\tport\t"2222"',
      'Host *',
      '  User last',
      "  IdentityFile '~/.ssh/all keys'",
    ].join('\r\n'),
  );
  assert.deepEqual(settingsOf(found), {
    app01: { address: '10.1.2.3', user: 'first', identityFile: '~/.ssh/all keys' },
    'db.example.com': { port: 2222, user: 'corp', identityFile: '~/.ssh/all keys' },
    'old.example.com': { port: 2222, user: 'last', identityFile: '~/.ssh/all keys' },
  });
  assert.deepEqual(
    found.hosts.map(({ place }) => place.line),
    [1, 6, 6],
  );
});

test('names of one line: the same login is one host with aliases, %h makes hosts of their own', async (t) => {
  const found = await read(
    t,
    'Host app payroll\n HostName 10.1.2.3\nHost web1 web2\n HostName %h.example.com\nHost bare1 bare2\n',
  );
  assert.deepEqual(settingsOf(found), {
    app: { address: '10.1.2.3', aliases: ['payroll'] },
    web1: { address: 'web1.example.com' },
    web2: { address: 'web2.example.com' },
    bare1: {},
    bare2: {},
  });
});

test('jump hosts become entries; a chain is a chain of entries', async (t) => {
  const found = await read(
    t,
    [
      'Host host01',
      '  ProxyJump root@outer:2200,inner.example.com',
      'Host host02',
      '  ProxyJump bastion',
      'Host host03',
      '  ProxyJump none',
      'Host bastion',
      '  User jumper',
      'Host *.example.com',
      '  User corp',
      'Host *',
      '  ProxyJump bastion',
    ].join('\n'),
  );
  assert.deepEqual(settingsOf(found), {
    outer: { user: 'root', port: 2200, jump: 'bastion' },
    'inner.example.com': { user: 'corp', jump: 'outer' },
    host01: { jump: 'inner.example.com' },
    host02: { jump: 'bastion' },
    host03: {},
    bastion: { user: 'jumper', jump: 'bastion' },
  });
});

test('a jump host with another login than its Host line is an entry of its own', async (t) => {
  const found = await read(
    t,
    'Host bastion\n HostName 10.0.0.1\n User jumper\nHost a\n ProxyJump root@bastion\nHost b\n ProxyJump root@bastion\n',
  );
  assert.deepEqual(settingsOf(found), {
    'bastion-jump': { address: '10.0.0.1', user: 'root' },
    bastion: { address: '10.0.0.1', user: 'jumper' },
    a: { jump: 'bastion-jump' },
    b: { jump: 'bastion-jump' },
  });
});

test('commands are never run, and it is said', async (t) => {
  const folder = makeFiles(t, {});
  const ran = join(folder, 'ran');
  const found = await read(
    t,
    `Match exec "touch ${ran}"\n User evil\nHost a\n ProxyCommand touch ${ran}; nc %h %p\nMatch !exec "touch ${ran}"\n User evil\nHost a\n User good\n`,
  );
  assert.deepEqual(settingsOf(found), { a: { user: 'good' } });
  assert.match(whyOf(found, 'Match exec') ?? '', /not run/);
  assert.match(whyOf(found, 'a: ProxyCommand') ?? '', /not run/);
  assert.equal(existsSync(ran), false);
});

test('Match by names counts; what is not known does not', async (t) => {
  const found = await read(
    t,
    'Host a b\n HostName %h.example.com\nMatch host b.*\n User bee\nMatch originalhost A user me\n User ay\nMatch final\n Port 99\nMatch all\n Port 22\n',
  );
  assert.deepEqual(settingsOf(found), {
    a: { address: 'a.example.com', user: 'ay', port: 22 },
    b: { address: 'b.example.com', user: 'bee', port: 22 },
  });
  assert.match(whyOf(found, 'Match final') ?? '', /apply to no host/);
});

test('Include: beside ~/.ssh/config, with patterns, inside a Host block, and what is missing', async (t) => {
  const found = await read(
    t,
    'Include conf.d/*.conf\nHost a\n Include only-a\n Include nowhere/[ab]*\nHost b\n User bee\n',
    {
      '.ssh/conf.d/2.conf': 'Host two\n User second\nHost *\n Port 2\n',
      '.ssh/conf.d/1.conf': 'Host one\n User first\n',
      '.ssh/conf.d/.hidden.conf': 'Host hidden\n',
      '.ssh/only-a': 'User ay\nHost b\n User never\n',
    },
  );
  assert.deepEqual(settingsOf(found), {
    one: { user: 'first', port: 2 },
    two: { user: 'second', port: 2 },
    a: { user: 'ay', port: 2 },
    b: { user: 'bee', port: 2 },
  });
  assert.match(whyOf(found, 'nowhere') ?? '', /no such file/);
});

test('identity files: the first, with its signs filled in', async (t) => {
  const found = await read(
    t,
    'Host a\n HostName 10.1.2.3\n User u\n IdentityFile %d/.ssh/%r@%h\n IdentityFile ~/.ssh/two\nHost b\n IdentityFile keys/b\nHost c\n IdentityFile none\n',
  );
  assert.deepEqual(settingsOf(found), {
    a: { address: '10.1.2.3', user: 'u', identityFile: '~/.ssh/u@10.1.2.3' },
    b: {},
    c: {},
  });
  assert.match(whyOf(found, '~/.ssh/two') ?? '', /the first is taken/);
  assert.match(whyOf(found, 'keys/b') ?? '', /relative/);
});

const malformed: readonly (readonly [text: string, message: RegExp])[] = [
  ['Host a\n Port\n', /config:2:1: Port has no value/],
  ['Host a\n\n Port 70000\n', /config:3:1: port is "70000"; expected a number from 1 to 65535/],
  ['Host a\n HostName 1 2\n', /config:2:1: hostname has 2 values; expected one/],
  ['Host "a\n', /config:1:1: a quote is opened and not closed/],
  ['Host\n', /config:1:1: Host has no value/],
  ['Host a\n ProxyJump a:b:c\n', /config:2:1: ProxyJump is "a:b:c"; expected \[user@\]host\[:port\]/],
  ['Match host\n', /config:1:1: Match host has no value/],
  ['<?xml?>\n', /config:1:1: this is no line of ssh_config/],
  ['Host a\nInclude ~/config\n', /config:2:1: .*config includes itself/],
];

for (const [text, message] of malformed) {
  test(`refused: ${JSON.stringify(text)}`, async (t) => assert.match(await messageOf(read(t, text)), message));
}
