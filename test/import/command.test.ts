import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { runStuckmail } from '../cli/run-stuckmail.ts';
import { makeFiles } from './folder.ts';

const sshConfig =
  'Host app payroll\n HostName 10.1.2.3\n ProxyJump root@gate\nHost host01\n Port 2222\nHost *\n User mailops\n';
const stuckmail = '# ours\nhosts:\n  host01:   { user: mailops } # first\n\n# end\nmaskAddresses: true\n';

const setUp = (
  t: TestContext,
  files: Record<string, string>,
): { folder: string; run: (...args: string[]) => ReturnType<typeof runStuckmail>; text: () => string } => {
  const folder = makeFiles(t, files);
  return {
    folder,
    run: (...args) => runStuckmail(['import', ...args], { cwd: folder, env: { HOME: folder } }),
    text: () => readFileSync(join(folder, 'stuckmail.yaml'), 'utf8'),
  };
};

test('a preview says everything and writes nothing', async (t) => {
  const { run, text, folder } = setUp(t, { ssh_config: sshConfig, 'stuckmail.yaml': stuckmail });
  const { code, stdout, stderr } = await run('ssh_config', '--group', 'erp');
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(
    stdout,
    /^To add: 2 hosts\n {2}gate +root@gate +- +ssh_config:1\n {2}app +mailops@10\.1\.2\.3 over gate +erp +ssh_config:1\n/,
  );
  assert.match(
    stdout,
    /different \(they stay as they are\): 1 host\n {2}host01 +port: 22 there, 2222 in the imported file/,
  );
  assert.match(
    stdout,
    /\n {2}app: \{ address: 10\.1\.2\.3, user: mailops, jump: gate, aliases: \[ payroll \], groups: \[ erp \] \}\n/,
  );
  assert.match(stdout, /nothing was written/);
  assert.equal(text(), stuckmail);
  assert.deepEqual(readdirSync(folder).sort(), ['ssh_config', 'stuckmail.yaml']);
});

test('--write adds, keeps all else, the mode and a link; twice changes nothing more', async (t) => {
  const { run, text, folder } = setUp(t, { ssh_config: sshConfig, 'real/hosts.yaml': stuckmail });
  const real = join(folder, 'real/hosts.yaml');
  chmodSync(real, 0o640);
  symlinkSync('real/hosts.yaml', join(folder, 'stuckmail.yaml'));
  const { code, stdout } = await run('ssh_config', '--write');
  assert.equal(code, 0, stdout);
  const after = stuckmail.replace(
    '# first\n',
    '# first\n  gate: { user: root }\n  app: { address: 10.1.2.3, user: mailops, jump: gate, aliases: [ payroll ] }\n',
  );
  assert.equal(text(), after);
  assert.equal(statSync(real).mode & 0o777, 0o640);
  assert.ok(lstatSync(join(folder, 'stuckmail.yaml')).isSymbolicLink());
  assert.deepEqual(readdirSync(join(folder, 'real')), ['hosts.yaml'], 'no temporary file stays');
  const again = await run('ssh_config', '--write');
  assert.equal(again.code, 0);
  assert.match(again.stdout, /the same: 2 hosts[^]*No host to add\./);
  assert.equal(text(), after);
});

test('a file that is not there yet is made, and is usable', async (t) => {
  const { run, folder } = setUp(t, { 'hosts.ini': '[web]\nweb[1:2] ansible_host=10.0.0.1 ansible_password=hunter2\n' });
  const { code, stdout } = await run('hosts.ini', '--write');
  assert.equal(code, 0, stdout);
  assert.doesNotMatch(stdout, /hunter2/);
  assert.match(stdout, /passwords and keys are never copied[^]*ansible_password +hosts\.ini:2/);
  const hosts = await runStuckmail(['hosts', '--json'], { cwd: folder });
  assert.deepEqual(
    (JSON.parse(hosts.stdout) as { name: string; groups: string[] }[]).map(({ name, groups }) => [name, groups]),
    [
      ['web1', ['web']],
      ['web2', ['web']],
    ],
  );
});

test('nothing is run: scripts, plugins, Match exec', async (t) => {
  const { run, folder } = setUp(t, {
    'inv.sh': '#!/bin/sh\ntouch ran\n',
    'p.yml': 'plugin: script\n',
    config: 'Match exec "touch ran"\n User x\nHost a\n',
  });
  chmodSync(join(folder, 'inv.sh'), 0o755);
  for (const [file, said] of [
    ['inv.sh', /inv\.sh:1:1: this is a script/],
    ['p.yml', /p\.yml:1:1: .*plugins are not run/],
  ] as const) {
    const { code, stdout, stderr } = await run(file, '--write');
    assert.deepEqual([code, stdout], [3, '']);
    assert.match(stderr, said);
  }
  assert.match((await run('config')).stdout, /Match exec +config:1/);
  assert.equal(existsSync(join(folder, 'ran')), false);
  assert.equal(existsSync(join(folder, 'stuckmail.yaml')), false);
});

const refused: readonly (readonly [args: string[], said: RegExp])[] = [
  [[], /no file given; expected an ssh_config or Ansible inventories/],
  [['nowhere'], /nowhere:1:1: there is no such file/],
  [['.'], /\.:1:1: this is a directory/],
  [['ssh_config', '--from', 'puppet'], /--from is "puppet"; expected ssh or ansible/],
  [['ssh_config', '--group', 'a b'], /--group is "a b"; expected a name/],
  [['ssh_config', '--group', 'HOST01'], /--group is "HOST01", which is the name of a host/],
  [['ssh_config', '--wirte'], /unknown option --wirte; did you mean --write/],
  [['plain', '--write'], /plain:1:1: neither an ssh_config nor an Ansible inventory.*--from ssh or --from ansible/],
  [['ssh_config', 'bad.ini', '--write'], /bad\.ini:2:1: .*expected key=value/],
  [['binary', '--write'], /binary:2:1: a NUL byte/],
  [['latin1', '--from', 'ssh', '--write'], /latin1:2:1: this line is not UTF-8/],
  [['ssh_config', '--config', 'broken.yaml', '--write'], /broken\.yaml:2:3: unknown key|broken\.yaml:2/],
];

for (const [args, said] of refused) {
  test(`refused: import ${args.join(' ')}`, async (t) => {
    const { run, text, folder } = setUp(t, {
      ssh_config: sshConfig,
      plain: 'one\ntwo\n',
      'bad.ini': '[web]\na b\n',
      'broken.yaml': 'hosts:\n  a: { prot: 22 }\n',
      'stuckmail.yaml': stuckmail,
    });
    writeFileSync(join(folder, 'binary'), 'a\nb\0c');
    writeFileSync(join(folder, 'latin1'), Buffer.from('Host a\n User J\xf6rg\n', 'latin1'));
    const { code, stdout, stderr } = await run(...args);
    assert.match(stderr, said);
    assert.deepEqual([code, stdout], [3, '']);
    assert.doesNotMatch(stderr, /\n {4}at /);
    assert.equal(text(), stuckmail);
  });
}
