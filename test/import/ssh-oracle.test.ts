import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { readSshConfig } from '../../src/adapters/import/ssh/read-ssh-config.ts';
import { makeFiles } from './folder.ts';

const missing = spawnSync('ssh', ['-V']).error ? 'ssh is not installed (openssh-client)' : false;

/** What OpenSSH itself makes of a name; `undefined` when it refuses the file. */
const askSsh = (file: string, name: string): Map<string, string[]> | undefined => {
  const { status, stdout } = spawnSync('ssh', ['-G', '-F', file, name], { encoding: 'utf8', input: '' });
  if (status !== 0) return undefined;
  const values = new Map<string, string[]>();
  for (const line of stdout.split('\n')) {
    const [, key = '', value = ''] = /^(\S+) (.*)$/.exec(line) ?? [];
    values.set(key, [...(values.get(key) ?? []), value]);
  }
  return values;
};

const names = ['web1', 'web2', 'db.example.com', 'Upper', 'b-1'];
const pattern = fc.constantFrom(
  ...names,
  '*',
  'web*',
  'web?',
  '*.example.com',
  '!web1',
  '!*.example.com',
  'upper',
  '?-1',
  '**1',
);
const space = fc.constantFrom(' ', '\t', '  ', '=', ' = ', ' =');
const quoted = (text: string) => fc.constantFrom(text, `"${text}"`);
const setting = fc.oneof(
  fc.tuple(fc.constantFrom('HostName', 'hostname'), fc.constantFrom('10.1.2.3', '%h.corp', 'x%%y', 'other')),
  fc.tuple(fc.constant('User'), fc.constantFrom('ann', 'bob', "o'neil".replace("'", ''), 'name with space')),
  fc.tuple(fc.constant('PORT'), fc.constantFrom('22', '2222', '65535', '022')),
  fc.tuple(fc.constant('IdentityFile'), fc.constantFrom('~/.ssh/a', '/keys/b', '~/.ssh/c')),
  fc.tuple(fc.constant('ProxyJump'), fc.constantFrom('none', 'gate', 'ann@gate:2200', 'a,b', 'gate2')),
  fc.tuple(fc.constant('ServerAliveInterval'), fc.constant('30')),
);
const line = fc.oneof(
  {
    weight: 3,
    arbitrary: setting.chain(([key, value]) =>
      fc
        .tuple(
          fc.constant(key),
          space,
          key === 'ProxyJump' ? fc.constant(value) : value.includes(' ') ? fc.constant(`"${value}"`) : quoted(value),
        )
        .map((all) => `  ${all.join('')}`),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constant('Host '), fc.array(pattern, { minLength: 1, maxLength: 3 }))
      .map(([head, all]) => head + all.join(' ')),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom('host', 'originalhost', '!host', '!originalhost'),
        fc.array(pattern, { minLength: 1, maxLength: 2 }),
      )
      .map(([what, all]) => `Match ${what} ${all.join(',')}`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '# comment',
      '',
      'Match all',
      '   ',
      `Match user ann,bob`,
      `Match localuser ${userInfo().username}`,
      'User ann # said',
    ),
  },
);

test('the same as ssh -G for made-up files', { skip: missing }, async (t) => {
  const folder = makeFiles(t, {});
  const file = join(folder, 'config');
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 2, maxLength: 14 }), async (lines) => {
      const text = `${lines.join('\n')}\nHost ${names.join(' ')}\n`;
      writeFileSync(file, text);
      const real = new Map(names.map((name) => [name, askSsh(file, name)]));
      let found: Awaited<ReturnType<typeof readSshConfig>>;
      try {
        found = await readSshConfig(file);
      } catch (error) {
        assert.ok([...real.values()].includes(undefined), `ssh takes what is refused here: ${String(error)}\n${text}`);
        return;
      }
      for (const { name, settings, onlyJump } of found.hosts) {
        if (onlyJump) continue;
        for (const each of [name, ...(settings.aliases ?? [])]) {
          const values = real.get(each) ?? askSsh(file, each);
          assert.ok(values, `ssh refuses what is taken here: ${each}\n${text}`);
          const about = `${each} in\n${text}`;
          // ssh writes the name of the host in small letters, which makes no difference to DNS.
          assert.equal((settings.address ?? each).toLowerCase(), values.get('hostname')?.[0]?.toLowerCase(), about);
          assert.equal(String(settings.port ?? 22), values.get('port')?.[0], about);
          assert.equal(settings.user ?? userInfo().username, values.get('user')?.[0], about);
          if (settings.identityFile !== undefined)
            assert.equal(settings.identityFile, values.get('identityfile')?.[0], about);
          assert.equal(settings.jump !== undefined, values.has('proxyjump'), about);
          compared += 1;
        }
      }
    }),
    { numRuns: 300 },
  );
  assert.ok(compared > 100, `${compared} hosts compared`);
});
