import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { makeFolder, runStuckmail } from './run-stuckmail.ts';

const good = makeFolder('hosts:\n  host01: { aliases: [payroll], groups: [erp] }\n  host02: { groups: [erp] }\n');
const wrong = makeFolder('hosts:\n  host01:\n    prot: 22\n');
const turned = makeFolder('hosts:\n  host01: { user: "a\u202eb" }\n');
const none = makeFolder();
after(() => {
  for (const folder of [good, wrong, turned, none]) folder.remove();
});

/** What is typed, and what standard error must say. All end with status 3 and nothing on standard output. */
const cases: readonly (readonly [typed: string, said: RegExp, folder?: { path: string }])[] = [
  ['', /stuckmail diagnose HOST/],
  ['diagnoze host01', /unknown command "diagnoze"; did you mean diagnose\?/],
  ['frobnicate', /unknown command "frobnicate"; expected one of diagnose, explain, hear, hosts, doctor/],
  [
    'diagnose',
    /no host given; expected a host, a group or all, for example: stuckmail diagnose host01\nusage: stuckmail diagnose HOST/,
  ],
  ['diagnose host1', /no host or group is named "host1"; did you mean host01/],
  ['diagnose --json host1', /no host or group is named "host1"; did you mean host01/],
  [
    'diagnose nowhere.example',
    /no host or group is named "nowhere.example"; expected a host, alias or group of stuckmail.yaml, or all/,
  ],
  ['diagnose host01;reboot', /no host or group is named "host01;reboot"/],
  ['diagnose $(reboot)', /no host or group is named "\$\(reboot\)"/],
  ['diagnose 10.9.9.9', /no host or group is named "10.9.9.9"/],
  [`diagnose ${'x'.repeat(5000)}`, /no host or group is named "x{60}";/],
  ['diagnose host01 --jsno', /unknown option --jsno; did you mean --json\?/],
  ['diagnose host01 --timeout', /--timeout/],
  ['diagnose host01 --timeout soon', /--timeout is "soon"; expected seconds from 1 to 600/],
  ['diagnose host01 --timeout 0', /--timeout is "0"; expected seconds from 1 to 600/],
  ['diagnose host01 --config nowhere.yaml', /nowhere\.yaml:1:1: there is no such file/],
  ['hosts extra', /unexpected "extra"; expected options only/],
  ['hosts', /stuckmail\.yaml:1:1: there is no such file; expected the hosts there/, none],
  ['hosts', /stuckmail\.yaml:3:5: unknown key "prot" in hosts\.host01; did you mean "port"\?/, wrong],
  ['diagnose host01 --json', /stuckmail\.yaml:3:5: unknown key "prot"/, wrong],
  ['hosts', /stuckmail\.yaml:2:19: hosts\.host01\.user is "ab"; expected a login name/, turned],
];

for (const [typed, said, folder = good] of cases) {
  test(`stuckmail ${typed.slice(0, 60)}`, async () => {
    const { code, stdout, stderr } = await runStuckmail(typed.split(' ').filter(Boolean), { cwd: folder.path });
    assert.match(stderr, said);
    assert.equal(stdout, '');
    assert.equal(code, 3);
    assert.doesNotMatch(stderr, /\n {4}at /, 'no stack: the mistake is the person’s, not ours');
  });
}

test('STUCKMAIL_CONFIG names the file', async () => {
  const { code, stdout } = await runStuckmail(['hosts'], {
    cwd: none.path,
    env: { STUCKMAIL_CONFIG: `${good.path}/stuckmail.yaml` },
  });
  assert.match(stdout, /host01 .* erp .* payroll/);
  assert.equal(code, 0);
});

test('hosts --json is the inventory and nothing else', async () => {
  const { stdout } = await runStuckmail(['hosts', '--json'], { cwd: good.path });
  const hosts = JSON.parse(stdout) as { name: string }[];
  assert.deepEqual(
    hosts.map(({ name }) => name),
    ['host01', 'host02'],
  );
});

test('help and version go to standard output', async () => {
  const help = await runStuckmail(['--help']);
  assert.deepEqual([help.code, help.stderr], [0, '']);
  assert.match(help.stdout, /stuckmail diagnose HOST/);
  const one = await runStuckmail(['diagnose', '--help']);
  assert.match(one.stdout, /usage: stuckmail diagnose HOST/);
  assert.match((await runStuckmail(['--version'])).stdout, /^\d+\.\d+\.\d+\n$/);
});
