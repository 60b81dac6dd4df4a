import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Explanation } from '../../src/domain/explain/index.ts';
import { makeFolder, runStuckmail } from './run-stuckmail.ts';

const folder = makeFolder();
after(folder.remove);

const refused = '>>> AUTH PLAIN\n535 5.7.8 Error: authentication failed: authentication failure\n';

test('text from standard input and from a file means the same; JSON is the only output', async () => {
  const file = join(folder.path, 'dialogue.txt');
  writeFileSync(file, refused);
  const [piped, read] = await Promise.all([
    runStuckmail(['explain', '--json'], { stdin: refused }),
    runStuckmail(['explain', '--json', file]),
  ]);
  assert.deepEqual([piped.code, piped.stderr], [0, '']);
  assert.equal(read.stdout, piped.stdout);
  const { schemaVersion, kind, stage, code, commands, facts } = JSON.parse(piped.stdout) as Explanation;
  assert.deepEqual([schemaVersion, kind, stage], [1, 'smtp', 'authentication']);
  assert.ok(code !== null && Array.isArray(commands) && typeof facts === 'object');
});

test('for people: the stage, the meaning, what to do', async () => {
  const { stdout, code } = await runStuckmail(['explain', '--as', 'SMTP'], { stdin: refused });
  assert.equal(code, 0);
  assert.match(stdout, /^Mail stops at: SMTP authentication {2}[A-Z_0-9]+\n/);
  assert.match(stdout, /\n {2}What to do\n {4}\S/);
});

test('text that says nothing is answered, not refused', async () => {
  const { stdout, code } = await runStuckmail(['explain', '--json'], { stdin: 'the weather is fine\n' });
  assert.equal(code, 0);
  const { stage, code: row } = JSON.parse(stdout) as Explanation;
  assert.deepEqual([stage, row], ['none', null]);
});

const wrong: readonly (readonly [args: string[], said: RegExp, stdin?: string])[] = [
  [[], /the text is empty; expected log lines/],
  [[], /the text is empty; expected log lines/, ' \n\n'],
  [['--as', 'maillgo'], /--as is "maillgo"; expected one of maillog, mailq.* \(did you mean maillog\?\)/, refused],
  [['nowhere.txt'], /nowhere\.txt can't be read \(ENOENT/],
  [['.'], /\. can't be read \(EISDIR/],
  [['a', 'b'], /unexpected "b"; expected one FILE/],
];

for (const [args, said, stdin = ''] of wrong) {
  test(`explain ${args.join(' ')} is refused with the reason`, async () => {
    const { code, stdout, stderr } = await runStuckmail(['explain', ...args], { cwd: folder.path, stdin });
    assert.deepEqual([code, stdout], [3, '']);
    assert.match(stderr, said);
  });
}
