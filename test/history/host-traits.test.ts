import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  changesSinceWorked,
  describeChange,
  type HostTraits,
  noteRun,
  type ObservedRun,
} from '../../src/domain/history/host-traits.ts';

const minute = 60_000;
const run = (at: number, traits: Record<string, string>, works = true): ObservedRun => ({
  at,
  traits,
  works,
  queued: 0,
});
const all = (...runs: readonly ObservedRun[]): HostTraits | undefined =>
  runs.reduce<HostTraits | undefined>((host, one) => noteRun(host, one), undefined);
const since = (host: HostTraits | undefined): readonly string[] | undefined =>
  changesSinceWorked(host)?.changes.map((one) => describeChange(one, host?.at ?? 0));

test('a change is told with the time between two runs', () => {
  const start = Date.UTC(2026, 10, 22, 14, 0);
  const host = all(
    run(start, { 'checksum /etc/mail/submit.cf': '1 1' }),
    run(start + 5 * minute, { 'checksum /etc/mail/submit.cf': '1 1' }),
    run(start + 10 * minute, { 'checksum /etc/mail/submit.cf': '2 1' }, false),
    run(start + 15 * minute, { 'checksum /etc/mail/submit.cf': '2 1' }, false),
  );
  assert.deepEqual(since(host), ['the checksum of /etc/mail/submit.cf changed between 14:05 and 14:10 UTC']);
  assert.equal(changesSinceWorked(host)?.workedAt, start + 5 * minute);
});

test('what was not read for a while is compared with what it was before', () => {
  const host = all(run(0, { relay: 'a:25' }), run(minute, {}), run(2 * minute, { relay: 'b:25' }, false));
  assert.deepEqual(since(host), ['the relay is "b:25", before "a:25" between 00:00 and 00:02 UTC']);
});

test('changed and changed back is no change; several changes of one thing are one', () => {
  const host = all(run(0, { x: '1', y: '1' }), run(1, { x: '2', y: '2' }, false), run(2, { x: '1', y: '3' }, false));
  assert.deepEqual(
    changesSinceWorked(host)?.changes.map(({ trait, before, now }) => [trait, before, now]),
    [['y', '1', '3']],
  );
});

test('a host that never worked has nothing to compare with', () => {
  assert.equal(changesSinceWorked(all(run(0, { x: '1' }, false), run(1, { x: '2' }, false))), undefined);
  assert.equal(changesSinceWorked(undefined), undefined);
});

test('addresses in turn: the union is remembered, so a selection seen earlier is not new', () => {
  const host = all(
    run(0, { 'addresses r': '1.1.1.1 1.1.1.2' }),
    run(1, { 'addresses r': '1.1.1.2 1.1.1.3' }),
    run(2, { 'addresses r': '1.1.1.3 1.1.1.4' }),
    run(3, { 'addresses r': '1.1.1.1' }, false),
  );
  assert.deepEqual(since(host), []);
});

const traits = fc.dictionary(
  fc.constantFrom('relay', 'sendmail', 'checksum /a', 'file /b', 'addresses r'),
  fc.constantFrom('1', '2', '3 4'),
);
const runs = fc
  .array(fc.tuple(traits, fc.boolean()), { maxLength: 30 })
  .map((list) => list.map(([found, works], i) => run(1000 + i * 10, found, works)));

test('repeats and old runs change nothing: the end is the same', () => {
  fc.assert(
    fc.property(runs, fc.array(fc.nat({ max: 29 })), (list, again) => {
      const once = all(...list);
      const repeated = list.flatMap((one, i) => [
        one,
        ...again.filter((j) => j <= i).map((j) => list[j] as ObservedRun),
      ]);
      assert.deepEqual(all(...repeated), once);
    }),
  );
});

test('no change since mail worked when it works now; changes lie in order and are bounded', () => {
  fc.assert(
    fc.property(runs, (list) => {
      const host = all(...list);
      if (host === undefined) return;
      if (list.at(-1)?.works === true) assert.deepEqual(changesSinceWorked(host)?.changes, []);
      assert.ok(host.changes.length <= 50);
      for (const change of host.changes) {
        assert.ok(change.from < change.to && change.to <= host.at);
        assert.notEqual(change.before, change.now);
      }
      for (const change of changesSinceWorked(host)?.changes ?? []) {
        assert.ok(change.to > (host.worked?.at ?? 0));
        assert.ok(host.known[change.trait]?.startsWith(change.now) === true);
      }
    }),
  );
});
