import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { readInventories } from '../../src/adapters/import/ansible/read-inventories.ts';
import type { Found } from '../../src/adapters/import/found-host.ts';
import { makeFiles, messageOf } from './folder.ts';

const read = async (t: TestContext, name: string, text: string, files: Record<string, string> = {}): Promise<Found> => {
  const folder = makeFiles(t, { [name]: text, ...files });
  return await readInventories([join(folder, name)]);
};

const settingsOf = (found: Found): Record<string, unknown> =>
  Object.fromEntries(found.hosts.map(({ name, settings }) => [name, settings]));

const whyOf = (found: Found, what: string): string | undefined =>
  found.leftOut.find((one) => one.what.includes(what))?.why;

test('ini: ranges, ports, comments, quotes, groups in groups', async (t) => {
  const found = await read(
    t,
    'hosts',
    [
      'single ansible_host=10.0.0.1 # no group',
      '; comment',
      '[web] # the web',
      'web[08:10].example.com:2222 ansible_user="web admin" ansible_ssh_private_key_file=~/.ssh/web',
      'db-[a:c:2] ansible_user=db#admin',
      '[web:vars]',
      'ansible_become = yes',
      'ansible_user=ignored',
      '[prod:children]',
      'web',
      '[all:vars]',
      "ansible_user='everybody'",
    ].join('\r\n'),
  );
  assert.deepEqual(settingsOf(found), {
    single: { address: '10.0.0.1', user: 'everybody' },
    ...Object.fromEntries(
      ['08', '09', '10'].map((number) => [
        `web${number}.example.com`,
        { port: 2222, user: 'web admin', identityFile: '~/.ssh/web', become: 'sudo', groups: ['prod', 'web'] },
      ]),
    ),
    'db-a': { user: 'db', become: 'sudo', groups: ['prod', 'web'] },
    'db-c': { user: 'db', become: 'sudo', groups: ['prod', 'web'] },
  });
});

test('yaml: the same, with tags of Ansible', async (t) => {
  const found = await read(
    t,
    'hosts.yml',
    [
      'all:',
      '  vars: &defaults { ansible_user: everybody }',
      '  hosts:',
      '    single: { ansible_host: 10.0.0.1, ansible_port: 2200 }',
      '    secret: { ansible_host: !vault "$ANSIBLE_VAULT;1.1;AES256 31" }',
      '  children:',
      '    prod:',
      '      children:',
      '        web:',
      '          vars: { ansible_become: yes, ansible_become_method: su }',
      '          hosts:',
      '            web[1:2]:',
      '            plain: { <<: *defaults, ansible_ssh_private_key_file: !unsafe "/keys/{{ a" }',
      '    empty:',
    ].join('\n'),
  );
  assert.deepEqual(settingsOf(found), {
    single: { address: '10.0.0.1', port: 2200, user: 'everybody' },
    web1: { user: 'everybody', groups: ['prod', 'web'] },
    web2: { user: 'everybody', groups: ['prod', 'web'] },
    plain: { user: 'everybody', groups: ['prod', 'web'] },
  });
  assert.match(whyOf(found, 'secret: ansible_host') ?? '', /vault/);
  assert.match(whyOf(found, 'web1: ansible_become') ?? '', /the method is su/);
  assert.match(whyOf(found, 'plain: ansible_ssh_private_key_file') ?? '', /template/);
});

test('variables beside the inventory; vault files are said and passed over', async (t) => {
  const found = await read(t, 'inventory', '[web]\nweb1 ansible_user=line\nweb2\n[dbs]\ndb1\n', {
    'group_vars/all.yml': 'ansible_user: all_file\nansible_port: 2200\n',
    'group_vars/web/main.yml': 'ansible_user: web_file\n',
    'group_vars/web/vault.yml': '$ANSIBLE_VAULT;1.1;AES256\n3132\n',
    'host_vars/web2': '{ "ansible_host": "10.0.0.2", "ansible_become_password": "hunter2" }',
    'host_vars/web1.yaml': 'ansible_user: host_file\n',
  });
  assert.deepEqual(settingsOf(found), {
    web1: { port: 2200, user: 'host_file', groups: ['web'] },
    web2: { address: '10.0.0.2', port: 2200, user: 'web_file', groups: ['web'] },
    db1: { port: 2200, user: 'all_file', groups: ['dbs'] },
  });
  assert.ok(found.leftOut.some(({ place, why }) => place.file.endsWith('web/vault.yml') && /vault/.test(why)));
  assert.match(whyOf(found, 'ansible_become_password') ?? '', /never copied/);
});

test('jump hosts in the arguments of ssh', async (t) => {
  const found = await read(
    t,
    'hosts',
    [
      'bastion ansible_host=10.0.0.1 ansible_user=jumper',
      'a ansible_ssh_common_args="-o StrictHostKeyChecking=no -o ProxyJump=jumper@10.0.0.1"',
      'b ansible_ssh_extra_args="-J bastion"',
      "c ansible_ssh_common_args='-oProxyJump=root@edge:2200,bastion'",
      `d ansible_ssh_common_args='-o ProxyCommand="ssh -W %h:%p bastion"'`,
    ].join('\n'),
  );
  assert.deepEqual(settingsOf(found), {
    edge: { address: 'edge', user: 'root', port: 2200 },
    'bastion-jump': { address: '10.0.0.1', jump: 'edge' },
    bastion: { address: '10.0.0.1', user: 'jumper' },
    a: { jump: 'bastion' },
    b: { jump: 'bastion' },
    c: { jump: 'bastion-jump' },
    d: {},
  });
  assert.match(whyOf(found, 'd: ProxyCommand') ?? '', /not run/);
});

test('hosts that are not reached by ssh are left out; no password is kept', async (t) => {
  const found = await read(
    t,
    'hosts',
    [
      'here ansible_connection=local',
      'win ansible_connection=winrm ansible_password=hunter2',
      'tpl ansible_host={{ lookup("env","X") }}x',
      'ok ansible_connection=ansible.builtin.ssh ansible_ssh_pass=hunter2 ansible_become_pass=hunter2 ansible_user={{u}}',
    ]
      .join('\n')
      .replace('{{ lookup("env","X") }}', '{{x}}'),
  );
  assert.deepEqual(settingsOf(found), { ok: {} });
  assert.match(whyOf(found, 'win') ?? '', /winrm/);
  assert.match(whyOf(found, 'here') ?? '', /local/);
  assert.match(whyOf(found, 'ok: ansible_user') ?? '', /template/);
  assert.match(whyOf(found, 'ansible_ssh_pass') ?? '', /never copied/);
  assert.doesNotMatch(JSON.stringify(found), /hunter2/);
});

const refused: readonly (readonly [name: string, text: string, message: RegExp])[] = [
  ['hosts', '[web]\nweb01 port 22\n', /hosts:2:1: word 1 after "web01" is no assignment; expected key=value/],
  ['hosts', '[web\nx y=1\n]\n[a b]\n', /hosts:\d:1: /],
  ['hosts', '[web:hosts:vars]\n', /hosts:1:1: .*is no section; expected \[group\]/],
  ['hosts', '[web:varz]\n', /hosts:1:1: .*"varz" is unknown; expected \[web\]/],
  ['hosts', '[web:vars]\na=1\n', /hosts:1:1: \[web:vars\] is about a group that is declared nowhere/],
  ['hosts', '[prod:children]\nweb\n', /hosts:2:1: \[prod:children\] names "web", which is declared nowhere/],
  ['hosts', '[a:children]\nb\n[b:children]\na\n', /hosts:4:1: the group a is above b already/],
  ['hosts', '[a:vars]\nnonsense\n[a]\n', /hosts:2:1: a line without "=" in \[a:vars\]; expected key=value/],
  ['hosts', '\nweb01 x="unclosed\n', /hosts:2:1: a quote \("\) is opened and not closed/],
  ['hosts', 'web[01:100]\n', /hosts:1:1: "web\[01:100\]": begin and end of the range differ in length/],
  ['hosts', 'web[5:1]\n', /hosts:1:1: .*ends before it begins/],
  ['hosts', 'web[1:]\n', /hosts:1:1: .*no end/],
  ['hosts', 'web[1:9999999999]\n', /hosts:1:1: .*more than 5000 hosts/],
  ['hosts', 'a[1:4000]\nb[1:4000]\n', /hosts:2:1: more than 5000 hosts/],
  ['hosts', 'a\nweb:\n', /hosts:2:1: "web:" ends with a colon/],
  ['hosts', '#!/bin/sh\ntouch ran\n', /hosts:1:1: this is a script, and inventory scripts are not run/],
  ['hosts', '$ANSIBLE_VAULT;1.1;AES256\n31\n', /hosts:1:1: this file is in a vault/],
  ['a.toml', '[web]\n', /a.toml:1:1: TOML inventories are not read/],
  ['a.yml', '# x\nplugin: aws_ec2\nregions: [eu]\n', /a.yml:2:1: .*plugin aws_ec2, and plugins are not run/],
  ['a.json', '{"_meta": {"hostvars": {}}}', /a.json:1:1: this is the output of an inventory script/],
  ['a.yml', 'all:\n  hosts:\n    - web1\n', /a.yml:3:1: hosts of the group all is a list; expected a map/],
  ['a.yml', 'all:\n  hosts:\n    web1: 10.0.0.1\n', /a.yml:3:1: the host web1 is a text; expected a map/],
  ['a.yml', 'all:\n  hosts: {a: {b: c}\n', /a.yml:\d:1: not valid YAML/],
  ['a.yml', '- web1\n', /a.yml:1:1: the file is a list; expected groups/],
  ['a.yml', '', /a.yml:1:1: the file is empty; expected groups/],
];

for (const [name, text, message] of refused) {
  test(`refused: ${JSON.stringify(text.slice(0, 60))}`, async (t) =>
    assert.match(await messageOf(read(t, name, text)), message));
}

const planted: readonly (readonly [name: string, text: string])[] = [
  ['hosts', 'web1 ansible_password = hunter2\n'],
  ['hosts', 'web1 ansible_password= hunter2\n'],
  ['hosts', 'web1 ansible_password="hunter2\n'],
  ['hosts', '[a]\n[a:vars]\nansible_password: hunter2\n'],
  ['a.yml', 'all:\n  hosts:\n    web1:\n    ansible_password: hunter2\n'],
  ['a.yml', 'all:\n  hosts:\n    web1:\n      ansible_password: *hunter2\n'],
  ['a.yml', 'all:\n  hosts:\n    web1:\n      ansible_password: "hunter2\n'],
  ['a.yml', 'all:\n  hosts:\n    web1:\n      ansible_password: |hunter2\n'],
  ['a.yml', 'all:\n  hosts:\n    web1:\n      ansible_password: [x]hunter2\n'],
  ['a.yml', 'all:\n  hosts:\n    web1:\n      ansible_password: @hunter2\n'],
  ['a.yml', 'ansible_password: hunter2\n'],
];

for (const [name, text] of planted) {
  test(`no password in the message: ${JSON.stringify(text)}`, async (t) => {
    const message = await messageOf(read(t, name, text));
    assert.doesNotMatch(message, /hunter2/);
    assert.match(message, new RegExp(`${name}:\\d+:1: \\S`));
  });
}
