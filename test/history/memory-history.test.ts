import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryHistory } from '../../src/adapters/store/memory-history.ts';
import { entryAt, testHistory } from './history-contract.ts';

testHistory('history in memory', false, () => {
  const store = createMemoryHistory({ days: 30 });
  return () => ({ ...store, close: async () => undefined });
});

test('history in memory: bounded, the oldest entries go first', async () => {
  const store = createMemoryHistory({ days: 30 });
  const now = Date.now();
  for (let i = 0; i < 2500; i++) await store.append('host01', entryAt(now - (2500 - i) * 1000));
  const kept = await store.read('host01', 0);
  assert.equal(kept.length, 2000);
  assert.equal(kept.at(-1)?.at, now - 1000);
  for (let host = 0; host < 1000; host++) await store.append(`h${host}`, entryAt(now));
  await store.append('host01', entryAt(now));
  assert.equal((await store.read('host01', 0)).length, 199, '200,000 entries over 1001 hosts');
});
