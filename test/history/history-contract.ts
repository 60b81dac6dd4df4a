import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HistoryStore } from '../../src/application/ports/history-store.ts';
import type { HistoryEntry } from '../../src/domain/history/history-entry.ts';

const dayMs = 86_400_000;

/** Entries as runs give them, all forms of a field among them. */
export const entryAt = (at: number, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  at,
  outcome: 'healthy',
  stage: null,
  code: null,
  queue: { total: 3, deferred: 1, oldestSeconds: 7200 },
  seconds: 2.4,
  ...more,
});

/** What every history store promises. `make` gives stores of 30 days that share their entries, apart from those of other tests. */
export function testHistory(name: string, skip: string | false, make: () => () => HistoryStore): void {
  const contract = (what: string, body: (store: HistoryStore, other: HistoryStore) => Promise<void>): void => {
    test(`${name}: ${what}`, { skip }, async () => {
      const share = make();
      const [store, other] = [share(), share()];
      try {
        await body(store, other);
      } finally {
        await Promise.all([store.close(), other.close()]);
      }
    });
  };
  const now = Date.now();

  contract('gives back what was kept, in order, each host for itself', async (store, other) => {
    const entries = [
      entryAt(now - 5000),
      entryAt(now - 4000, { outcome: 'failed', stage: 'authentication', code: 'AUTH_CREDENTIALS_REFUSED' }),
      entryAt(now - 3000, { outcome: 'unreachable', stage: 'access', code: 'SSH_TIMED_OUT', queue: null, seconds: 15 }),
      entryAt(now - 2000, { outcome: 'unknown', queue: { total: 0, deferred: 0, oldestSeconds: null } }),
      entryAt(now - 1500, { outcome: 'degraded' }),
      entryAt(now - 1000, { outcome: 'none', queue: null, seconds: 0 }),
    ];
    for (const entry of entries) await store.append('host01', entry);
    await store.append('host02', entryAt(now));
    assert.deepEqual(await other.read('host01', 0), entries);
    assert.deepEqual(await other.read('host01', now - 2000), entries.slice(3));
    assert.deepEqual(await store.read('host02', 0), [entryAt(now)]);
    assert.deepEqual(await store.read('host03', 0), []);
  });

  contract('a repeat writes nothing, also at the same time from several processes', async (store, other) => {
    const entry = entryAt(now - 1000);
    await store.append('host01', entry);
    await store.append('host01', entryAt(now));
    await Promise.all([...Array(10)].map((_, i) => (i % 2 === 0 ? store : other).append('host01', entry)));
    await other.append('host01', entryAt(now));
    assert.deepEqual(await store.read('host01', 0), [entry, entryAt(now)]);
  });

  contract('an entry that comes late is kept, once, in its place', async (store, other) => {
    const late = entryAt(now - 60_000, { outcome: 'failed', stage: 'dns', code: 'DNS_NO_SERVER_ANSWERS' });
    await store.append('host01', entryAt(now - 120_000));
    await store.append('host01', entryAt(now));
    for (const each of [store, other, store]) await each.append('host01', late);
    await store.append('host01', entryAt(now - 90_000));
    await store.append('host01', late);
    await store.append('host01', entryAt(now + 1000));
    assert.deepEqual(
      (await other.read('host01', 0)).map(({ at }) => at - now),
      [-120_000, -90_000, -60_000, 0, 1000],
    );
    assert.deepEqual((await other.read('host01', 0))[2], late);
  });

  contract('what is older than its days is neither taken nor given back', async (store) => {
    await store.append('host01', entryAt(now - 31 * dayMs));
    await store.append('host01', entryAt(now - 29 * dayMs));
    assert.deepEqual(
      (await store.read('host01', 0)).map(({ at }) => at),
      [now - 29 * dayMs],
    );
  });

  contract('more entries than one answer holds are all given back', async (store) => {
    for (let i = 0; i < 1990; i += 10)
      await Promise.all(
        [...Array(10)].map((_, j) => store.append('host01', entryAt(now - 3_000_000 + (i + j) * 1000))),
      );
    const found = await store.read('host01', 0);
    assert.equal(found.length, 1990);
    assert.deepEqual(
      found.map(({ at }) => at),
      found.map((_, i) => now - 3_000_000 + i * 1000),
    );
  });
}
