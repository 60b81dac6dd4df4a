import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Found, FoundHost, Settings } from '../../src/adapters/import/found-host.ts';
import { planImport } from '../../src/adapters/import/plan.ts';
import { readExistingHosts } from '../../src/adapters/import/read-existing-hosts.ts';

const host = (name: string, settings: Settings = {}, line = 1): FoundHost => ({
  name,
  place: { file: 'f', line },
  settings,
});
const found = (...hosts: FoundHost[]): Found => ({ hosts, leftOut: [] });
const stuckmail =
  'ssh: { user: mailops }\nhosts:\n  Host01: { address: 10.1.2.3, aliases: [payroll], groups: [erp] }\n  gate:\n';
const existing = { hosts: readExistingHosts('stuckmail.yaml', stuckmail), folder: '/etc/stuckmail' };
const none = { hosts: [], folder: '/' };
const whys = (plan: ReturnType<typeof planImport>): Record<string, string> =>
  Object.fromEntries(plan.leftOut.map(({ what, why }) => [what, why]));

test('a host that is there: the same, or its differences; what is not said is not compared', () => {
  const plan = planImport(
    found(
      host('host01', { address: '10.1.2.3', user: 'mailops', groups: ['ERP'], aliases: ['Payroll'] }),
      host('gate', { port: 2222, user: 'root', become: 'sudo', jump: 'host01', groups: ['erp'], identityFile: '/k' }),
    ),
    existing,
    'new',
  );
  assert.deepEqual(plan.add, []);
  assert.deepEqual(
    plan.same.map(({ name }) => name),
    ['host01'],
  );
  assert.deepEqual(plan.different[0]?.differences, [
    { setting: 'port', there: '22', here: '2222' },
    { setting: 'user', there: 'mailops', here: 'root' },
    { setting: 'identityFile', there: 'none', here: '/k' },
    { setting: 'become', there: 'none', here: 'sudo' },
    { setting: 'jump', there: 'none', here: 'Host01' },
    { setting: 'groups', there: 'none', here: 'erp too' },
  ]);
});

test('names, aliases and groups that mean something else already are left out', () => {
  const plan = planImport(
    found(
      host('payroll'),
      host('erp'),
      host('all'),
      host('new', {
        aliases: ['gate', 'fine', 'all', 'bad alias'],
        groups: ['fine', 'gate', 'bad group', 'ok', 'all'],
      }),
      host('bad name', { address: '10.0.0.1' }),
      host('-o', { address: '10.0.0.1' }),
      host('10.0.0.999'),
      host('odd', { address: 'a b' }),
    ),
    existing,
    undefined,
  );
  assert.deepEqual(
    plan.add.map(({ name, settings }) => [name, settings]),
    [['new', { aliases: ['fine'], groups: ['ok'] }]],
  );
  const why = whys(plan);
  assert.match(why['payroll'] ?? '', /an alias of this name/);
  assert.match(why['erp'] ?? '', /a group of this name/);
  assert.match(why['bad name'] ?? '', /no name that can be used/);
  assert.match(why['odd'] ?? '', /no host name or IP address/);
  assert.match(why['the group gate'] ?? '', /a host has this name/);
  assert.ok(why['new: the alias bad alias'] && why['10.0.0.999'] && why['all'] && why['-o']);
});

test('values that stuckmail.yaml can not hold are left out, the host stays', () => {
  const plan = planImport(
    found(host('a', { user: 'web admin', port: 22, identityFile: '~other/key' })),
    none,
    undefined,
  );
  assert.deepEqual(plan.add[0]?.settings, { port: 22, aliases: [], groups: [] });
  assert.equal(plan.leftOut.length, 2);
});

test('one name twice: the same is merged, another one is left out', () => {
  const plan = planImport(
    found(host('a', { port: 1, groups: ['x'] }), host('A', { port: 1, groups: ['y'] }, 7), host('a', { port: 2 }, 9)),
    none,
    undefined,
  );
  assert.deepEqual(
    plan.add.map(({ settings }) => settings),
    [{ port: 1, aliases: [], groups: ['x', 'y'] }],
  );
  assert.match(whys(plan)['a'] ?? '', /the same name is at f:1 with other settings/);
});

test('a host whose jump host is left out, or whose way is a circle, is left out', () => {
  const plan = planImport(
    found(
      host('a', { jump: 'B' }),
      host('b', { jump: 'c' }),
      host('c', { jump: 'a' }),
      host('d', { jump: 'bad name' }),
      host('bad name'),
      host('e', { jump: 'GATE' }),
      host('self', { jump: 'self' }),
    ),
    existing,
    undefined,
  );
  assert.deepEqual(
    plan.add.map(({ name, settings }) => [name, settings.jump]),
    [
      ['e', 'gate'],
      ['self', undefined],
    ],
  );
});

test('the group of the option: new hosts, without those that are only jumped over', () => {
  const plan = planImport(found(host('a', { groups: ['web'] }), { ...host('hop'), onlyJump: true }), none, 'erp');
  assert.deepEqual(
    plan.add.map(({ settings }) => settings.groups),
    [['web', 'erp'], []],
  );
  const clash = planImport(found(host('a'), host('ERP')), none, 'erp');
  assert.deepEqual(
    clash.add.map(({ settings }) => settings.groups),
    [[], []],
  );
  assert.equal(clash.leftOut.length, 1);
});
