import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { ConfigurationError } from '../../src/adapters/hosts/configuration-error.ts';
import { readInventories } from '../../src/adapters/import/ansible/read-inventories.ts';
import { planImport } from '../../src/adapters/import/plan.ts';
import { readSshConfig } from '../../src/adapters/import/ssh/read-ssh-config.ts';
import { makeFiles } from './folder.ts';

/** Taken or refused; a refusal names a line that the file has. */
const takenOrRefused = async (
  file: string,
  content: Uint8Array | string,
  read: () => Promise<unknown>,
): Promise<boolean> => {
  try {
    await read();
    return true;
  } catch (error) {
    assert.ok(error instanceof ConfigurationError, `${error instanceof Error ? error.stack : String(error)}`);
    const [problem] = error.problems;
    const lines = Buffer.from(content)
      .toString('latin1')
      .split(/\r\n|[\n\r]/).length;
    assert.ok(problem && problem.line >= 1 && problem.line <= lines, `${error.message} of ${lines} lines`);
    assert.ok(error.message.startsWith(`${file}:${problem.line}:`));
    assert.match(error.message, /expected|not valid YAML|not usable YAML|vault|more than/);
    return false;
  }
};

const pieces: Readonly<Record<string, readonly string[]>> = {
  config: [
    'Host',
    'Match',
    'HostName',
    'Include',
    'ProxyJump',
    'Port',
    'User',
    'IdentityFile',
    '*',
    '!',
    '"',
    "'",
    '\\',
    '=',
    ' ',
    '\t',
    '\n',
    '#',
    ',',
    'a',
    '%h',
    '%',
    '@',
    ':',
    '22',
    '[',
    ']',
    'host',
    'all',
    'exec',
    '~',
    '/',
  ],
  hosts: [
    '[',
    ']',
    ':',
    'vars',
    'children',
    'web',
    'ansible_host',
    'ansible_port',
    '=',
    '"',
    "'",
    '\\',
    '#',
    ';',
    '\n',
    '\r\n',
    ' ',
    '01',
    '20',
    'a',
    'all',
    '{{',
    '-J ',
    'ansible_ssh_common_args',
    ',',
    '@',
    '$ANSIBLE_VAULT',
    'é',
  ],
  'hosts.yml': [
    'all',
    ':',
    '\n',
    '  ',
    'hosts',
    'vars',
    'children',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '!vault ',
    '!x ',
    '&a ',
    '*a',
    '<<',
    '|',
    '"',
    "'",
    '#',
    'web',
    '1',
    'yes',
    'null',
    'ansible_host',
    'ansible_port',
    ',',
    '? ',
  ],
};

for (const [name, words] of Object.entries(pieces)) {
  test(`${name}: anything is taken or refused with its line`, async (t) => {
    const folder = makeFiles(t, {});
    const file = join(folder, name);
    const content = fc.oneof(
      { weight: 4, arbitrary: fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((all) => all.join('')) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 100 }) },
    );
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(content, async (one) => {
        writeFileSync(file, one);
        const ok = await takenOrRefused(file, one, async () => {
          const found = await (name === 'config'
            ? readSshConfig(file, { home: folder, user: 'me' })
            : readInventories([file]));
          const plan = planImport(found, { hosts: [], folder }, 'erp');
          for (const { name: host } of plan.add) assert.match(host, /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/);
        });
        if (ok) taken += 1;
      }),
      { numRuns: 400 },
    );
    assert.ok(taken > 0, 'nothing was ever taken');
  });
}
