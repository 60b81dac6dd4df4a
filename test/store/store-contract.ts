import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunRecord, RunStore } from '../../src/application/ports/run-store.ts';
import { diagnosisOf, requestOf, until } from '../queue/examples.ts';

/** What every store promises. `make` gives stores that share their records with each other, apart from those of other tests. */
export function testStore(name: string, skip: string | false, make: () => () => RunStore): void {
  const contract = (what: string, body: (store: RunStore, other: () => RunStore) => Promise<void>): void => {
    test(`${name}: ${what}`, { skip }, async () => {
      const open: RunStore[] = [];
      const share = make();
      const next = (): RunStore => {
        const store = share();
        open.push(store);
        return store;
      };
      try {
        await body(next(), next);
      } finally {
        await Promise.all(open.map((store) => store.close()));
      }
    });
  };
  const finish = (record: RunRecord): RunRecord => ({
    ...record,
    state: 'finished',
    diagnosis: diagnosisOf(record.request.host),
  });

  contract('opens a record once, with the place that asked as its first view', async (store, other) => {
    assert.equal(await store.get('a'), undefined);
    const opened = await store.open(requestOf('a'));
    assert.deepEqual(opened, {
      request: requestOf('a'),
      state: 'queued',
      views: [{ place: { team: 'T1', channel: 'C1' }, requestedBy: 'U1', posts: {} }],
    });
    assert.deepEqual(await store.open({ ...requestOf('a'), host: 'another' }), opened, 'the first one stays');
    assert.deepEqual(await other().get('a'), opened);
  });

  contract('keeps what an update makes, and rejects for a run it does not know', async (store, other) => {
    await store.open(requestOf('a'));
    const updated = await store.update('a', (record) => ({ ...record, state: 'running' }));
    assert.equal(updated.state, 'running');
    assert.deepEqual(await other().get('a'), updated);
    await assert.rejects(
      store.update('b', (record) => record),
      /no record of the run b/,
    );
  });

  contract('updates at the same time are all kept', async (store, other) => {
    await store.open(requestOf('a'));
    const stores = [store, other(), other()];
    const places = Array.from({ length: 24 }, (_, index) => `C${index}`);
    const add = (record: RunRecord, channel: string): RunRecord => ({
      ...record,
      views: [...record.views, { place: { team: 'T1', channel }, requestedBy: 'U1', posts: {} }],
    });
    await Promise.all(
      places.map(async (channel, index) => stores[index % 3]?.update('a', (record) => add(record, channel))),
    );
    const channels = (await store.get('a'))?.views.slice(1).map(({ place }) => place.channel);
    assert.deepEqual(new Set(channels), new Set(places));
    assert.equal(channels?.length, places.length);
  });

  contract('a change that throws changes nothing', async (store) => {
    const opened = await store.open(requestOf('a'));
    const change = (): RunRecord => {
      throw new Error('no');
    };
    await assert.rejects(store.update('a', change), /no/);
    assert.deepEqual(await store.get('a'), opened);
  });

  contract(
    'latest is the run of a host that finished last, and stays so when an older one is touched',
    async (store) => {
      assert.equal(await store.latest('host01'), undefined);
      for (const runId of ['a', 'b']) {
        await store.open(requestOf(runId));
        assert.notEqual((await store.latest('host01'))?.request.runId, runId);
        await store.update(runId, finish);
        assert.equal((await store.latest('host01'))?.request.runId, runId);
      }
      await store.update('a', (record) => ({ ...record, views: [] }));
      await store.open(requestOf('c'));
      await store.update('c', (record) => ({ ...record, state: 'failed', failure: 'why' }));
      assert.equal((await store.latest('host01'))?.request.runId, 'b');
      assert.equal(await store.latest('host02'), undefined);
    },
  );

  contract('a claim is held by one writer until its time is over', async (store, other) => {
    const claims = await Promise.all([store.claim('k', 150), other().claim('k', 150), store.claim('k', 150)]);
    assert.equal(claims.filter(Boolean).length, 1);
    assert.equal(await store.claim('another', 150), true);
    await until(() => store.claim('k', 150), 'the claim is free again');
    assert.equal(await store.claim('done', 60_000), true);
    await other().unclaim('done');
    await store.unclaim('never claimed');
    assert.equal(await store.claim('done', 60_000), true, 'given back');
  });
}
