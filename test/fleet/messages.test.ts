import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { checkMessage } from '../../src/adapters/slack/blocks/check-message.ts';
import { causeMessages } from '../../src/adapters/slack/fleet/cause-messages.ts';
import { statusMessage } from '../../src/adapters/slack/fleet/status-message.ts';
import { finalSurvey, lateAnswers, liveSurvey } from '../../src/adapters/slack/fleet/survey-message.ts';
import type { SlackMessage } from '../../src/adapters/slack/outbox/slack-message.ts';
import type { SurveySight } from '../../src/application/ports/survey-reporter.ts';
import { groupByCause, standings } from '../../src/domain/fleet/cause-group.ts';
import type { HostOutcome } from '../../src/domain/fleet/host-outcome.ts';
import { stageIds } from '../../src/domain/stages/stage-id.ts';
import { hostNames, outcome, refused, unroutable } from './examples.ts';

const sightOf = (outcomes: readonly HostOutcome[], scope = 'erp', total = outcomes.length): SurveySight => ({
  survey: {
    id: `cmd-${'1'.repeat(60)}`,
    scope,
    hosts: outcomes.map(({ host }) => host),
    place: { team: 'T1', channel: 'C1' },
    requestedBy: 'U0ANN',
    requestedAt: '2026-11-22T14:05:00.000Z',
    endedAt: '2026-11-22T14:06:00.000Z',
  },
  picture: { scope, total, groups: groupByCause(outcomes) },
  late: outcomes,
  version: 1,
});

const detailsOf = ({ picture }: SurveySight, words = 'What a detail says. ') =>
  new Map(
    picture.groups.map(({ key, outcomes }) => [
      key,
      { host: outcomes[0]?.host ?? '', meaning: words, action: words, commands: [words, words] },
    ]),
  );

const allOf = (sight: SurveySight, words?: string): readonly SlackMessage[] => [
  liveSurvey(sight),
  finalSurvey(sight, () => true),
  ...(sight.late.length === 0 ? [] : [lateAnswers(sight)]),
  statusMessage(
    {
      scope: sight.picture.scope,
      outcomes: sight.picture.groups.flatMap(({ outcomes }) => outcomes),
      incidents: Array.from({ length: 30 }, () => ({ words: words ?? 'An incident', link: undefined })),
      now: new Date('2026-11-25T14:05:00.000Z'),
      value: 'all',
    },
    () => true,
  ),
  ...causeMessages(sight.picture, detailsOf(sight, words)).map(({ message }) => message),
];

const good = (message: SlackMessage): void =>
  assert.deepEqual(checkMessage(message), [], JSON.stringify(message).slice(0, 500));

for (const letters of [0, 63, 200]) {
  test(`500 hosts with names of ${letters || 7} letters: one cause, or as many causes as hosts`, () => {
    const names = hostNames(500, letters);
    const long = 'long words & more '.repeat(30);
    const one = names.map((name) =>
      outcome(name, 'failed', { cause: refused, summary: long, action: long, queue: 12_345 }),
    );
    const each = names.map((name, at) =>
      outcome(name, 'failed', {
        cause: { stage: 'relay', code: `CODE_${at}_${'X'.repeat(80)}`, relay: `${'r'.repeat(250)}:587` },
        summary: long,
        action: long,
      }),
    );
    for (const outcomes of [one, each, names.map((name) => outcome(name))])
      allOf(sightOf(outcomes), long.repeat(20)).forEach(good);
  });
}

test('a file holds all hosts when they do not fit; a short list needs none', () => {
  const many = hostNames(500, 63).map((name) => outcome(name, 'failed', { cause: refused }));
  const few = ['one', 'two'].map((name) => outcome(name, 'failed', { cause: unroutable }));
  const [first, second] = causeMessages(sightOf([...many, ...few]).picture, new Map());
  assert.equal(first?.file?.text.split('\n').filter((line) => line.startsWith('host')).length, 501);
  assert.match(JSON.stringify(first?.message.blocks), /and \d+ more/);
  assert.equal(second?.file, undefined);
});

test('steps name causes: the same whatever the hosts, different for different causes', () => {
  const steps = (outcomes: readonly HostOutcome[]) =>
    causeMessages(sightOf(outcomes).picture, new Map()).map(({ step }) => step);
  const [a] = steps([outcome('a', 'failed', { cause: refused })]);
  const [b, c] = steps([
    outcome('b', 'failed', { cause: refused }),
    outcome('c', 'failed', { cause: refused }),
    outcome('d', 'failed', { cause: unroutable }),
  ]);
  assert.equal(a, b);
  assert.notEqual(b, c);
});

const hostile = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  fc.constantFrom(
    '<!channel>',
    '<@U0ANN>',
    '```',
    '<https://evil.example|click>',
    '\u001b[31mred',
    '\ud800',
    '',
    '\n\n',
    '&amp;',
  ),
  fc.nat({ max: 3000 }).map((count) => '👩‍💻&<'.repeat(count)),
);
const hostileOutcomes = fc.array(
  fc.record({
    host: fc.oneof(
      hostile,
      fc.nat({ max: 40 }).map((number) => `host${number}`),
    ),
    standing: fc.constantFrom(...standings),
    cause: fc.option(
      fc.record({ stage: fc.constantFrom(...stageIds, 'access' as const), code: hostile, relay: fc.option(hostile) }),
    ),
    summary: hostile,
    action: hostile,
    queue: fc.option(fc.nat()),
  }),
  { minLength: 1, maxLength: 40 },
);

test('whatever hosts print and are called, every message stays within the limits and calls nobody', () => {
  fc.assert(
    fc.property(hostileOutcomes, hostile, (given, words) => {
      const sight = sightOf(
        given.map((each) => outcome(each.host, each.standing, each)),
        words || 'erp',
      );
      for (const message of allOf(sight, words)) {
        good(message);
        assert.doesNotMatch(message.text, /<!(?:channel|here|everyone)|<@U0ANN>|<https/);
      }
    }),
    { numRuns: 150 },
  );
});
