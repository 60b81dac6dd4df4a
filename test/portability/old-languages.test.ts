import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { buildScript } from '../../src/domain/collector/script.ts';
import { dialogueProgram } from '../../src/domain/dialogue/program.ts';
import { probes } from '../../src/domain/stages/index.ts';

const script = buildScript(probes, {
  nonce: '00112233445566778899aabbccddeeff',
  become: 'sudo',
  tryLogin: true,
  watchInput: true,
});
/** The shell's own words, without the programs in single quotes (awk, perl, sed). */
const shellOnly = script.replace(/^\s*#.*$/gm, '').replace(/'[^']*'/g, "''");

const unknownToKsh88: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['[[ ]]', /\[\[/],
  ['local', /\blocal\s/],
  ["$'...'", /\$'/],
  ['process substitution', /[<>]\(/],
  ['+=', /\w\+=/],
  ['a function of the word function', /\bfunction\s+\w/],
  ['substitution in ${...}', /\$\{\w+[:/^,]/],
  ['&> or |&', /&>|\|&/],
  ['case inside $( )', /\$\([^)\n]*\bcase\b/],
  ['== in [ ]', /\[ [^\]\n]*==/],
  ['echo with options', /\becho -[en]/],
  ['source', /\bsource\s/],
  ['a name that is an alias of ksh', /^\s*(?:r|type|history|integer|nohup|hash|stop|suspend)\(\)/m],
  // ksh88 keeps a here-document in a file.
  ['a here-document', /<</],
];

for (const [what, pattern] of unknownToKsh88) {
  test(`the shell text does without ${what}`, () => {
    assert.equal(pattern.exec(shellOnly)?.[0], undefined);
  });
}

const programs = [dialogueProgram, ...[...script.matchAll(/perl -e '([^']*)'/g)].map(([, text]) => text ?? '')];
const perl = spawnSync('perl', ['-v']).error ? 'perl is not installed' : false;

test('Perl reads every program', { skip: perl }, () => {
  for (const program of programs) {
    const { status, stderr } = spawnSync('perl', ['-wc', '-'], { input: program, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  }
});

const modules = new Set([
  'strict',
  'Socket',
  'IO::Socket::INET',
  'IO::Select',
  'IPC::Open3',
  'Errno',
  'Time::HiRes',
  'POSIX',
  'Digest::MD5',
]);
const newerThan58: readonly RegExp[] = [
  /\bsay\s+["$(]/,
  /\bgiven\s*\(/,
  /\bstate\s+[$@%]/,
  /\\K/,
  /\(\?</,
  /[)\w\]}]\s*\/\/=?\s*[$"\w]+\s*[;)]/,
  /->@\*/,
  /\/[a-z]*r[;)\s]*$/m,
  /\buse\s+v?5\.\d{2}/,
  /\bpackage\s+\w+\s*\{/,
  /\\[hHRvVX](?![a-z])/,
];

test('Perl programs keep to 5.8 and its own modules', () => {
  assert.ok(programs.length > 2);
  for (const program of programs) {
    for (const [, name = ''] of program.matchAll(/\b(?:use|require)\s+([A-Za-z][\w:]*)/g))
      assert.ok(modules.has(name), `module ${name}`);
    for (const pattern of newerThan58) {
      const found = pattern.exec(program);
      // (?<= and (?<! are old.
      if (found && !/\(\?<[=!]/.test(program.slice(found.index, found.index + 4)))
        assert.fail(`${pattern}: ${found[0]}`);
    }
  }
});
