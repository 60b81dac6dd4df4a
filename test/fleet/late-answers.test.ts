import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { buildSurveyReporter } from '../../src/adapters/slack/fleet/survey-reporter.ts';
import { groupByCause } from '../../src/domain/fleet/cause-group.ts';
import { missingOutcome } from '../../src/domain/fleet/host-outcome.ts';
import { buildPolicy } from '../../src/domain/policy/policy.ts';
import { quiet } from '../queue/examples.ts';
import { type Bench, startBench } from '../slack/slack-bench.ts';
import { outcome, refused } from './examples.ts';

let bench: Bench;
afterEach(() => bench.stop());

test('who answers after the end is told in the thread, in one message that grows', async () => {
  bench = await startBench();
  const { slack, writer } = bench;
  const reporter = buildSurveyReporter({ outbox: writer.outbox, policy: buildPolicy({}), log: quiet });
  const survey = {
    id: 's1',
    scope: 'erp',
    hosts: ['a', 'b', 'c'],
    place: { team: slack.team.id, channel: 'C0OPS' },
    requestedBy: 'U0ANN',
    requestedAt: '2026-11-22T14:05:00.000Z',
    endedAt: '2026-11-22T14:16:00.000Z',
    missing: ['b', 'c'],
  };
  const [works, late, later] = [outcome('a'), outcome('b', 'failed', { cause: refused }), outcome('c')];
  const show = (outcomes: readonly ReturnType<typeof outcome>[], missing: readonly string[], version: number) =>
    reporter.finished({
      survey,
      picture: { scope: 'erp', total: 3, groups: groupByCause([...outcomes, ...missing.map(missingOutcome)]) },
      late: outcomes.filter(({ host }) => survey.missing.includes(host)),
      version,
    });
  const thread = (): readonly string[] => {
    const root = slack.messages('ops').find(({ thread_ts }) => thread_ts === undefined);
    return slack.thread('ops', root?.ts ?? '').map(({ text }) => text);
  };
  const lateOnes = (): readonly string[] => thread().filter((text) => text.includes('answered after the end'));
  await show([works], ['b', 'c'], 5);
  assert.deepEqual(lateOnes(), []);
  await show([works, late], ['c'], 6);
  assert.match(lateOnes()[0] ?? '', /^1 host answered after the end: .* on b\.$/);
  await show([works, late, later], [], 7);
  await show([works, late, later], [], 7);
  assert.equal(lateOnes().length, 1);
  assert.match(lateOnes()[0] ?? '', /^2 hosts answered after the end: .* on b; .* on c\.$/);
});
