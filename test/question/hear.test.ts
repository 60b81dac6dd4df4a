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

test('the answer that the configuration gives, and the language', async () => {
  const team = (more: string) =>
    makeFolder(`hosts:\n  host01: {}\nslack:\n  questionChannels: [C0123456789]\nquestions:\n${more}`);
  const thread = team('  answer: thread\n  languages: [en]\n');
  const offer = team('  words: { mail: [payslips] }\n');
  const hear = async (cwd: string, text: string) => {
    const { stdout } = await runStuckmail(['hear', '--json', text], { cwd });
    const { ask, answer, language } = JSON.parse(stdout) as Record<string, unknown>;
    return [ask, answer, language];
  };
  try {
    assert.deepEqual(await hear(thread.path, 'is mail stuck on host01?'), [true, 'thread', 'en']);
    assert.deepEqual(await hear(thread.path, 'warum hängen die Mails auf host01?'), [false, 'none', 'de']);
    assert.deepEqual(await hear(offer.path, 'why are the payslips stuck?'), [true, 'menu', 'en']);
    assert.deepEqual(await hear(offer.path, 'warum hängen die Mails auf host01?'), [true, 'offer', 'de']);
    assert.deepEqual(await hear(folder.path, 'is mail stuck on host01?'), [true, 'not-listened', 'en']);
    const { stdout } = await runStuckmail(['hear', 'is mail stuck on host01?'], { cwd: thread.path });
    assert.match(stdout, /Answer to a plain message: the check in its thread/u);
  } finally {
    thread.remove();
    offer.remove();
  }
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
