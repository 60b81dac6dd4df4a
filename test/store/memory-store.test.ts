import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryStore } from '../../src/adapters/store/memory-store.ts';
import { requestOf } from '../queue/examples.ts';
import { testStore } from './store-contract.ts';

testStore('memory store', false, () => {
  const store = createMemoryStore();
  return () => store;
});

test('memory store: keeps a record for more than 25 hours after its last change, and not for ever', async () => {
  let now = Date.parse('2026-01-02T00:00:00Z');
  const store = createMemoryStore({ clock: { now: () => new Date(now) } });
  await store.open(requestOf('a'));
  now += 26 * 3600 * 1000;
  assert.ok(await store.get('a'));
  now += 7 * 24 * 3600 * 1000;
  assert.equal(await store.get('a'), undefined);
});

test('memory store: forgets the oldest runs that are over, never one that is not', async () => {
  const store = createMemoryStore({ maxRecords: 3 });
  await store.open(requestOf('going-on'));
  for (const runId of ['r1', 'r2', 'r3', 'r4', 'r5']) {
    await store.open(requestOf(runId));
    await store.update(runId, (record) => ({ ...record, state: 'finished' }));
  }
  const kept = [];
  for (const runId of ['going-on', 'r1', 'r2', 'r3', 'r4', 'r5']) if (await store.get(runId)) kept.push(runId);
  assert.deepEqual(kept, ['going-on', 'r4', 'r5']);
});
