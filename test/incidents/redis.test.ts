import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createRedisCollections } from '../../src/adapters/store/redis-collections.ts';
import { createRedisStore } from '../../src/adapters/store/redis-store.ts';
import { ActionRefused } from '../../src/domain/incident/actions.ts';
import { activeHosts } from '../../src/domain/incident/changed.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { quiet } from '../queue/examples.ts';
import { noRedis, type RedisServer, startRedis } from '../queue/redis-server.ts';
import { openBench, recordOf } from './desk-bench.ts';

let redis: RedisServer | undefined;

before(async () => {
  if (noRedis === false) redis = await startRedis();
});
after(async () => redis?.stop());

test('Redis: three processes, a hundred hosts that fail and recover in the same seconds, people who press at once', {
  skip: noRedis,
}, async () => {
  const options = { url: redis?.url ?? '', log: quiet, patient: true };
  const collections = [0, 1, 2].map(() => createRedisCollections(options));
  const store = createRedisStore(options);
  const names = Array.from({ length: 100 }, (_, index) => `host${index}`);
  const bench = openBench(collections[0], store, names);
  const desks = collections.map((each) => bench.desk({ collections: each }));
  const desk = (index: number) => desks[index % 3] as (typeof desks)[number];
  try {
    for (const [round, what] of (['login', 'login', 'login'] as const).entries()) {
      bench.minutes = round;
      // Each outcome comes twice, to two processes, as after a worker that died.
      await Promise.all(
        names.flatMap((name, index) =>
          [0, 1].map((copy) => desk(index + copy).follow(recordOf(name, what, round, index))),
        ),
      );
    }
    const [incident, ...others] = (await desk(0).board()).incidents as readonly [Incident, ...Incident[]];
    assert.equal(others.length, 0);
    assert.equal(activeHosts(incident).length, 100);
    const pressed = await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) => desk(index).act(incident.id, { kind: 'acknowledge' }, `U${index}`)),
    );
    assert.equal(pressed.filter(({ status }) => status === 'fulfilled').length, 1, 'one person was first');
    assert.ok(pressed.every((each) => each.status === 'fulfilled' || each.reason instanceof ActionRefused));
    for (const round of [3, 4]) {
      bench.minutes = round;
      await Promise.all(names.map((name, index) => desk(index).follow(recordOf(name, 'works', round))));
    }
    await Promise.all(desks.map((each) => each.idle(60_000)));
    for (const each of desks) await each.tick();
    await Promise.all(desks.map((each) => each.idle(60_000)));
    const board = await desk(0).board();
    assert.deepEqual(board.incidents, []);
    assert.equal(board.past.length, 1);
    const closed = await desk(1).get(incident.id);
    assert.equal(closed?.events.filter(({ kind }) => kind === 'resolved').length, 1);
    assert.equal(closed?.events.filter(({ kind }) => kind === 'left').length, 99 + 1);
    assert.equal(bench.screen.thread.length, new Set(bench.screen.thread).size);
  } finally {
    await Promise.all([...collections, store].map((each) => each.close()));
  }
});
