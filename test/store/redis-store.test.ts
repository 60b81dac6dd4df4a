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
