import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ConfigurationError } from '../../src/adapters/hosts/configuration-error.ts';
import { loadConfiguration, parseConfiguration } from '../../src/adapters/hosts/load-configuration.ts';

const full = `
ssh:
  knownHosts: ~/.ssh/known_hosts
  user: mailops
  identityFile: ~/.ssh/id_ed25519
hosts:
  bastion01:
  host01:
    address: 10.1.2.3
    port: 2222
    user: payroll
    become: sudo
    jump: Bastion01
    aliases: [payroll]
    groups: [erp]
    relay: { host: smtp.example.com, port: 587 }
    tryLogin: false
    legacyAlgorithms: true
slack:
  incidentChannel: C0123456789
  questionChannels: [C0123456789]
access:
  channels: [C0123456789]
  users: [U0123456789]
  userGroups: [S0123456789]
maskAddresses: false
`;

test('every field arrives, with defaults applied and ~ expanded', () => {
  const { inventory, ssh, slack, access, maskAddresses } = parseConfiguration('/etc/stuckmail.yaml', full);
  assert.deepEqual(inventory.find('host01'), {
    name: 'host01',
    address: '10.1.2.3',
    port: 2222,
    user: 'payroll',
    become: 'sudo',
    identityFile: join(homedir(), '.ssh/id_ed25519'),
    jump: 'bastion01',
    aliases: ['payroll'],
    groups: ['erp'],
    relay: { host: 'smtp.example.com', port: 587 },
    tryLogin: false,
    legacyAlgorithms: true,
  });
  assert.deepEqual(inventory.find('BASTION01'), {
    name: 'bastion01',
    address: 'bastion01',
    port: 22,
    user: 'mailops',
    become: 'none',
    identityFile: join(homedir(), '.ssh/id_ed25519'),
    aliases: [],
    groups: [],
    tryLogin: true,
    legacyAlgorithms: false,
  });
  assert.deepEqual(ssh.knownHosts, [join(homedir(), '.ssh/known_hosts')]);
  assert.deepEqual(slack, { incidentChannel: 'C0123456789', questionChannels: ['C0123456789'] });
  assert.deepEqual(access, { channels: ['C0123456789'], users: ['U0123456789'], userGroups: ['S0123456789'] });
  assert.equal(maskAddresses, false);
});

test('a bare host is enough; paths are relative to the file', () => {
  const file = 'ssh: { knownHosts: [keys/known_hosts, /etc/ssh/known_hosts] }\nhosts:\n  host01:\n';
  const { inventory, ssh, slack, access, maskAddresses } = parseConfiguration('/etc/mail/stuckmail.yaml', file);
  assert.equal(inventory.hosts[0]?.user, userInfo().username);
  assert.deepEqual(ssh.knownHosts, ['/etc/mail/keys/known_hosts', '/etc/ssh/known_hosts']);
  assert.deepEqual([slack, access, maskAddresses], [{ questionChannels: [] }, {}, true]);
});

test('hosts are found by name, alias and address; a shared address finds none', () => {
  const { inventory } = parseConfiguration(
    'x',
    'hosts: { a: { address: 10.0.0.1, aliases: [pay], groups: [erp] }, b: { address: 10.0.0.2, groups: [ERP] }, c: { address: 10.0.0.2 } }',
  );
  assert.deepEqual(
    ['A', 'Pay', '10.0.0.1', '10.0.0.2', 'nobody', '__proto__'].map((word) => inventory.find(word)?.name),
    ['a', 'a', 'a', undefined, undefined, undefined],
  );
  assert.deepEqual(
    [...inventory.groups].map(([name, hosts]) => [name, hosts.map((host) => host.name)]),
    [['erp', ['a', 'b']]],
  );
});

/** Wrong file, and the messages it must give, each at its line and column. */
const wrong: readonly (readonly [name: string, text: string, ...messages: string[]])[] = [
  ['empty file', '', '1:1: the file is empty; expected at least a map "hosts" with one host'],
  ['only a comment', '# hosts\n', '1:1: the file is empty; expected at least a map "hosts" with one host'],
  ['not a map', '- host01\n', '1:1: the file is a list; expected a map with the keys hosts, ssh'],
  ['no hosts', 'ssh:\n  user: a\n', '1:1: hosts is missing; expected a map of hosts'],
  ['no host', 'hosts: {}\n', '1:8: hosts has no entry; expected at least one host'],
  ['misspelt key', 'hosts:\n  h:\n    adress: x\n', '3:5: unknown key "adress" in hosts.h; did you mean "address"?'],
  ['misspelt key at the top', 'host:\n  h:\nhosts:\n  h:\n', '1:1: unknown key "host"; did you mean "hosts"?'],
  ['foreign key', 'hosts:\n  h:\n    zzzzz: 1\n', '3:5: unknown key "zzzzz" in hosts.h; expected one of address, port'],
  [
    'key below ssh',
    'ssh:\n  knownhosts: x\nhosts: { h: }\n',
    '2:3: unknown key "knownhosts" in ssh; did you mean "knownHosts"?',
  ],
  [
    'port as text',
    'hosts:\n  h:\n    port: ssh\n',
    '3:11: hosts.h.port is "ssh"; expected a port number from 1 to 65535',
  ],
  ['port 0', 'hosts: { h: { port: 0 } }', '1:21: hosts.h.port is 0; expected a port number from 1 to 65535'],
  ['port 70000', 'hosts: { h: { port: 70000 } }', '1:21: hosts.h.port is 70000; expected a port number'],
  ['port 2.5', 'hosts: { h: { port: 2.5 } }', '1:21: hosts.h.port is 2.5; expected a port number'],
  [
    'shell in address',
    'hosts: { h: { address: "a;reboot" } }',
    '1:24: hosts.h.address is "a;reboot"; expected a host name',
  ],
  [
    'option as address',
    'hosts: { h: { address: "-oProxyCommand=x" } }',
    '1:24: hosts.h.address is "-oProxyCommand=x"; expected a host',
  ],
  [
    'address with port',
    'hosts: { h: { address: "a:22" } }',
    '1:24: hosts.h.address is "a:22"; expected a host name or an IP',
  ],
  [
    'IP with a hole',
    'hosts: { h: { address: 10.1.2 } }',
    '1:24: hosts.h.address is "10.1.2"; expected a host name or an IP',
  ],
  [
    'number as address',
    'hosts: { h: { address: 10.1 } }',
    '1:24: hosts.h.address is 10.1; expected a host name or an IP',
  ],
  [
    'shell in relay',
    'hosts: { h: { relay: { host: "$(id)" } } }',
    '1:30: hosts.h.relay.host is "$(id)"; expected a host name',
  ],
  [
    'relay without host',
    'hosts: { h: { relay: { port: 25 } } }',
    '1:22: hosts.h.relay.host is missing; expected a host name',
  ],
  ['shell in user', 'hosts: { h: { user: "a b" } }', '1:21: hosts.h.user is "a b"; expected a login name'],
  ['shell in host name', 'hosts: { "a b": }', `1:10: "a b" can't be used as a name; expected a name of letters`],
  ['become root', 'hosts: { h: { become: su } }', '1:23: hosts.h.become is "su"; expected none or sudo'],
  ['alias no list', 'hosts: { h: { aliases: pay } }', '1:24: hosts.h.aliases is "pay"; expected a list of names'],
  ['bad alias', 'hosts: { h: { aliases: [ok, "a b"] } }', '1:29: hosts.h.aliases.1 is "a b"; expected a name'],
  [
    'tilde user',
    'hosts: { h: { identityFile: ~bob/key } }',
    '1:29: hosts.h.identityFile is "~bob/key"; expected a path',
  ],
  [
    'channel name',
    'hosts: { h: }\nslack: { incidentChannel: "#ops" }',
    '2:27: slack.incidentChannel is "#ops"; expected the id',
  ],
  ['user group', 'hosts: { h: }\naccess: { userGroups: [ops] }', '2:24: access.userGroups.0 is "ops"; expected the id'],
  [
    'alias of two',
    'hosts:\n  a: { aliases: [x] }\n  b: { aliases: [X] }',
    '3:18: "X" is an alias of a already; expected a name of its own',
  ],
  ['alias is a host', 'hosts:\n  a: { aliases: [b] }\n  b:\n', '2:18: "b" is the host b already; expected'],
  ['group is a host', 'hosts:\n  a: { groups: [b] }\n  b:\n', '2:17: "b" is the host b already; expected'],
  [
    'group is an alias',
    'hosts:\n  a: { groups: [x] }\n  b: { aliases: [x] }\n',
    '2:17: "x" is an alias of b already; expected',
  ],
  ['same host twice', 'hosts:\n  a:\n  a:\n', '3:3: "a" stands here a second time; expected each key once'],
  ['same host in capitals', 'hosts:\n  a:\n  A:\n', '3:3: "A" is the host a already; expected a name of its own'],
  [
    'a name that JavaScript keeps',
    'hosts:\n  __proto__:\n  b:\n',
    '2:3: "__proto__" can\'t be used as a name; expected',
  ],
  ['all', 'hosts:\n  All:\n', '2:3: "All" means every host; expected another name'],
  [
    'unknown jump',
    'hosts:\n  bastion:\n  h: { jump: bastoin }\n',
    '3:14: hosts.h.jump is "bastoin", which is no entry of hosts; expected the name of one (did you mean bastion?)',
  ],
  [
    'jump over itself',
    'hosts:\n  h: { jump: h }\n',
    '2:14: jump hosts go in a circle: h -> h; expected a way that ends',
  ],
  [
    'jump loop',
    'hosts:\n  a: { jump: b }\n  b: { jump: A }\n',
    '2:14: jump hosts go in a circle: a -> b -> a',
    '3:14: jump hosts go in a circle: b -> a -> b',
  ],
  ['name is no address', 'hosts:\n  10.1:\n', '2:3: "10.1" is no network name, and hosts.10.1.address is missing'],
  ['tab', 'hosts:\n\th:\n', '2:1: not valid YAML: Tabs are not allowed as indentation'],
  ['unclosed list', 'hosts:\n  h: { aliases: [a\n', 'not valid YAML:'],
  ['two documents', 'hosts: { h: }\n---\nhosts: { h: }\n', 'not valid YAML:'],
];

for (const [name, text, ...messages] of wrong) {
  test(`wrong file: ${name}`, () => {
    assert.throws(
      () => parseConfiguration('stuckmail.yaml', text),
      (error) => {
        assert.ok(error instanceof ConfigurationError);
        for (const message of messages) assert.ok(error.message.includes(message), error.message);
        for (const line of error.message.split('\n')) assert.match(line, /^stuckmail\.yaml:\d+:\d+: /);
        return true;
      },
    );
  });
}

test('all problems are told at once, in the order of the file', () => {
  assert.throws(
    () => parseConfiguration('f', 'ssh: { become: x }\nhosts:\n  h: { port: a, adress: b }\n'),
    (error) => error instanceof ConfigurationError && error.problems.map(({ line }) => line).join() === '1,3,3',
  );
});

test('files that cannot be read say so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stuckmail-hosts-'));
  try {
    writeFileSync(join(folder, 'latin1.yaml'), Buffer.from([0x68, 0xe4, 0x3a]));
    await assert.rejects(loadConfiguration(join(folder, 'none.yaml')), /none\.yaml:1:1: there is no such file/);
    await assert.rejects(loadConfiguration(folder), /:1:1: this is a directory; expected a YAML file/);
    await assert.rejects(loadConfiguration('/dev/zero'), /:1:1: there is more than 16 MiB; expected a YAML file/);
    await assert.rejects(loadConfiguration(join(folder, 'latin1.yaml')), /:1:1: the file is not UTF-8 text/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('an escalation needs a time and somebody to call: one of them alone is refused with its line', () => {
  const text = (incidents: string): string => `hosts:\n  host01:\nincidents:\n  ${incidents}\n`;
  for (const [given, missing] of [
    ['escalateAfter: 15m', 'escalateTo'],
    ['escalateTo: S0123456789', 'escalateAfter'],
  ] as const)
    assert.throws(
      () => parseConfiguration('s.yaml', text(given)),
      (error) =>
        error instanceof ConfigurationError &&
        error.message.startsWith('s.yaml:4:') &&
        error.message.includes(`without ${missing} `),
    );
  const { incidents } = parseConfiguration('s.yaml', text('{ escalateAfter: 15m, escalateTo: S0123456789 }'));
  assert.deepEqual([incidents.escalateAfterSeconds, incidents.escalateTo], [900, 'S0123456789']);
});
