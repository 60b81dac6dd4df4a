import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { helpMessage, hostsMessage, problemMessage, sentence } from '../../src/adapters/slack/blocks/answers.ts';
import { checkMessage } from '../../src/adapters/slack/blocks/check-message.ts';
import { evidenceFile } from '../../src/adapters/slack/blocks/evidence.ts';
import {
  checklistMessage,
  explained,
  explanationMessage,
  queueMessage,
} from '../../src/adapters/slack/blocks/known-answers.ts';
import { nothingYet, withProgress } from '../../src/adapters/slack/blocks/plan.ts';
import { reportMessage } from '../../src/adapters/slack/blocks/report-message.ts';
import { brokenRoot, finalRoot, liveRoot, type RootContext } from '../../src/adapters/slack/blocks/root-message.ts';
import type { SlackMessage } from '../../src/adapters/slack/outbox/slack-message.ts';
import type { RunRecord } from '../../src/application/ports/run-store.ts';
import type { Diagnosis } from '../../src/domain/diagnosis/diagnosis.ts';
import { stageIds } from '../../src/domain/stages/stage-id.ts';
import { degraded, healthy, refusedLogin, stages, unknown, unreachable } from './canned.ts';

const context: RootContext = {
  runId: 'cmd-1',
  host: 'host01',
  requestedBy: 'U0ANN',
  requestedAt: '2026-11-22T14:05:00.000Z',
  offered: () => true,
};
const record = (diagnosis: Diagnosis): RunRecord => ({
  request: {
    runId: 'cmd-1',
    host: diagnosis.host,
    requestedBy: 'U0ANN',
    place: { team: 'T', channel: 'C' },
    requestedAt: context.requestedAt,
  },
  state: 'finished',
  views: [],
  diagnosis,
});
const now = new Date('2026-11-22T14:20:00.000Z');

/** Every message the bot can render of a diagnosis. */
const allOf = (diagnosis: Diagnosis): SlackMessage[] => [
  finalRoot(context, diagnosis),
  reportMessage(diagnosis).message,
  queueMessage(record(diagnosis), diagnosis, now, () => true),
  checklistMessage(record(diagnosis), diagnosis, now, () => true),
  explanationMessage(diagnosis),
];

const good = (message: SlackMessage): void => assert.deepEqual(checkMessage(message), []);
const levelOf = ({ blocks }: SlackMessage): unknown =>
  blocks.flatMap((block) => (block.type === 'alert' ? [block.level] : []))[0];

for (const canned of [healthy, degraded, refusedLogin, unreachable, unknown]) {
  test(`every message about a ${canned('h').status} host is within Slack's limits`, () =>
    allOf(canned('host01')).forEach(good));
}

test('each status has its own look and its own words', () => {
  const all = [healthy, degraded, refusedLogin, unreachable, unknown].map((canned) =>
    finalRoot(context, canned('host01')),
  );
  assert.deepEqual(all.map(levelOf), ['success', 'warning', 'error', 'error', 'info']);
  assert.deepEqual(
    all.map(({ text }) => text.split(/\.|(?<!^host01): /)[0]),
    [
      'host01: mail gets out',
      'host01: mail gets out, but something needs attention',
      'host01: mail stops at SMTP authentication',
      'host01: could not be reached, so nothing is known about its mail',
      'host01: not enough could be read to say whether mail gets out',
    ],
  );
});

test('a likely cause is not called proven', () => {
  const message = finalRoot(context, { ...refusedLogin('host01'), certainty: 'likely' });
  assert.match(message.text, /most likely stops at/);
  assert.match(JSON.stringify(message.blocks), /likely, but not proven/);
});

test('a stage that was not read never looks done', () => {
  const plan = finalRoot(context, refusedLogin('host01')).blocks.find(({ type }) => type === 'plan');
  const tasks = (plan as { tasks: { task_id: string; status: string; title: string }[] }).tasks;
  assert.deepEqual(
    tasks.map(({ task_id }) => task_id),
    [...stageIds],
  );
  const byId = new Map(tasks.map((task) => [task.task_id, task]));
  assert.equal(byId.get('authentication')?.status, 'error');
  assert.equal(byId.get('relay')?.status, 'pending');
  assert.match(byId.get('relay')?.title ?? '', /not reached/);
  assert.match(byId.get('logs')?.title ?? '', /not checked/);
  assert.match(byId.get('authentication')?.title ?? '', /mail stops here/);
  assert.equal(tasks.filter(({ title }) => title.includes('mail stops here')).length, 1);
});

test('the live message follows the progress', () => {
  let live = withProgress(nothingYet, { kind: 'connected' });
  live = withProgress(live, { kind: 'stage', stage: 'service', status: 'passed', summary: 'active' });
  const message = liveRoot(context, live);
  good(message);
  assert.match(message.text, /1 of 9/);
});

test('buttons that nobody may press there are not shown', () => {
  const blocks = finalRoot({ ...context, offered: (right) => right !== 'diagnose' }, refusedLogin('h')).blocks;
  assert.doesNotMatch(JSON.stringify(blocks), /run_again/);
  assert.match(JSON.stringify(blocks), /show_evidence/);
});

test('an empty queue is not called proof of delivery', () => {
  assert.match(queueMessage(record(healthy('h')), healthy('h'), now, () => true).text, /does not prove/);
});

test('evidence that does not fit is cut, said to be cut, and whole in the file', () => {
  const lines = Array.from({ length: 5000 }, (_, index) => `line ${index} of the log`);
  const diagnosis = {
    ...refusedLogin('h'),
    stages: stages({
      authentication: { status: 'failed', summary: 'x', evidence: [{ command: 'tail', exitCode: 1, lines }] },
    }),
  };
  const report = reportMessage(diagnosis);
  good(report.message);
  assert.equal(report.evidenceCut, true);
  assert.match(JSON.stringify(report.message.blocks), /in the file below/);
  assert.match(evidenceFile(diagnosis), /line 4999 of the log/);
  assert.match(evidenceFile(diagnosis), /exit status 1/);
});

test('a diagnosis with everything at its longest still fits', () => {
  const long = 'long words & more '.repeat(2000);
  const evidence = Array.from({ length: 20 }, () => ({ command: long, exitCode: 1, lines: [long, long] }));
  const diagnosis: Diagnosis = {
    ...refusedLogin('host01'),
    summary: long,
    meaning: long,
    action: long,
    commands: [long],
    stages: stages().map((stage, index) => ({
      ...stage,
      status: index < 5 ? 'failed' : 'unknown',
      summary: long,
      evidence,
    })),
    alsoFound: Array.from({ length: 20 }, () => ({ stage: 'queue', code: long, summary: long, action: long })),
    checklist: Array.from({ length: 60 }, () => ({ id: long, title: long, status: 'not-checked' })),
  };
  allOf(diagnosis).forEach(good);
});

const hostile = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  fc.constantFrom(
    '<!channel>',
    '<!here|x>',
    '<@U0ANN>',
    '```',
    '`',
    '&amp;',
    '<https://evil.example|click>',
    '\u001b[31mred',
    '\ud800',
    '',
    '\u0000',
    '*_~',
  ),
  fc.nat({ max: 20_000 }).map((count) => 'x'.repeat(count)),
  fc.nat({ max: 5000 }).map((count) => '&<>'.repeat(count)),
  fc.nat({ max: 3000 }).map((count) => '👩‍💻'.repeat(count)),
);
const outputs = fc.array(
  fc.record({
    command: hostile,
    exitCode: fc.option(fc.nat({ max: 255 })),
    lines: fc.array(hostile, { maxLength: 12 }),
  }),
  { maxLength: 10 },
);
const hostileDiagnosis = fc
  .record({
    canned: fc.constantFrom(healthy, degraded, refusedLogin, unreachable, unknown),
    words: fc.record({ summary: hostile, meaning: hostile, action: hostile }),
    commands: fc.array(hostile, { maxLength: 20 }),
    evidence: outputs,
    also: fc.array(
      fc.record({ stage: fc.constantFrom(...stageIds), code: hostile, summary: hostile, action: hostile }),
      { maxLength: 20 },
    ),
    checklist: fc.array(
      fc.record({
        id: hostile,
        title: hostile,
        status: fc.constantFrom('done' as const, 'failed' as const, 'not-checked' as const),
      }),
      { maxLength: 60 },
    ),
  })
  .map(({ canned, words, commands, evidence, also, checklist }): Diagnosis => {
    const base = canned('host01');
    const changed = base.stages.map((stage) => ({ ...stage, summary: words.summary, evidence }));
    return { ...base, ...words, commands, stages: changed, alsoFound: also, checklist };
  });

test('whatever a host prints, every message stays within the limits and calls nobody', () => {
  fc.assert(
    fc.property(hostileDiagnosis, (diagnosis) => {
      for (const message of allOf(diagnosis)) {
        good(message);
        assert.doesNotMatch(message.text, /<!(?:channel|here|everyone)|<@U0ANN>|<https/);
      }
      evidenceFile(diagnosis);
    }),
    { numRuns: 150 },
  );
});

test('whatever is typed, answers stay within the limits', () => {
  fc.assert(
    fc.property(hostile, fc.array(hostile, { maxLength: 8 }), (text, tries) => {
      good(problemMessage({ kind: 'problem', code: 'host-unknown', message: `x ${text}`, tries }, '/mail'));
      good(sentence(`x ${text}`));
      good(explained(`x ${text}`, text, text, tries));
      good(brokenRoot(context, text));
    }),
    { numRuns: 200 },
  );
});

test('help and the list of hosts fit, however many hosts there are', () => {
  good(helpMessage('/mail', () => true));
  good(hostsMessage([], '/mail'));
  const many = Array.from({ length: 500 }, (_, index) => ({
    name: `host${index}`.padEnd(200, 'x'),
    aliases: Array.from({ length: 30 }, (_, alias) => `alias-${alias}`),
    groups: ['erp'],
  }));
  good(hostsMessage(many, '/mail'));
  assert.match(hostsMessage(many, '/mail').text, /500 hosts/);
});
