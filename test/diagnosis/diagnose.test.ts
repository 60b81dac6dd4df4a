import assert from 'node:assert/strict';
import { test } from 'node:test';
import { array, assert as check, constantFrom, property, record, string } from 'fast-check';
import type { CommandOutput, ProbeResult } from '../../src/domain/collector/probe.ts';
import { diagnose, unreachable } from '../../src/domain/diagnosis/diagnose.ts';
import { findRow } from '../../src/domain/error-table/index.ts';
import { probes } from '../../src/domain/stages/index.ts';
import { stageIds } from '../../src/domain/stages/stage-id.ts';
import { healthyHost, withOutput } from './recorded-host.ts';

const judge = (results: readonly ProbeResult[]) =>
  diagnose({
    host: 'host01',
    results,
    tryLogin: true,
    startedAt: new Date(0),
    seconds: 1,
    cleaner: () => (line) => line,
  });

test('the recorded healthy host is healthy, with every stage passed and nothing else found', () => {
  const diagnosis = judge(healthyHost);
  assert.deepEqual(
    diagnosis.stages.map((stage) => [stage.id, stage.status, stage.status === 'passed' ? '' : stage.summary]),
    stageIds.map((id) => [id, 'passed', '']),
  );
  assert.equal(diagnosis.status, 'healthy');
  assert.equal(diagnosis.code, null);
  assert.deepEqual(diagnosis.alsoFound, []);
  assert.deepEqual(diagnosis.relay, { host: 'smtp.relay.example', port: 587 });
});

test('of two proven failures the earlier stage is the answer, the other is also found', () => {
  const refused = withOutput(healthyHost, 'dialogue', /^SMTP dialogue/, (lines) =>
    lines.map((line) =>
      line === 'auth = 235'
        ? 'auth = 535'
        : line.replace(/^auth < .*/, 'auth < 535 Authentication Credentials Invalid'),
    ),
  );
  const both = withOutput(refused, 'service', /^lssrc/, () => [
    'Subsystem         Group            PID          Status',
    ' sendmail         mail                          inoperative',
  ]).map((one) =>
    one.probe === 'service'
      ? {
          ...one,
          outputs: one.outputs.map((output) => (output.command.startsWith('ps') ? { ...output, lines: [] } : output)),
        }
      : one,
  );
  assert.equal(judge(refused).failedStage, 'authentication');
  assert.equal(judge(refused).code, 'AUTH_INVALID_535');
  const diagnosis = judge(both);
  assert.equal(diagnosis.failedStage, 'service');
  assert.equal(diagnosis.certainty, 'proven');
  assert.ok(diagnosis.alsoFound.some((one) => one.code === 'AUTH_INVALID_535' && one.stage === 'authentication'));
});

/** Left out: mailq and build only add to others, and of the name the dialogue is proof enough. */
const spare = new Set(['mailq', 'build', 'dns']);

test('what did not come back is unknown, whichever probe it is, and the host is never healthy then', () => {
  for (const { id } of probes.filter((probe) => !spare.has(probe.id))) {
    for (const end of ['missing', 'timed-out', 'partial'] as const) {
      const results = healthyHost.map((one): ProbeResult => (one.probe === id ? { ...one, end, outputs: [] } : one));
      assert.notEqual(judge(results).status, 'healthy', `${id} ${end}`);
    }
  }
});

test('any output whatever is judged without a crash, and never as healthy', () => {
  const line = string({ unit: 'binary', maxLength: 120 });
  const commands = healthyHost.flatMap((one) => one.outputs.map((output) => output.command));
  const output = record({
    command: constantFrom(...commands),
    exitCode: constantFrom(0, 1, null),
    lines: array(line, { maxLength: 12 }),
  });
  check(
    property(array(output, { maxLength: 30 }), (outputs: CommandOutput[]) => {
      const results = ['facts', ...probes.map((probe) => probe.id)].map(
        (probe): ProbeResult => ({ probe, end: 'done', outputs, seconds: 1 }),
      );
      assert.notEqual(judge(results).status, 'healthy');
    }),
    { numRuns: 300 },
  );
});

test('one line lost or garbled in a healthy host is never a crash, and every code it leads to is in the table', () => {
  for (const result of healthyHost) {
    for (const [number, output] of result.outputs.entries()) {
      for (const at of output.lines.keys()) {
        for (const garble of [() => [], (text: string) => [`${text.slice(0, text.length / 2)}\u0000\uffff`]]) {
          const lines = output.lines.flatMap((text, index) => (index === at ? garble(text) : [text]));
          const outputs = result.outputs.map((one, index) => (index === number ? { ...one, lines } : one));
          const diagnosis = judge(healthyHost.map((one) => (one === result ? { ...one, outputs } : one)));
          for (const { code } of diagnosis.alsoFound) assert.ok(findRow(code), code);
          if (diagnosis.code !== null) assert.ok(findRow(diagnosis.code), diagnosis.code);
        }
      }
    }
  }
});

test('a host that could not be reached is unreachable, with every stage unknown', () => {
  const diagnosis = unreachable(
    { name: 'host01', address: '10.1.2.3', port: 2222, user: 'mailops' },
    'SSH_REFUSED',
    'connect ECONNREFUSED',
    new Date(0),
    1,
  );
  assert.equal(diagnosis.status, 'unreachable');
  assert.equal(diagnosis.failedStage, null);
  assert.equal(diagnosis.code, 'SSH_REFUSED');
  assert.ok(diagnosis.action.length > 20);
  assert.ok(diagnosis.commands.some((command) => command.includes('-p 2222 10.1.2.3')));
  assert.deepEqual(new Set(diagnosis.stages.map((stage) => stage.status)), new Set(['unknown']));
});
