import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Fault } from '../../src/adapters/simulated-host/faults/fault.ts';
import { findFault } from '../../src/adapters/simulated-host/faults/index.ts';
import { type Fleet, startFleet } from '../../src/adapters/simulated-host/start-fleet.ts';
import type { Diagnosis } from '../../src/domain/diagnosis/diagnosis.ts';
import { stageIds } from '../../src/domain/stages/stage-id.ts';
import { exitStatusOf } from '../../src/main/exit-status.ts';
import { makeFolder, runStuckmail } from './run-stuckmail.ts';

const named = (name: string): Fault => {
  const fault = findFault(name);
  assert.ok(fault, name);
  return fault;
};

let fleet: Fleet;
const STUCKMAIL_CONFIG = (): Record<string, string> => ({ STUCKMAIL_CONFIG: fleet.configurationFile });

before(async () => {
  fleet = await startFleet([
    { name: 'host01', fault: named('stale-authinfo-db'), aliases: ['payroll'], groups: ['erp'] },
    { name: 'host02', fault: named('healthy'), groups: ['web'] },
  ]);
});
after(async () => {
  await fleet.close();
});

test('one host: one object with the fixed fields, nothing else on standard output, exit status of a failure', async () => {
  const { code, stdout, stderr } = await runStuckmail(['diagnose', 'PAYROLL', '--json'], { env: STUCKMAIL_CONFIG() });
  const diagnosis = JSON.parse(stdout) as Diagnosis;
  assert.deepEqual(Object.keys(diagnosis), [
    'schemaVersion',
    'host',
    'status',
    'failedStage',
    'code',
    'certainty',
    'summary',
    'meaning',
    'action',
    'commands',
    'stages',
    'alsoFound',
    'checklist',
    'relay',
    'queue',
    'startedAt',
    'seconds',
  ]);
  assert.deepEqual([diagnosis.host, diagnosis.status, diagnosis.certainty], ['host01', 'failed', 'proven']);
  assert.deepEqual(
    diagnosis.stages.map(({ id }) => id),
    [...stageIds],
  );
  assert.equal(code, 2);
  assert.equal(stderr, '');
});

test('a group of one host is an array all the same; healthy ends with 0', async () => {
  const { code, stdout } = await runStuckmail(['diagnose', 'web', '--json'], { env: STUCKMAIL_CONFIG() });
  const [diagnosis, ...others] = JSON.parse(stdout) as Diagnosis[];
  assert.deepEqual([diagnosis?.host, diagnosis?.status, others.length, code], ['host02', 'healthy', 0, 0]);
});

test('all hosts for people: the broken one in full, then a line each, and the worst exit status', async () => {
  const { code, stdout } = await runStuckmail(['diagnose', 'all'], { env: STUCKMAIL_CONFIG() });
  assert.match(stdout, /^host01 {2}FAILED /);
  assert.match(stdout, /What to do\n/);
  assert.match(stdout, /\nhost01 {2}FAILED .*\nhost02 {2}HEALTHY .*\n\n1 of 2 hosts are healthy\.\n$/);
  assert.equal(code, 2);
});

test('a host that cannot be reached is an answer with status 3, in JSON too', async () => {
  const configuration = readFileSync(fleet.configurationFile, 'utf8').replace(/port: \d+/, 'port: 1');
  const folder = makeFolder(configuration);
  try {
    const { code, stdout } = await runStuckmail(['diagnose', 'host01', '--json'], { cwd: folder.path });
    const { status, code: row, failedStage } = JSON.parse(stdout) as Diagnosis;
    assert.deepEqual([status, row, failedStage, code], ['unreachable', 'SSH_REFUSED', null, 3]);
  } finally {
    folder.remove();
  }
});

/** A server that takes connections and says nothing. */
const startSilent = async () => {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    server,
    folder: makeFolder(`ssh: { knownHosts: x }\nhosts:\n  host01: { address: 127.0.0.1, port: ${port} }\n`),
  };
};

test('--timeout ends a host that says nothing, with an answer', async () => {
  const { server, folder } = await startSilent();
  try {
    const { code, stdout } = await runStuckmail(['diagnose', 'host01', '--timeout', '1', '--json'], {
      cwd: folder.path,
    });
    assert.equal((JSON.parse(stdout) as Diagnosis).status, 'unreachable');
    assert.equal(code, 3);
  } finally {
    server.close();
    folder.remove();
  }
});

test('Ctrl-C ends it with 130 and without half an answer', async () => {
  const { server, folder } = await startSilent();
  try {
    const program = join(import.meta.dirname, '../../src/main/stuckmail.ts');
    const child = spawn(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), program, 'diagnose', 'host01', '--json'],
      {
        cwd: folder.path,
        timeout: 30_000,
      },
    );
    let stdout = '';
    child.stdout.on('data', (piece: Buffer) => {
      stdout += piece.toString();
    });
    const ended = new Promise<number | null>((resolve) => {
      child.on('close', resolve);
    });
    await new Promise<void>((resolve) => {
      server.once('connection', () => resolve());
    });
    child.kill('SIGINT');
    assert.deepEqual([await ended, stdout], [130, '']);
  } finally {
    server.close();
    folder.remove();
  }
});

test('several hosts: a proven failure outweighs a blind spot, that outweighs a warning', () => {
  assert.deepEqual(
    [
      exitStatusOf(['healthy', 'healthy']),
      exitStatusOf(['healthy', 'degraded']),
      exitStatusOf(['degraded', 'unknown']),
      exitStatusOf(['unreachable', 'degraded']),
      exitStatusOf(['unreachable', 'failed', 'healthy']),
    ],
    [0, 1, 3, 3, 2],
  );
});
