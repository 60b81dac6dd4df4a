import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryCollections } from '../../src/adapters/store/memory-collections.ts';
import { createMemoryHistory } from '../../src/adapters/store/memory-history.ts';
import { createMemoryStore } from '../../src/adapters/store/memory-store.ts';
import { executeRun } from '../../src/application/execute-run.ts';
import { createHistory, type History } from '../../src/application/history.ts';
import type { Diagnosis } from '../../src/domain/diagnosis/diagnosis.ts';
import type { Traits } from '../../src/domain/history/traits.ts';
import { diagnosisOf, quiet, requestOf } from '../queue/examples.ts';

const minute = 60_000;
/** Today, so that nothing is too old to be kept. */
const start = Date.parse(`${new Date().toISOString().slice(0, 10)}T00:00:00Z`) - 86_400_000;

const build = (): {
  history: History;
  run: (
    id: string,
    at: number,
    more: Partial<Diagnosis>,
    traits: Traits,
    seenBy?: History['seenBy'],
  ) => ReturnType<ReturnType<typeof createMemoryStore>['get']>;
} => {
  const store = createMemoryStore();
  const history = createHistory({
    store: createMemoryHistory({ days: 30 }),
    collections: createMemoryCollections(),
    clock: { now: () => new Date(start + 60 * minute) },
    days: 30,
  });
  return {
    history,
    async run(id, at, more, traits, seenBy = (...seen) => history.seenBy(...seen)) {
      await store.open(requestOf(id));
      const attempt = { request: requestOf(id), attempt: 1, last: false, signal: new AbortController().signal };
      const reporter = {
        started: async () => undefined,
        progressed: () => undefined,
        finished: async () => undefined,
        failed: async () => undefined,
      };
      await executeRun(
        {
          store,
          reporter,
          diagnose: async (_, { onTraits }) => {
            onTraits(traits);
            return { ...diagnosisOf('host01'), startedAt: new Date(at).toISOString(), ...more };
          },
          follow: async (record) => {
            // As when a worker was killed in between.
            await history.follow(record);
            await history.follow(record);
          },
          sinceWorked: seenBy,
          clock: { now: () => new Date() },
          audit: { record: () => undefined },
          log: quiet,
        },
        attempt,
      );
      return await store.get(id);
    },
  };
};
const failed: Partial<Diagnosis> = {
  status: 'failed',
  failedStage: 'authentication',
  code: 'AUTH_CREDENTIALS_REFUSED',
};

test('a failing run knows what changed since mail last worked, before it is followed and reported', async () => {
  const { history, run } = build();
  const before = { 'checksum /etc/mail/submit.cf': '1 9', relay: 'a:25' };
  const now = { 'checksum /etc/mail/submit.cf': '2 9', relay: 'a:25' };
  const good = await run('r1', start, {}, before);
  assert.equal(good?.sinceWorked, undefined);
  const bad = await run('r2', start + 5 * minute, failed, now);
  const expected = {
    workedAt: new Date(start).toISOString(),
    changes: ['the checksum of /etc/mail/submit.cf changed between 00:00 and 00:05 UTC'],
  };
  assert.deepEqual(bad?.sinceWorked, expected);
  assert.deepEqual((await history.changesSinceHealthy('host01'))?.changes.length, 1);
  const after = new Date(start + minute).toISOString();
  assert.deepEqual(await history.changesAfter('host01', after), expected.changes);
  assert.deepEqual(await history.changesAfter('host01', new Date(start + 5 * minute).toISOString()), []);
  const again = await run('r3', start + 10 * minute, failed, {});
  assert.deepEqual(again?.sinceWorked, expected, 'nothing read in this run: still known');
  await run('r4', start + 47 * minute, {}, now);
  const { summary, entries, sinceWorked, changes } = await history.of('host01');
  assert.deepEqual(
    entries.map(({ outcome }) => outcome),
    ['healthy', 'failed', 'failed', 'healthy'],
  );
  assert.deepEqual(summary.repair, { mean: 42 * 60, longest: 42 * 60, count: 1 });
  assert.deepEqual(sinceWorked?.changes, []);
  assert.equal(changes.length, 1, 'the change itself stays known');
});

test('a run without a result is kept as such; a host nobody checked has an empty history', async () => {
  const { history } = build();
  await history.follow({
    request: { ...requestOf('r1'), requestedAt: new Date(start).toISOString() },
    state: 'running',
    views: [],
    failure: 'the worker was stopped',
  });
  assert.deepEqual(
    (await history.of('host01')).entries.map(({ outcome, at }) => [outcome, at]),
    [['none', start]],
  );
  const empty = await history.of('host09');
  assert.deepEqual(empty.entries, []);
  assert.equal(empty.summary.now, undefined);
});

test('what can not be read about changes holds no run up', async () => {
  const { run } = build();
  const record = await run('r1', start, failed, {}, async () => {
    throw new Error('Redis: no answer');
  });
  assert.equal(record?.state, 'finished');
  assert.equal(record?.sinceWorked, undefined);
});
