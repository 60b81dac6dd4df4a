import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseErrorRows } from '../../src/adapters/hosts/load-error-rows.ts';

const good = `- code: OUR_RELAY_CLOSED
  stage: relay
  title: Our relay is closed for the night
  meaning: The relay of the data centre takes no mail between two and three.
  action: Wait until three.
  effect: temporary
  wordings: ['closed for maintenance tonight']
`;

test('a failure of the operators own is a row like every other', () => {
  const [row] = parseErrorRows('errors.yaml', good);
  assert.deepEqual(row, {
    code: 'OUR_RELAY_CLOSED',
    stage: 'relay',
    title: 'Our relay is closed for the night',
    meaning: 'The relay of the data centre takes no mail between two and three.',
    action: 'Wait until three.',
    commands: [],
    effect: 'temporary',
    wordings: [{ pattern: 'closed for maintenance tonight' }],
    source: 'errors.yaml',
  });
});

const wrong: readonly (readonly [what: string, from: string, to: string, expected: RegExp])[] = [
  [
    'a stage that is none',
    'stage: relay',
    'stage: relais',
    /errors\.yaml:2:10: .*expected one of service, configuration/,
  ],
  [
    'a code of ours',
    'OUR_RELAY_CLOSED',
    'AUTH_INVALID_535',
    /errors\.yaml:1:9: AUTH_INVALID_535 is a code of Stuckmail's own/,
  ],
  [
    'no regular expression',
    "'closed for maintenance tonight'",
    "'closed ('",
    /errors\.yaml:7:14: this is no regular expression/,
  ],
  [
    'an expression that matches anything',
    "'closed for maintenance tonight'",
    "'.*'",
    /errors\.yaml:7:14: this expression matches an empty line/,
  ],
  ['nested repetition', "'closed for maintenance tonight'", "'(a+)+b'", /errors\.yaml:7:14: a repeated group/],
  ['an unknown key', 'effect: temporary', 'efect: temporary', /errors\.yaml:6:3: unknown key "efect"/],
  ['no list', '- code', 'code', /expected a list of failures|not valid YAML/],
];
for (const [what, from, to, expected] of wrong) {
  test(`${what} is refused with its line and what was expected`, () => {
    assert.throws(() => parseErrorRows('errors.yaml', good.replace(from, to)), expected);
  });
}

test('explain names a failure of the operators own, and a wrong file stops it with the line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stuckmail-rows-'));
  try {
    writeFileSync(join(folder, 'stuckmail.yaml'), 'hosts:\n  host01:\nerrorTable: errors.yaml\n');
    writeFileSync(join(folder, 'errors.yaml'), good);
    const run = () =>
      spawnSync(process.execPath, ['--import', 'tsx', 'src/main/stuckmail.ts', 'explain', '--json'], {
        input: '451 4.7.1 closed for maintenance tonight, come back\n',
        env: { ...process.env, STUCKMAIL_CONFIG: join(folder, 'stuckmail.yaml') },
        encoding: 'utf8',
        timeout: 60_000,
      });
    const { code, stage, action } = JSON.parse(run().stdout) as Record<string, unknown>;
    assert.deepEqual(
      { code, stage, action },
      { code: 'OUR_RELAY_CLOSED', stage: 'relay', action: 'Wait until three.' },
    );
    writeFileSync(join(folder, 'errors.yaml'), good.replace('stage: relay', 'stage: here'));
    const refused = run();
    assert.equal(refused.status, 3);
    assert.match(refused.stderr, /errors\.yaml:2:10/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
