import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { actionOf, groupByCause, standings, titleOf } from '../../src/domain/fleet/cause-group.ts';
import { headline, levelOf, namesWithin, progressLine } from '../../src/domain/fleet/fleet-words.ts';
import { outcomeOf } from '../../src/domain/fleet/host-outcome.ts';
import type { Cause } from '../../src/domain/incident/cause.ts';
import { stageIds } from '../../src/domain/stages/stage-id.ts';
import { degraded, healthy, refusedLogin, unreachable } from '../slack/canned.ts';
import { outcome, refused, unroutable } from './examples.ts';

const anyCause: fc.Arbitrary<Cause | null> = fc.option(
  fc.record(
    {
      stage: fc.constantFrom(...stageIds, 'access' as const),
      code: fc.constantFrom('AUTH_INVALID_535', 'SSH_REFUSED', 'X'),
      relay: fc.constantFrom(null, 'one:587', 'other:25'),
    },
    { noNullPrototype: true },
  ),
);
const anyOutcomes = fc
  .array(
    fc.record({ standing: fc.constantFrom(...standings), cause: anyCause, queue: fc.option(fc.nat({ max: 9 })) }),
    { maxLength: 40 },
  )
  .map((all) => all.map((given, index) => outcome(`host${index}`, given.standing, given)));

test('every host is in one group, groups are uniform, and the worst comes first', () => {
  fc.assert(
    fc.property(anyOutcomes, (outcomes) => {
      const groups = groupByCause(outcomes);
      const hosts = groups.flatMap((group) => group.outcomes.map(({ host }) => host));
      assert.deepEqual(hosts.toSorted(), outcomes.map(({ host }) => host).toSorted());
      assert.equal(new Set(groups.map(({ key }) => key)).size, groups.length);
      for (const { standing, cause, outcomes: members } of groups)
        for (const each of members) assert.deepEqual([each.standing, each.cause], [standing, cause]);
      const ranks = groups.map(({ standing }) => standings.indexOf(standing));
      assert.deepEqual(
        ranks,
        ranks.toSorted((one, other) => one - other),
      );
    }),
  );
});

test('the picture does not depend on the order in which the answers came', () => {
  fc.assert(
    fc.property(anyOutcomes, fc.infiniteStream(fc.nat()), (outcomes, numbers) => {
      const shuffled = outcomes
        .map((each) => ({ each, at: numbers.next().value as number }))
        .sort((one, other) => one.at - other.at)
        .map(({ each }) => each);
      assert.deepEqual(groupByCause(shuffled), groupByCause(outcomes));
    }),
  );
});

test('hosts share a cause by stage, code and relay; the larger group comes first, then the order of the mail path', () => {
  const elsewhere = { ...refused, relay: 'other.example.com:587' };
  const groups = groupByCause([
    outcome('a', 'failed', { cause: refused }),
    outcome('b', 'failed', { cause: elsewhere }),
    outcome('c', 'healthy'),
    outcome('d', 'failed', { cause: unroutable }),
    outcome('e', 'failed', { cause: elsewhere }),
    outcome('f', 'unreachable', { cause: { stage: 'access', code: 'SSH_REFUSED', relay: null } }),
  ]);
  assert.deepEqual(
    groups.map((group) => group.outcomes.map(({ host }) => host).join('')),
    ['be', 'd', 'a', 'f', 'c'],
  );
});

test('in a group the longest queue comes first, then names as people count', () => {
  const [group] = groupByCause([
    outcome('host10', 'failed', { queue: 1 }),
    outcome('host2', 'failed', { queue: 1 }),
    outcome('host30', 'failed', { queue: 40 }),
    outcome('host1', 'failed', { queue: null }),
  ]);
  assert.deepEqual(
    group?.outcomes.map(({ host }) => host),
    ['host30', 'host2', 'host10', 'host1'],
  );
});

test('what to do is said for a whole group only where it is the same for all', () => {
  const [same] = groupByCause([outcome('a', 'failed', { cause: refused }), outcome('b', 'failed', { cause: refused })]);
  const [mixed] = groupByCause([
    outcome('a', 'unknown', { action: 'Log in.' }),
    outcome('b', 'unknown', { action: 'Ask for sudo.' }),
  ]);
  assert.equal(actionOf(same ?? assert.fail()), 'Mend it.');
  assert.equal(actionOf(mixed ?? assert.fail()), '');
});

test('a diagnosis keeps what the picture needs, and no more', () => {
  assert.deepEqual(outcomeOf(refusedLogin('h'), 'r').cause, {
    stage: 'authentication',
    code: 'AUTH_REJECTED',
    relay: 'smtp.example.com:587',
  });
  assert.deepEqual(outcomeOf(degraded('h'), 'r').cause, { stage: 'queue', code: 'QUEUE_QUARANTINED', relay: null });
  assert.deepEqual(outcomeOf(unreachable('h'), 'r').cause, { stage: 'access', code: 'SSH_REFUSED', relay: null });
  assert.equal(outcomeOf(healthy('h'), 'r').cause, null);
  const long = outcomeOf({ ...refusedLogin('h'), summary: '👩'.repeat(5000), action: 'x'.repeat(5000) }, 'r');
  assert.ok(JSON.stringify(long).length < 2000);
  assert.doesNotMatch(long.summary, /[\ud800-\udbff](?![\udc00-\udfff])/);
});

const pictureOf = (outcomes: readonly ReturnType<typeof outcome>[], total = outcomes.length) => ({
  scope: 'erp',
  total,
  groups: groupByCause(outcomes),
});

test('the headline counts, names the causes, and never calls fine what is not known', () => {
  assert.equal(titleOf({ standing: 'failed', cause: refused }), 'The relay refuses the login (535)');
  assert.equal(headline(pictureOf([outcome('a'), outcome('b')])), 'All 2 hosts get their mail out.');
  assert.equal(
    headline(pictureOf([outcome('a', 'failed', { cause: refused }), outcome('b', 'unreachable'), outcome('c')])),
    "1 of 3 hosts can't send mail: The relay refuses the login (535) on 1; 1 could not be reached.",
  );
  assert.equal(
    headline(pictureOf([outcome('a'), outcome('b', 'missing'), outcome('c', 'degraded')])),
    '1 of 3 hosts are fine; 1 needs attention; 1 gave no answer.',
  );
  assert.equal(
    headline(pictureOf([outcome('a', 'never')])),
    'None of 1 host is known to be fine; 1 was never checked.',
  );
  fc.assert(
    fc.property(anyOutcomes, (outcomes) => {
      const picture = pictureOf(outcomes);
      const allFine = outcomes.every(({ standing }) => standing === 'healthy');
      assert.equal(/^(All|The host)/.test(headline(picture)), allFine);
      assert.equal(levelOf(picture) === 'success', allFine);
    }),
  );
});

test('progress says how many are done and how many fail', () => {
  assert.equal(progressLine(pictureOf([], 120)), 'Checking erp: 0 of 120 done');
  assert.equal(
    progressLine(pictureOf([outcome('a', 'failed'), outcome('b'), outcome('c', 'unreachable')], 120)),
    'Checking erp: 3 of 120 done, 2 failing so far',
  );
});

test('names stay within their letters and count those that do not fit', () => {
  assert.equal(namesWithin(['a', 'b', 'c'], 20), 'a, b, c');
  assert.equal(namesWithin(['first', 'second', 'third'], 18), 'first and 2 more');
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('h', '1'), minLength: 1, maxLength: 63 }), {
        minLength: 1,
        maxLength: 500,
      }),
      fc.integer({ min: 12, max: 300 }),
      (names, letters) => {
        const shown = namesWithin(names, letters);
        assert.ok(shown.length <= letters);
        const more = /and (\d+) more$/.exec(shown);
        const listed = shown.replace(/ and \d+ more$/, '').split(', ');
        if (/^\d+ hosts$/.test(shown)) assert.equal(shown, `${names.length} hosts`);
        else assert.equal(listed.length + Number(more?.[1] ?? 0), names.length);
      },
    ),
  );
});
