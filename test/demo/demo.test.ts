import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runDemo as runDemoCommand } from '../../src/main/commands/demo.ts';
import { pathWithout, runDemo } from './run-demo.ts';

test('--once shows one diagnosis with its thread, ends well and leaves nothing behind', async () => {
  const { exitCode, stdout, stderr, left } = await runDemo(['--once']);
  assert.equal(stderr, '');
  assert.match(stdout, /Nothing leaves this machine/);
  assert.match(stdout, /\/mail diagnose host01/);
  assert.match(stdout, /host01: mail stops at Configuration/);
  assert.match(stdout, /makemap hash \/etc\/mail\/authinfo < \/etc\/mail\/authinfo/);
  assert.match(stdout, /in the thread[\s\S]*What this means[\s\S]*Evidence[\s\S]*Checklist/);
  assert.doesNotMatch(stdout, /stuckmail-demo-|practice-relay-/);
  assert.deepEqual(left, []);
  assert.equal(exitCode, 0);
});

test('it needs neither perl nor openssl on the machine', async () => {
  const PATH = await pathWithout(['perl', 'openssl']);
  try {
    const { exitCode, stdout, stderr } = await runDemo(['--once', '--fault', 'wrong-password', '--host', 'host02'], {
      env: { PATH },
    });
    assert.equal(stderr, '');
    assert.match(stdout, /host02: mail stops at SMTP authentication[\s\S]*535/);
    assert.equal(exitCode, 0);
  } finally {
    await rm(PATH, { recursive: true, force: true });
  }
});

test('a temporary directory that cannot hold the hosts is said, with what was expected', async () => {
  const TMPDIR = await mkdtemp(join(tmpdir(), 'with blank '));
  try {
    const { exitCode, stderr } = await runDemo(['--once'], { env: { TMPDIR } });
    assert.match(stderr, /^stuckmail demo: simulated hosts need a temporary directory without blanks.*set TMPDIR/);
    assert.doesNotMatch(stderr, /\n {4}at /);
    assert.equal(exitCode, 3);
  } finally {
    await rm(TMPDIR, { recursive: true, force: true });
  }
});

const mounts =
  spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status !== 0 &&
  'needs root, to mount a directory noexec';
test('where programs may not run the demo says so instead of showing hosts without programs', { skip: mounts }, () => {
  const main = join(import.meta.dirname, '../../src/main/stuckmail.ts');
  const script = 'mount -t tmpfs -o noexec tmpfs /mnt && TMPDIR=/mnt "$0" --import tsx "$1" demo --once';
  const { status, stderr } = spawnSync('unshare', ['-m', 'sh', '-c', script, process.execPath, main], {
    encoding: 'utf8',
    timeout: 100_000,
  });
  assert.match(stderr, /^stuckmail demo: simulated hosts need a temporary directory where programs may run/);
  assert.equal(status, 3);
});

test('at the prompt hosts are broken, checked and mended; the end of the input ends the demo', async () => {
  const input = [
    'mend host01',
    '/mail diagnose payroll',
    'break host01 service-stoped',
    'break host01 service-stopped',
    '@stuckmail diagnose host01',
    '/mail diagnose hots01',
    'faults',
    'nonsense',
  ];
  const { exitCode, stdout, left } = await runDemo(['--fault', 'ssh-refused'], { input: `${input.join('\n')}\n` });
  const parts = new Map(
    stdout.split('\ndemo> ').map((part, index) => [index === 0 ? 'start' : (part.split('\n')[0] ?? ''), part]),
  );
  assert.match(parts.get('start') ?? '', /SSH_REFUSED|accepts SSH|could not be/);
  assert.match(parts.get('mend host01') ?? '', /host01 is now healthy/);
  assert.match(parts.get('/mail diagnose payroll') ?? '', /host01[\s\S]*Relay acceptance/);
  assert.match(parts.get('break host01 service-stoped') ?? '', /did you mean service-stopped/);
  assert.match(parts.get('@stuckmail diagnose host01') ?? '', /mail stops at Sendmail service/);
  assert.match(parts.get('/mail diagnose hots01') ?? '', /only ann sees this[\s\S]*host01/);
  assert.match(parts.get('faults') ?? '', /certificate-expired/);
  assert.match(parts.get('nonsense') ?? '', /break HOST FAULT/);
  assert.match(stdout, /The demo has ended/);
  assert.deepEqual(left, []);
  assert.equal(exitCode, 0);
});

for (const [when, pattern] of [
  ['in the middle of a check', /this message grows/],
  ['at the prompt', /Now it is yours/],
] as const) {
  test(`Ctrl-C ${when} ends it cleanly`, async () => {
    const { exitCode, stdout, stderr, left } = await runDemo([], { interruptAt: pattern });
    assert.equal(stderr, '');
    assert.match(stdout, /The demo has ended/);
    assert.deepEqual(left, []);
    assert.equal(exitCode, 0);
  });
}

test('wrong options are told what was expected', async () => {
  const surroundings = {
    env: {},
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: new AbortController().signal,
  };
  const refused: readonly (readonly [readonly string[], RegExp])[] = [
    [['--fault', 'disk-ful'], /--fault is "disk-ful"; did you mean disk-full\?/],
    [['--host', 'x'], /--host is "x"; expected one of host01, host02/],
    [['--onse'], /unknown option --onse; did you mean --once\?/],
    [['host01'], /unexpected "host01"; expected only options/],
  ];
  for (const [args, message] of refused) {
    await assert.rejects(runDemoCommand(args, surroundings), { name: 'UsageError', message });
  }
});
