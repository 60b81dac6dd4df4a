import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { Redis } from 'ioredis';
import { createRedisQueue } from '../../src/adapters/queue/redis-queue.ts';
import type { JobQueue } from '../../src/application/ports/job-queue.ts';
import { quiet, requestOf, until } from './examples.ts';
import { noRedis, type RedisServer, startRedis } from './redis-server.ts';

let redis: RedisServer;

before(async () => {
  if (noRedis === false) redis = await startRedis();
});
after(async () => {
  if (noRedis === false) await redis.stop();
});

const soon = { lockMs: 1000, stalledCheckMs: 300, abortGraceMs: 300 };

const make = (prefix: string): JobQueue => createRedisQueue({ url: redis.url, log: quiet, prefix, settings: soon });

test('repeated work: three processes share it, about once an interval, never two at once', {
  skip: noRedis,
}, async () => {
  const queues = [make('share'), make('share'), make('share')];
  let running = 0;
  let most = 0;
  const times: number[] = [];
  try {
    for (const queue of queues)
      await queue.repeat(100, async () => {
        running += 1;
        most = Math.max(most, running);
        times.push(Date.now());
        await new Promise((resolve) => {
          setTimeout(resolve, 150);
        });
        running -= 1;
      });
    await until(() => times.length >= 10, 'it was done ten times');
  } finally {
    await Promise.all(queues.map((queue) => queue.close(1000)));
  }
  assert.equal(most, 1);
});

test('repeated work goes on after a restart of Redis, and of every process; nothing piles up', {
  skip: noRedis,
}, async () => {
  let times = 0;
  const count = async (): Promise<void> => {
    times += 1;
  };
  const first = make('restart');
  await first.repeat(50, count);
  await until(() => times >= 3, 'it is done');
  await redis.kill();
  await redis.start();
  const then = times;
  await until(() => times >= then + 3, 'it is done again');
  await first.close(500);
  await new Promise((resolve) => {
    setTimeout(resolve, 1000);
  });
  const stopped = times;
  const second = make('restart');
  try {
    await second.repeat(50, count);
    await until(() => times >= stopped + 3, 'a new process does it');
    const client = new Redis(redis.url);
    const keys = await client.keys('restart:queue:ticks:*');
    client.disconnect();
    assert.ok(keys.length < 15, `few keys stay: ${keys.join(' ')}`);
  } finally {
    await second.close(500);
  }
});

test('a process that is killed in the middle of repeated work: another one goes on', { skip: noRedis }, async () => {
  const program = join(import.meta.dirname, 'repeat-program.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', program, redis.url, JSON.stringify(soon)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const queue = make('killed');
  let times = 0;
  try {
    await until(() => lines.includes('working'), 'the other process works, and never ends');
    await queue.repeat(100, async () => {
      times += 1;
    });
    await new Promise((resolve) => {
      setTimeout(resolve, 500);
    });
    assert.equal(times, 0, 'one at a time over processes');
    child.kill('SIGKILL');
    await gone;
    await until(() => times >= 3, 'this process goes on');
  } finally {
    child.kill('SIGKILL');
    await queue.close(500);
  }
});

test('the job of a watch is gone when it is over; that of a person is remembered', { skip: noRedis }, async () => {
  const queue = make('memory');
  const client = new Redis(redis.url);
  try {
    let done = 0;
    await queue.work(
      async ({ request }) => {
        done += 1;
        if (request.runId === 'watch-bad') throw new Error('a defect');
      },
      { concurrency: 1 },
    );
    const { place: _place, ...watch } = requestOf('watch-host01-1');
    await queue.enqueue(watch);
    await queue.enqueue({ ...watch, runId: 'watch-bad', host: 'host02' });
    await queue.enqueue(requestOf('person', 'host03'));
    await until(async () => done === 3 && (await queue.depth()).active === 0, 'all are over');
    const jobs = await client.keys('memory:queue:runs:run-*');
    assert.deepEqual(jobs, ['memory:queue:runs:run-person']);
  } finally {
    client.disconnect();
    await queue.close(0);
  }
});
