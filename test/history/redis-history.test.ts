import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Redis } from 'ioredis';
import { fieldsOf } from '../../src/adapters/store/history-fields.ts';
import { createRedisHistory } from '../../src/adapters/store/redis-history.ts';
import { quiet } from '../queue/examples.ts';
import { noRedis, type RedisServer, startRedis } from '../queue/redis-server.ts';
import { entryAt, testHistory } from './history-contract.ts';

let redis: RedisServer | undefined;
let made = 0;
const dayMs = 86_400_000;

before(async () => {
  if (noRedis === false) redis = await startRedis();
});
after(async () => redis?.stop());

testHistory('history in Redis', noRedis, () => {
  made += 1;
  const prefix = `h${made}`;
  return () => createRedisHistory({ url: redis?.url ?? '', log: quiet, days: 30, prefix, patient: true });
});

/** A month of checks every five minutes, with a bad hour a day. */
const month = (now: number) =>
  [...Array(8640)].map((_, i) =>
    entryAt(now - (8640 - i) * 300_000 + (i % 7) * 131, {
      ...(i % 288 < 12 ? { outcome: 'failed', stage: 'authentication', code: 'AUTH_CREDENTIALS_REFUSED' } : {}),
      queue: { total: i % 288 < 12 ? 40 + i : i % 5, deferred: i % 3, oldestSeconds: (i * 37) % 90_000 },
      seconds: 2 + (i % 17) / 10,
    }),
  );

test('history in Redis: the memory of a month is what the page says, and the past is trimmed', {
  skip: noRedis,
}, async (t) => {
  const client = new Redis(redis?.url ?? '');
  const store = createRedisHistory({ url: redis?.url ?? '', log: quiet, days: 30, prefix: 'month' });
  try {
    const now = Date.now();
    const filling = client.pipeline();
    // A week that is older than what is kept: written by hand, since the store would not take it.
    for (let i = 0; i < 2016; i++)
      filling.xadd('month:history:host01', `${now - 37 * dayMs + i * 300_000}-0`, ...fieldsOf(entryAt(0)));
    for (const entry of month(now)) filling.xadd('month:history:host01', `${entry.at}-0`, ...fieldsOf(entry));
    await filling.exec();
    await store.append('host01', entryAt(now));
    assert.ok((await client.xlen('month:history:host01')) <= 8641 + 200, 'trimmed in whole nodes');
    const bytes = Number(await client.call('MEMORY', 'USAGE', 'month:history:host01', 'SAMPLES', '0'));
    t.diagnostic(`${bytes} bytes for a month of checks every 5 minutes, ${(bytes / 8641).toFixed(1)} an entry`);
    assert.ok(bytes / 8641 < 60, `${bytes / 8641} bytes an entry`);
    const started = performance.now();
    const entries = await store.read('host01', 0);
    t.diagnostic(`${Math.round(performance.now() - started)} ms to read them`);
    assert.ok(entries.length >= 8639);
    assert.deepEqual(entries.at(-1), entryAt(now));
    assert.ok((await client.pttl('month:history:host01')) > 29 * dayMs);
  } finally {
    client.disconnect();
    await store.close();
  }
});

test('history in Redis: what something else wrote into the stream is passed over', { skip: noRedis }, async () => {
  const client = new Redis(redis?.url ?? '');
  const store = createRedisHistory({ url: redis?.url ?? '', log: quiet, days: 30, prefix: 'odd' });
  try {
    await client.xadd('odd:history:host01', '*', 'something', 'else');
    const entry = entryAt(Date.now() + 1000);
    await store.append('host01', entry);
    assert.deepEqual(await store.read('host01', 0), [entry]);
  } finally {
    client.disconnect();
    await store.close();
  }
});

test('history in Redis: a restart of Redis keeps the entries; without Redis it is said with a limit', {
  skip: noRedis,
}, async () => {
  const own = await startRedis();
  const store = createRedisHistory({ url: own.url, log: quiet, days: 30 });
  const patient = createRedisHistory({ url: own.url, log: quiet, days: 30, patient: true });
  try {
    const entry = entryAt(Date.now());
    await store.append('host01', entry);
    await own.kill();
    await assert.rejects(store.read('host01', 0), /Redis: /);
    const late = patient.append('host01', { ...entry, at: entry.at + 1 });
    await own.start();
    await late;
    assert.deepEqual(await patient.read('host01', 0), [entry, { ...entry, at: entry.at + 1 }]);
  } finally {
    await store.close();
    await patient.close();
    await own.stop();
  }
});
