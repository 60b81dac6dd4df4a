import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { makeFolder, runStuckmail } from '../cli/run-stuckmail.ts';

const folder = makeFolder('hosts:\n  host01: { aliases: [payroll], groups: [erp] }\n  host02: { groups: [erp] }\n');
const empty = makeFolder();
after(folder.remove);
after(empty.remove);

test('hear --json prints the decision and nothing else, with the hosts of the configuration', async () => {
  const { code, stdout, stderr } = await runStuckmail(['hear', '--json', "emails from ERP aren't going out"], {
    cwd: folder.path,
  });
  assert.deepEqual([code, stderr], [0, '']);
  const { ask, hosts } = JSON.parse(stdout) as { ask: boolean; hosts: string[] };
  assert.deepEqual([ask, hosts], [true, ['host01', 'host02']]);
});

test('without a configuration there is still a decision; the message may come from standard input', async () => {
  const { code, stdout } = await runStuckmail(['hear', '--json'], {
    cwd: empty.path,
    stdin: 'mail stuck on host77?\n',
  });
  assert.equal(code, 0);
  assert.deepEqual((JSON.parse(stdout) as { hosts: string[] }).hosts, ['host77']);
});

test('for people: what would happen, and why', async () => {
  const { stdout } = await runStuckmail(['hear', 'mail', 'is', 'fine', 'now'], { cwd: folder.path });
  assert.match(stdout, /^Would not be answered\n {2}says it is over: "fine now" \(English\)\n$/u);
});

test('no message, and a configuration that is named but missing, are refused with the reason', async () => {
  const [none, missing] = await Promise.all([
    runStuckmail(['hear'], { cwd: empty.path }),
    runStuckmail(['hear', '--config', 'nowhere.yaml', 'mail stuck'], { cwd: empty.path }),
  ]);
  assert.deepEqual([none.code, none.stdout, missing.code, missing.stdout], [3, '', 3, '']);
  assert.match(none.stderr, /there is no message; expected one in quotes/u);
  assert.match(missing.stderr, /nowhere\.yaml.*no such file/u);
});
