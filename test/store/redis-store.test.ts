import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Redis } from 'ioredis';
import { createRedisStore } from '../../src/adapters/store/redis-store.ts';
import { quiet, requestOf } from '../queue/examples.ts';
import { noRedis, type RedisServer, startRedis } from '../queue/redis-server.ts';
import { testStore } from './store-contract.ts';

let redis: RedisServer | undefined;
let made = 0;

before(async () => {
  if (noRedis === false) redis = await startRedis();
});
after(async () => redis?.stop());

testStore('Redis store', noRedis, () => {
  made += 1;
  const prefix = `t${made}`;
  return () => createRedisStore({ url: redis?.url ?? '', log: quiet, prefix });
});

test('Redis store: every key it makes ends by itself, records not before 25 hours', { skip: noRedis }, async () => {
  const store = createRedisStore({ url: redis?.url ?? '', log: quiet, prefix: 'ttl' });
  const client = new Redis(redis?.url ?? '');
  try {
    await store.open(requestOf('a'));
    await store.update('a', (record) => ({ ...record, state: 'finished' }));
    await store.claim('k', 60_000);
    const keys = (await client.keys('ttl:*')).sort((one, other) => one.localeCompare(other));
    assert.deepEqual(keys, ['ttl:claim:k', 'ttl:latest:host01', 'ttl:run:a']);
    for (const key of keys) assert.ok((await client.pttl(key)) > 0, key);
    assert.ok((await client.pttl('ttl:run:a')) > 25 * 3600 * 1000);
  } finally {
    client.disconnect();
    await store.close();
  }
});

test('Redis store: of the runs of a watch the newest is kept; one that a person joined is kept as theirs', {
  skip: noRedis,
}, async () => {
  const store = createRedisStore({ url: redis?.url ?? '', log: quiet, prefix: 'watch' });
  const client = new Redis(redis?.url ?? '');
  try {
    const { place, ...watch } = requestOf('a');
    for (const runId of ['a', 'b', 'c']) {
      await store.open({ ...watch, runId });
      if (runId === 'b' && place !== undefined)
        await store.update(runId, (record) => ({ ...record, views: [{ place, requestedBy: 'U1', posts: {} }] }));
      await store.update(runId, (record) => ({ ...record, state: 'finished' }));
    }
    await store.open(requestOf('d'));
    await store.update('d', (record) => ({ ...record, state: 'finished' }));
    const hours = await Promise.all(
      ['a', 'b', 'c', 'd'].map(async (runId) => Math.ceil((await client.pttl(`watch:run:${runId}`)) / 3_600_000)),
    );
    assert.deepEqual(hours, [1, 72, 1, 72], 'the superseded ones go within minutes');
    assert.ok((await client.pttl('watch:run:c')) <= 120_000);
    await store.open({ ...watch, runId: 'e' });
    await store.update('e', (record) => ({ ...record, state: 'finished' }));
    assert.ok((await client.pttl('watch:run:e')) > 25 * 3_600_000, 'longer than the rarest watch');
    assert.equal((await store.latest('host01'))?.request.runId, 'e');
  } finally {
    client.disconnect();
    await store.close();
  }
});

test('Redis store: a Redis that is not there is said with a limit; a patient store waits for it', {
  skip: noRedis,
}, async () => {
  const own = await startRedis();
  const store = createRedisStore({ url: own.url, log: quiet });
  const patient = createRedisStore({ url: own.url, log: quiet, patient: true });
  try {
    await patient.open(requestOf('a'));
    await own.kill();
    await assert.rejects(store.get('a'), /Redis: no answer within 1 s/);
    const late = patient.get('a');
    await own.start();
    assert.deepEqual((await late)?.request, requestOf('a'), 'the record outlived the crash');
    assert.ok(await store.get('a'));
  } finally {
    await Promise.all([store.close(), patient.close()]);
    await own.stop();
  }
});
