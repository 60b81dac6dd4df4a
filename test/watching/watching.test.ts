import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createMemoryCollections } from '../../src/adapters/store/memory-collections.ts';
import { createMemoryStore } from '../../src/adapters/store/memory-store.ts';
import { createRedisCollections } from '../../src/adapters/store/redis-collections.ts';
import { createRedisStore } from '../../src/adapters/store/redis-store.ts';
import type { Collections } from '../../src/application/ports/collection.ts';
import type { RunStore } from '../../src/application/ports/run-store.ts';
import type { DiagnosisRequest } from '../../src/application/request-diagnosis.ts';
import { createWatching } from '../../src/application/watching/create-watching.ts';
import type { Watching } from '../../src/application/watching/watching.ts';
import type { Watch } from '../../src/domain/watch/watch.ts';
import { recordOf } from '../incidents/desk-bench.ts';
import { quiet } from '../queue/examples.ts';
import { noRedis, type RedisServer, startRedis } from '../queue/redis-server.ts';
import { host, inventoryOf } from '../slack/slack-bench.ts';

let redis: RedisServer | undefined;
let made = 0;

before(async () => {
  if (noRedis === false) redis = await startRedis();
});
after(async () => redis?.stop());

interface Place {
  readonly name: string;
  readonly skip: string | false;
  /** Stores and documents of one installation; each call is as one more process. */
  readonly make: () => () => { readonly collections: Collections; readonly store: RunStore };
}

const places: readonly Place[] = [
  {
    name: 'memory',
    skip: false,
    make: () => {
      const shared = { collections: createMemoryCollections(), store: createMemoryStore() };
      return () => shared;
    },
  },
  {
    name: 'Redis',
    skip: noRedis,
    make: () => {
      made += 1;
      const options = { url: redis?.url ?? '', log: quiet, prefix: `w${made}` };
      return () => ({ collections: createRedisCollections(options), store: createRedisStore(options) });
    },
  },
];

const file: readonly Watch[] = [{ target: { kind: 'all', name: 'all' }, everySeconds: 120, addedBy: null }];
const names = Array.from({ length: 30 }, (_, index) => `host${String(index).padStart(2, '0')}`);

interface Bench {
  seconds: number;
  readonly asked: DiagnosisRequest[];
  /** Whether the queue answers. */
  up: boolean;
  /** With the watches of its file. */
  process(watches?: readonly Watch[]): Watching;
}

for (const { name, skip, make } of places) {
  const check = (what: string, body: (bench: Bench) => Promise<void>): void => {
    test(`${name}: ${what}`, { skip }, async () => {
      const share = make();
      const open: { collections: Collections; store: RunStore }[] = [];
      const bench: Bench = {
        seconds: 1_800_000_000,
        asked: [],
        up: true,
        process: (watches = file) => {
          const backend = share();
          open.push(backend);
          return createWatching({
            ...backend,
            watches,
            inventory: inventoryOf(names.map((each) => host(each, { groups: ['erp'] }))),
            requestDiagnosis: async (asked) => {
              if (!bench.up) throw new Error('the queue does not answer');
              bench.asked.push(asked);
              return { outcome: 'queued', runId: asked.runId, record: recordOf(asked.host, 'works', 0) };
            },
            clock: { now: () => new Date(bench.seconds * 1000) },
            log: quiet,
          });
        },
      };
      try {
        await body(bench);
      } finally {
        for (const { collections, store } of open) await Promise.all([collections.close(), store.close()]);
      }
    });
  };

  const pass = async (bench: Bench, seconds: number, watchings: readonly Watching[]): Promise<void> => {
    for (let time = 0; time < seconds; time += 10) {
      bench.seconds += 10;
      await Promise.all(watchings.map((watching) => watching.tick()));
    }
  };

  check(
    'each slot of each host is queued once over three processes, and after a restart of all of them',
    async (bench) => {
      await pass(bench, 600, [bench.process(), bench.process(), bench.process()]);
      await pass(bench, 600, [bench.process(), bench.process()]);
      const runs = bench.asked.map(({ runId }) => runId);
      assert.equal(new Set(runs).size, runs.length, 'no slot twice');
      for (const each of names) {
        const own = bench.asked.filter(({ host: asked }) => asked === each);
        assert.ok(own.length >= 9 && own.length <= 11, `${each}: ${own.length} checks in ten intervals`);
        assert.ok(own.every(({ place, requestedBy }) => place === undefined && requestedBy === 'watch'));
      }
    },
  );

  check('after an outage there is no backlog and no burst', async (bench) => {
    const watching = bench.process();
    await pass(bench, 240, [watching]);
    bench.asked.length = 0;
    bench.seconds += 3600;
    await watching.tick();
    assert.ok(bench.asked.length < 15, `${bench.asked.length} of 30 at once`);
    bench.up = false;
    await pass(bench, 120, [watching]);
    bench.up = true;
    bench.asked.length = 0;
    await pass(bench, 120, [watching]);
    assert.ok(bench.asked.length >= 29 && bench.asked.length <= 31, `${bench.asked.length} checks in one interval`);
  });

  check('watches of commands are kept for all processes; the shorter interval counts', async (bench) => {
    const [one, other] = [bench.process(), bench.process()];
    const target = { kind: 'host', name: 'host03' } as const;
    await one.add([{ target, everySeconds: 60, channel: 'C7', addedBy: 'U1' }]);
    assert.deepEqual(
      (await other.list()).map((watch) => [watch.target.name, watch.addedBy]),
      [
        ['all', null],
        ['host03', 'U1'],
      ],
    );
    await pass(bench, 600, [one, other]);
    assert.ok(bench.asked.filter(({ host: asked }) => asked === 'host03').length >= 9);
    assert.deepEqual(await other.remove([{ kind: 'all', name: 'all' }], 'U1'), [{ kind: 'all', name: 'all' }, target]);
    assert.deepEqual(await one.remove([target], 'U1'), []);
    bench.asked.length = 0;
    await pass(bench, 240, [one, other]);
    assert.deepEqual(bench.asked, []);
  });

  check(
    'while files differ, what one process watches is watched for all, until it is gone for ten minutes',
    async (bench) => {
      const only = (each: string): readonly Watch[] => [
        { target: { kind: 'host', name: each }, everySeconds: 120, addedBy: null },
      ];
      const watched = async (watching: Watching): Promise<readonly string[]> =>
        [...(await watching.watchedHosts())].sort();
      const [older, newer] = [bench.process(only('host01')), bench.process(only('host02'))];
      assert.deepEqual(await watched(newer), ['host02']);
      await pass(bench, 20, [older, newer]);
      assert.deepEqual(await watched(newer), ['host01', 'host02']);
      await pass(bench, 580, [newer]);
      assert.deepEqual(await watched(newer), ['host01', 'host02']);
      await pass(bench, 20, [newer]);
      assert.deepEqual(await watched(newer), ['host02']);
      await pass(bench, 20, [older, newer]);
      await newer.remove([{ kind: 'host', name: 'host02' }], 'U1');
      assert.deepEqual(await watched(older), ['host01'], 'what a person ended is ended at once, for every process');
      await pass(bench, 120, [older, newer]);
      assert.deepEqual(await watched(newer), ['host01']);
    },
  );
}
