import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KnownHosts } from '../../src/domain/command/command.ts';
import { decide } from '../../src/domain/question/decide.ts';
import { inventory } from './inventory.ts';

const host = (name: string, more: Partial<KnownHosts['hosts'][number]> = {}): KnownHosts['hosts'][number] => ({
  name,
  address: name,
  aliases: [],
  groups: [],
  ...more,
});

const meant: readonly (readonly [text: string, hosts: readonly string[]])[] = [
  ['mail stuck on HOST02 and host01', ['host02', 'host01']],
  ['mail stuck on host01 and payroll', ['host01']],
  ['mail stuck on host01.corp.example.', ['host01']],
  ['mail stuck on db12', ['db12.corp.example']],
  ['mail stuck on db12.other.example', ['db12.corp.example']],
  ['mail stuck on host 01', ['host01']],
  ['mail stuck on Host-1', ['host01']],
  ['mail stuck on hsot02', ['host02']],
  ['mail stuck on (host01)', ['host01']],
  ['mail stuck on "host01"', ['host01']],
  ['mail stuck on ’host01’', ['host01']],
  ['mail stuck on <http://host02.corp.example/x|host02.corp.example>', ['host02']],
  ['mail stuck on http://host02.corp.example:8080/mail', ['host02']],
  ['mail stuck on 10.1.2.3', ['host03']],
  ['mail stuck on host01,host02;host03', ['host01', 'host02', 'host03']],
  ['mail stuck on sales-hosts', ['host03', 'aix-fra-07']],
  ['mail stuck on all hosts', inventory.hosts.map(({ name }) => name)],
  ['mail stuck on erp except host02', ['host01']],
  ['host01 is fine but mail on host02 is stuck', ['host02']],
  ['mail stuck on host99', []],
  ['mail stuck on myhost01', []],
  ['mail stuck on host0', []],
  ['mail from root@host01.corp.example is stuck', ['host01']],
];

for (const [text, hosts] of meant) {
  test(text, () => {
    const heard = decide(text, inventory);
    assert.deepEqual([heard.ask, heard.hosts], [true, hosts], heard.why);
  });
}

test('a short name that two hosts share names neither', () => {
  const two = { hosts: [host('app1.fra.example'), host('app1.ber.example')] };
  assert.deepEqual(decide('mail stuck on app1', two).hosts, []);
  assert.deepEqual(decide('mail stuck on app1.ber.example', two).hosts, ['app1.ber.example']);
});

test('a host named like an ordinary word is meant only after a preposition', () => {
  const odd = { hosts: [host('mail'), host('test', { groups: ['all-mail'] })] };
  assert.deepEqual(decide('why is mail stuck', odd), { ...decide('why is mail stuck', { hosts: [] }) });
  assert.deepEqual(decide('why is the queue stuck on mail', odd).hosts, ['mail']);
});

test('without an inventory, what looks like the name of a host is taken as typed', () => {
  assert.deepEqual(decide('why is mail stuck on Host01 and aix-fra-07?').hosts, ['Host01', 'aix-fra-07']);
  assert.deepEqual(decide('mail stuck on erp.corp.example').hosts, ['erp.corp.example']);
  assert.deepEqual(decide('mail stuck since 3am, smtp25, utf8, sha256, tls12').hosts, []);
});

test('a message that does not ask names no hosts', () => {
  assert.deepEqual(decide('mail is fine on host01', inventory).hosts, []);
});

test('the decision says what it rests on', () => {
  assert.equal(decide('warum hängen die Mails auf host01', inventory).why, '"Mails" with "hängen" (German)');
  assert.match(decide('mail works again', inventory).why, /^says it is over: "works again"/u);
});
