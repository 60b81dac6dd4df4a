import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { readInventories } from '../../src/adapters/import/ansible/read-inventories.ts';
import { makeFiles, messageOf } from './folder.ts';

const missing = spawnSync('ansible-inventory', ['--version']).error
  ? 'ansible-inventory is not installed (ansible-core)'
  : false;

interface Listing {
  readonly hosts: Record<string, Record<string, unknown>>;
  readonly groups: Record<string, { hosts?: string[]; children?: string[] }>;
}

/** What Ansible itself makes of inventories; `undefined` when it can't parse one. */
const askAnsible = (folder: string, names: readonly string[]): Listing | undefined => {
  const inventories = names.flatMap((name) => ['-i', join(folder, name)]);
  const { stdout, stderr, status } = spawnSync('ansible-inventory', [...inventories, '--list'], {
    encoding: 'utf8',
    cwd: '/',
    // Only the readers of files; an inventory that can't be parsed is an error then.
    env: {
      ...process.env,
      ANSIBLE_INVENTORY_ENABLED: 'yaml,ini',
      ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED: 'true',
      HOME: folder,
    },
  });
  if (status !== 0) {
    assert.match(stderr, /parse|Error|error/);
    return undefined;
  }
  const { _meta, ...groups } = JSON.parse(stdout) as Record<string, unknown>;
  return { hosts: (_meta as { hostvars: Listing['hosts'] }).hostvars, groups: groups as Listing['groups'] };
};

const groupsOf = (listing: Listing, host: string): string[] => {
  const found = new Set(Object.keys(listing.groups).filter((name) => listing.groups[name]?.hosts?.includes(host)));
  for (const name of found) {
    for (const [parent, { children = [] }] of Object.entries(listing.groups))
      if (children.includes(name)) found.add(parent);
  }
  return [...found].filter((name) => name !== 'all' && name !== 'ungrouped').sort();
};

const samples: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'ini with everything': {
    hosts: [
      '# comment',
      'lonely ansible_host=10.0.0.1',
      'six ansible_host=fe80::1 ansible_port=22 # x',
      '[web]   # trailing',
      'web[01:12:5].example.com:2222 ansible_user="web admin" note=\'a # b\'',
      'esc\\aped ansible_user=a\\"b',
      'two[a:b][1:2]',
      '[dbs]',
      'db1 ansible_user=db#x',
      'web01.example.com',
      '[dbs:vars]',
      'ansible_user = group_user',
      'ansible_port=0022',
      '[web:vars]',
      'ansible_user=web_user',
      'ansible_become=True',
      '[prod:children]',
      'web',
      'stage # said',
      '[stage:children]',
      'dbs',
      '[prod:vars]',
      'ansible_user=prod_user',
      'ansible_ssh_private_key_file=~/.ssh/prod # not a comment',
      '[all:vars]',
      'ansible_user=all_user',
      'ansible_port=2200',
    ].join('\n'),
  },
  'groups of one depth: the later name wins, then the priority': {
    hosts:
      '[b]\nh1\n[a]\nh1\n[c]\nh2\n[d]\nh2\n[a:vars]\nansible_user=a\n[b:vars]\nansible_user=b\n[c:vars]\nansible_user=c\nansible_group_priority=10\n[d:vars]\nansible_user=d\n',
  },
  'a group below two others at different depths': {
    hosts:
      '[x:children]\nz\n[y:children]\nx\n[z]\nh\n[y:vars]\nansible_user=y\n[x:vars]\nansible_user=x\nansible_port=1\n[z:vars]\nansible_port=2\n[w]\nh\n[w:vars]\nansible_user=w\nansible_port=3\n',
  },
  'variables beside the inventory': {
    hosts:
      '[web]\nweb1 ansible_user=line ansible_port=1\nweb2\n[dbs]\ndb1\n[prod:children]\nweb\n[web:vars]\nansible_port=5\nansible_user=inline\n[all:vars]\nansible_user=inline_all\n',
    'group_vars/all': 'ansible_user: all_file\n',
    'group_vars/prod.yml': 'ansible_port: 7\nansible_user: prod_file\n',
    'group_vars/web/b.yml': 'ansible_host: 10.0.0.9\n',
    'group_vars/web/a.yml': 'ansible_host: 10.0.0.8\n',
    'group_vars/web/c.txt': 'ansible_host: 10.0.0.7\n',
    'group_vars/ungrouped.yml': 'ansible_user: nobody\n',
    'host_vars/web1.yml': 'ansible_port: 9\n',
    'host_vars/db1.json': '{"ansible_host": "10.0.0.5"}',
    'host_vars/db1.yml': 'ansible_host: 10.0.0.6\n',
  },
  yaml: {
    'hosts.yml': [
      'all:',
      '  vars: {ansible_user: everybody, ansible_port: 2200}',
      '  hosts:',
      '    one:',
      '    two: {ansible_host: 10.0.0.2}',
      '  children:',
      '    prod:',
      '      vars: {ansible_user: prod}',
      '      children:',
      '        web:',
      '          hosts:',
      '            web[1:3].example.com: {ansible_port: 22}',
      '            two:',
      '        dbs: {hosts: db1}',
      '    yes_no: {hosts: {b1: {ansible_become: yes}}}',
      'outer:',
      '  hosts: {web2.example.com: {ansible_user: !unsafe outer}}',
      '  vars: {}',
    ].join('\n'),
  },
  'two inventories as one': {
    a: '[web]\nh1 ansible_user=a\nh2 ansible_user=a\n',
    b: '[prod:children]\nweb\n[web]\nh2 ansible_user=b\n[web:vars]\nansible_port=44\n',
  },
};

for (const [title, files] of Object.entries(samples)) {
  test(`the same as ansible-inventory: ${title}`, { skip: missing }, async (t) => {
    const folder = makeFiles(t, files);
    const inventories = Object.keys(files).filter((name) => !name.includes('/'));
    const listing = askAnsible(folder, inventories);
    assert.ok(listing, 'Ansible takes it');
    const found = await readInventories(inventories.map((name) => join(folder, name)));
    const names = Object.values(listing.groups).flatMap(({ hosts = [] }) => hosts);
    assert.deepEqual(found.hosts.map(({ name }) => name).sort(), [...new Set(names)].sort());
    for (const { name, settings } of found.hosts) {
      const variables: Readonly<Record<string, unknown>> = listing.hosts[name] ?? {};
      const text = (key: string): string | undefined => {
        const value: unknown = variables[key];
        if (value === undefined) return undefined;
        // How Ansible writes a value with the tag !unsafe.
        return typeof value === 'object'
          ? (value as { __ansible_unsafe: string }).__ansible_unsafe
          : (value as string | number | boolean).toString();
      };
      assert.equal(settings.address, text('ansible_host'), name);
      assert.equal(
        settings.port,
        variables['ansible_port'] === undefined ? undefined : Number(text('ansible_port')),
        name,
      );
      assert.equal(settings.user, text('ansible_user'), name);
      assert.equal(settings.identityFile, text('ansible_ssh_private_key_file'), name);
      assert.equal(settings.become === 'sudo', variables['ansible_become'] === true, name);
      assert.deepEqual([...(settings.groups ?? [])].sort(), groupsOf(listing, name), name);
    }
  });
}

const malformed = [
  '[web]\nweb01 port 22\n',
  '[web:varz]\n',
  '[web:vars]\na=1\n',
  '[prod:children]\nweb\n',
  '[a:children]\nb\n[b:children]\na\n',
  '[a]\n[a:vars]\nnonsense\n',
  'web01 x="unclosed\n',
  'web[01:100]\n',
  'web[5:1:1:1]\n',
  '[a b]\n',
];

test('what Ansible refuses is refused', { skip: missing }, async (t) => {
  const folder = makeFiles(t, Object.fromEntries(malformed.map((text, at) => [`hosts${at}`, text])));
  for (const [at, text] of malformed.entries()) {
    const name = `hosts${at}`;
    assert.match(await messageOf(readInventories([join(folder, name)])), new RegExp(`${name}:\\d+:1: `), text);
    const listing = askAnsible(folder, [name]);
    // Ansible takes some of these for the name of a host.
    const odd = Object.values(listing?.groups ?? {}).some(({ hosts = [] }) => hosts.some((host) => host.includes('[')));
    assert.ok(listing === undefined || odd, text);
  }
});
