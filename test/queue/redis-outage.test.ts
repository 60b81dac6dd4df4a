import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { Redis } from 'ioredis';
import { createRedisQueue } from '../../src/adapters/queue/redis-queue.ts';
import { type JobQueue, QueueUnavailable } from '../../src/application/ports/job-queue.ts';
import { quiet, requestOf, until } from './examples.ts';
import { noRedis, type RedisServer, startRedis } from './redis-server.ts';

let redis: RedisServer;
let made = 0;
let prefix = '';

const make = (): JobQueue => createRedisQueue({ url: redis.url, log: quiet, prefix });

before(async () => {
  if (noRedis === false) redis = await startRedis();
});
after(async () => {
  if (noRedis === false) await redis.stop();
});
beforeEach(() => {
  made += 1;
  prefix = `outage${made}`;
});

/** The error of a request, and how long it took to come. */
async function failedRequest(queue: JobQueue, runId: string): Promise<{ error: QueueUnavailable; ms: number }> {
  const begun = performance.now();
  try {
    await queue.enqueue(requestOf(runId));
  } catch (error) {
    assert.ok(error instanceof QueueUnavailable, String(error));
    return { error, ms: performance.now() - begun };
  }
  throw new assert.AssertionError({ message: 'the request should have failed' });
}

/** The promise to a person who waits; half a second is allowed for a busy machine. */
const inTime = 2500;

test('Redis is down at the start: an error in time that nothing was queued, and usable when it is there', {
  skip: noRedis,
}, async () => {
  await redis.kill();
  const queue = make();
  try {
    const { error, ms } = await failedRequest(queue, 'a');
    assert.equal(error.ambiguous, false);
    assert.match(error.message, /^Nothing was queued for host01/);
    assert.ok(ms < inTime, `${ms} ms`);
    await redis.start();
    assert.equal((await queue.enqueue(requestOf('a'))).outcome, 'queued');
  } finally {
    await queue.close(0);
  }
});

test('Redis is killed later: the same, and what was queued before is still there', { skip: noRedis }, async () => {
  const queue = make();
  try {
    await queue.enqueue(requestOf('a'));
    await redis.kill();
    const { error, ms } = await failedRequest(queue, 'b');
    assert.equal(error.ambiguous, false);
    assert.ok(ms < inTime, `${ms} ms`);
    await redis.start();
    assert.deepEqual(await queue.enqueue(requestOf('b')), { outcome: 'joined', runId: 'a' });
    assert.deepEqual(await queue.depth(), { waiting: 1, active: 0 });
  } finally {
    await queue.close(0);
  }
});

test('Redis is frozen: an error in time that says it is not certain; asking again lands on the same run', {
  skip: noRedis,
}, async () => {
  const queue = make();
  try {
    await queue.depth();
    redis.freeze();
    const { error, ms } = await failedRequest(queue, 'a');
    assert.equal(error.ambiguous, true);
    assert.match(error.message, /^The diagnosis of host01 may or may not have been queued/);
    assert.ok(ms < inTime, `${ms} ms`);
    redis.thaw();
    await until(async () => (await queue.depth()).waiting === 1, 'the request has arrived late');
    assert.deepEqual(await queue.enqueue(requestOf('a')), { outcome: 'repeated', runId: 'a' });
  } finally {
    redis.thaw();
    await queue.close(0);
  }
});

test('Redis is frozen for long and at the start: errors in time, usable when it goes on', {
  skip: noRedis,
}, async () => {
  redis.freeze();
  const queue = make();
  try {
    for (const runId of ['a', 'b', 'c']) {
      const { ms } = await failedRequest(queue, runId);
      assert.ok(ms < inTime, `${ms} ms`);
      await new Promise((resolve) => {
        setTimeout(resolve, 1000);
      });
    }
    redis.thaw();
    assert.equal((await queue.enqueue(requestOf('d', 'host02'))).outcome, 'queued');
  } finally {
    redis.thaw();
    await queue.close(0);
  }
});

test('Redis refuses to store more: an error that nothing was queued, and it is true', { skip: noRedis }, async () => {
  const client = new Redis(redis.url);
  const queue = make();
  try {
    await client.config('SET', 'maxmemory', '1');
    const { error } = await failedRequest(queue, 'a');
    assert.equal(error.ambiguous, false);
    assert.match(error.message, /^Nothing was queued for host01.*OOM/);
    await client.config('SET', 'maxmemory', '0');
    assert.equal((await queue.enqueue(requestOf('b'))).outcome, 'queued');
  } finally {
    await client.config('SET', 'maxmemory', '0');
    client.disconnect();
    await queue.close(0);
  }
});

test('a worker goes on by itself after Redis was killed or frozen', { skip: noRedis }, async () => {
  const bot = make();
  const worker = make();
  const done: string[] = [];
  try {
    await worker.work(async ({ request }) => void done.push(request.runId), { concurrency: 1 });
    await bot.enqueue(requestOf('a'));
    await until(async () => done.includes('a') && (await bot.depth()).active === 0, 'it works');
    await redis.kill();
    await redis.start();
    await bot.enqueue(requestOf('b'));
    await until(async () => done.includes('b') && (await bot.depth()).active === 0, 'it works after the crash');
    redis.freeze();
    await failedRequest(bot, 'c');
    redis.thaw();
    await until(async () => {
      await bot.enqueue(requestOf('c')).catch(() => undefined);
      return done.includes('c');
    }, 'it works after the freeze');
    assert.deepEqual(done, ['a', 'b', 'c'], 'each once');
  } finally {
    redis.thaw();
    await Promise.all([bot.close(0), worker.close(0)]);
  }
});

test('close comes back while Redis is down', { skip: noRedis }, async () => {
  const queue = make();
  await queue.work(async () => undefined, { concurrency: 1 });
  await queue.enqueue(requestOf('a'));
  await redis.kill();
  await queue.close(100);
  await redis.start();
});
