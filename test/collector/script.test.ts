import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { FrameReader } from '../../src/domain/collector/frames.ts';
import type { Probe, ProbeResult } from '../../src/domain/collector/probe.ts';
import { buildScript } from '../../src/domain/collector/script.ts';
import { probes } from '../../src/domain/stages/index.ts';

const nonce = '00112233445566778899aabbccddeeff';
const candidates: readonly (readonly string[])[] = [
  ['sh'],
  ['dash'],
  ['mksh'],
  ['ksh'],
  ['bash', '--posix'],
  ['busybox', 'sh'],
];
const installed = (name: string): boolean => !spawnSync(name, ['-c', 'exit 0']).error;
const shells = candidates.filter(([name]) => installed(name ?? ''));
const missing = candidates.filter((shell) => !shells.includes(shell)).map((shell) => shell.join(' '));
/** What still runs is seen with ps; small containers have none. */
const noPs: string | false = installed('ps') ? false : 'ps is not installed (procps)';
if (missing.length > 0) console.log(`# not installed here, so not tried: ${missing.join(', ')}`);

const options = { nonce, become: 'none', tryLogin: false, watchInput: false } as const;

const runIn = async (
  shell: readonly string[],
  script: string,
  before = '',
): Promise<{ results: ProbeResult[]; reader: FrameReader; code: number | null }> => {
  const results: ProbeResult[] = [];
  const reader = new FrameReader(nonce, (result) => results.push(result), Date.now);
  const child = spawn(shell[0] ?? 'sh', [...shell.slice(1), '-s'], { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdout.on('data', (piece: Buffer) => reader.push(piece.toString('latin1')));
  child.stdin.end(before + script);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { results, reader, code };
};

const probe = (id: string, script: string, limits: Partial<Probe> = {}): Probe => ({
  id,
  seconds: 20,
  bytes: 10_000,
  script,
  ...limits,
});

for (const shell of shells) {
  const name = shell.join(' ');

  test(`${name}: commands, exit codes and lines of probes that run side by side arrive apart`, async () => {
    const many = Array.from({ length: 6 }, (_, at) =>
      probe(`p${at}`, `run 'print ${at}' printf 'line %s\\n' 1 2 3; run 'fail' false; run 'no newline' printf end`),
    );
    const { results, reader, code } = await runIn(shell, buildScript(many, options), 'echo login noise; ');
    assert.equal(code, 0);
    assert.equal(reader.complete, true);
    for (const { id } of many) {
      const result = results.find((one) => one.probe === id);
      assert.equal(result?.end, 'done');
      assert.deepEqual(
        result?.outputs.map((one) => [one.exitCode, ...one.lines]),
        [[0, 'line 1', 'line 2', 'line 3'], [1], [0, 'end']],
      );
    }
  });

  test(`${name}: a probe that hangs is ended with its children, and the others are not held up`, {
    skip: noPs,
  }, async () => {
    const mark = `7${Date.now() % 100_000}`;
    const script = buildScript(
      [
        probe('slow', `run 'hang' sh -c 'echo begun; sleep ${mark}; echo never'`, { seconds: 2 }),
        probe('quick', "run 'ok' echo fine"),
      ],
      options,
    );
    const { results } = await runIn(shell, script);
    const slow = results.find((one) => one.probe === 'slow');
    assert.equal(slow?.end, 'timed-out');
    assert.deepEqual(slow?.outputs[0], { command: 'hang', exitCode: null, lines: ['begun'] });
    assert.equal(results[0]?.probe === 'facts' || results[0]?.probe === 'quick', true);
    assert.equal(results.find((one) => one.probe === 'quick')?.end, 'done');
    assert.equal(spawnSync('ps', ['-e', '-o', 'args='], { encoding: 'utf8' }).stdout.includes(`sleep ${mark}`), false);
  });

  test(`${name}: output beyond its limit is cut and the rest of the run goes on`, async () => {
    const script = buildScript(
      [
        probe('loud', "run 'flood' awk 'BEGIN { while (i++ < 100000) print \"flood\", i }'", { bytes: 5000 }),
        probe('quiet', "run 'ok' echo fine"),
      ],
      options,
    );
    const { results } = await runIn(shell, script);
    const loud = results.find((one) => one.probe === 'loud');
    assert.equal(loud?.end, 'cut');
    assert.ok((loud?.outputs[0]?.lines.join('\n').length ?? 0) <= 5000);
    assert.equal(results.find((one) => one.probe === 'quiet')?.end, 'done');
  });

  test(`${name}: when standard input ends, everything on the host ends`, { skip: noPs }, async () => {
    const mark = `8${Date.now() % 100_000}`;
    const script = buildScript([probe('slow', `run 'hang' env sleep ${mark}`, { seconds: 60 })], {
      ...options,
      watchInput: true,
    });
    const child = spawn(shell[0] ?? 'sh', [...shell.slice(1), '-s'], { stdio: ['pipe', 'ignore', 'ignore'] });
    child.stdin.write(script);
    const running = (): boolean =>
      spawnSync('ps', ['-e', '-o', 'args='], { encoding: 'utf8' }).stdout.includes(`sleep ${mark}`);
    for (let tries = 0; !running() && tries < 100; tries++) await sleep(50);
    assert.equal(running(), true);
    child.stdin.end();
    await new Promise((resolve) => child.on('close', resolve));
    for (let tries = 0; running() && tries < 100; tries++) await sleep(50);
    assert.equal(running(), false);
  });

  test(`${name}: what a probe starts while the watchdog looks for its children is ended too`, {
    skip: noPs,
  }, async () => {
    const mark = `6${Date.now() % 100_000}`;
    // The watchdog looks after one second and strikes after three; the second sleep begins between.
    const script = buildScript(
      [probe('slow', `run 'hang' sh -c 'sleep 2; sleep ${mark}; echo never'`, { seconds: 1 })],
      options,
    );
    const ran = runIn(shell, script, 'ps() { command ps "$@"; sleep 2; }; ');
    const told = await Promise.race([ran, sleep(120_000, undefined)]);
    const left = spawnSync('ps', ['-e', '-o', 'pid=', '-o', 'args='], { encoding: 'utf8' }).stdout.split('\n');
    const [survivor] = left.filter((line) => line.includes(`sleep ${mark}`)).map((line) => Number.parseInt(line, 10));
    if (survivor !== undefined) process.kill(survivor);
    assert.equal(survivor, undefined);
    assert.equal(told?.results.find((one) => one.probe === 'slow')?.end, 'timed-out');
  });

  test(`${name}: the watchdog does its work when nobody reads any more`, { skip: noPs }, async () => {
    const mark = `5${Date.now() % 100_000}`;
    const flood = 'awk \'BEGIN { while (i++ < 20000) print "flood", i }\'';
    const script = buildScript(
      [
        probe(
          'loud',
          `run 'hang' sh -c '(sleep 1; echo; exec sleep ${mark}) >/dev/null & ${flood.replaceAll("'", "'\\''")}; wait'`,
          { seconds: 3, bytes: 5000 },
        ),
      ],
      { ...options, watchInput: true },
    );
    const child = spawn(shell[0] ?? 'sh', [...shell.slice(1), '-s'], { stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdout.destroy();
    child.stdin.on('error', () => undefined);
    child.stdin.write(script);
    await new Promise((resolve) => child.on('exit', resolve));
    child.stdin.end();
    const running = (): boolean =>
      spawnSync('ps', ['-e', '-o', 'args='], { encoding: 'utf8' }).stdout.includes(`sleep ${mark}`);
    // Some shells end at once when their output is gone, and leave the work to the watchdogs.
    for (let tries = 0; running() && tries < 150; tries++) await sleep(100);
    assert.equal(running(), false);
  });

  test(`${name}: with standard input open, the script ends by itself`, async () => {
    const script = buildScript([probe('quick', "run 'ok' echo fine")], { ...options, watchInput: true });
    const child = spawn(shell[0] ?? 'sh', [...shell.slice(1), '-s'], { stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdout.resume();
    child.stdin.on('error', () => undefined);
    child.stdin.write(script);
    const ended = await Promise.race([new Promise((resolve) => child.on('exit', resolve)), sleep(20_000, 'late')]);
    child.stdin.end();
    assert.equal(ended, 0);
  });

  test(`${name}: reads every real probe without a complaint of the shell`, () => {
    const { stderr, status } = spawnSync(shell[0] ?? 'sh', [...shell.slice(1), '-n'], {
      input: buildScript(probes, options),
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });
}

test('the script leaves no file behind', async () => {
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith('stuckmail-probe'));
  await runIn(['sh'], buildScript([probe('quick', "run 'ok' echo fine")], options));
  assert.deepEqual(
    readdirSync(tmpdir()).filter((name) => name.startsWith('stuckmail-probe')),
    before,
  );
});

test('no probe writes a file, and none calls a program that changes the host', () => {
  const script = buildScript(probes, options);
  const redirections = [...script.matchAll(/(?<![<&=-])>{1,2}\s*([^&\s=)][^\s;)]*)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => target.startsWith('/') && target !== '/dev/null');
  assert.deepEqual(redirections, []);
  assert.equal(
    /(?:^|[;&|(]|\broot )\s*(?:rm|mv|cp|touch|chmod|chown|mkdir|startsrc|stopsrc|refresh|newaliases|postsuper|dd|tee|ln)\s/m.test(
      script,
    ),
    false,
  );
  assert.equal(/sendmail"? [^\n']*-(?:q|Q|bd|bi|t)\b/.test(script), false);
});

test('values of the inventory that are no names are refused', () => {
  assert.throws(() => buildScript([], { ...options, relay: { host: "x'; rm -rf /", port: 25 } }), /not a host name/);
  assert.throws(() => buildScript([], { ...options, nonce: 'short' }), /nonce/);
});
