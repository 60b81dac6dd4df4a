import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { QueueUnavailable } from '../../src/application/ports/job-queue.ts';
import { until } from '../queue/examples.ts';
import { noRedis } from '../queue/redis-server.ts';
import { openScene, type Scene } from './processes.ts';

const scene = (what: string, body: (scene: Scene) => Promise<void>): void => {
  test(what, { skip: noRedis }, async () => {
    const open = await openScene();
    try {
      await body(open);
    } finally {
      await open.end();
    }
  });
};

/** Asks again and again, as a person does who was told that nothing was queued. */
async function insist(on: Scene, runId: string, host: string): Promise<void> {
  await until(async () => {
    try {
      await on.ask(runId, host);
      return true;
    } catch (error) {
      assert.ok(error instanceof QueueUnavailable, String(error));
      return false;
    }
  }, `${runId} was taken`);
}

scene('Redis killed and started again, with runs waiting and under way: every run is reported, once', async (on) => {
  const worker = await on.worker({ diagnoseMs: 800, concurrency: 2 });
  for (const host of ['h1', 'h2', 'h3', 'h4', 'h5']) await on.ask(`before-${host}`, host);
  await until(() => worker.lines.filter((line) => line.startsWith('diagnose')).length === 2, 'two are under way');
  await on.redis.kill();
  await assert.rejects(on.ask('lost', 'h9'), /^QueueUnavailable: Nothing was queued for h9/);
  await sleep(1000);
  await on.redis.start();
  for (const host of ['h6', 'h7']) await insist(on, `after-${host}`, host);
  await on.reported(7);
  assert.deepEqual(
    [...on.reports()].sort((one, other) => one.localeCompare(other)),
    [
      ...['h6', 'h7'].map((host) => `finished after-${host} C1`),
      ...['h1', 'h2', 'h3', 'h4', 'h5'].map((host) => `finished before-${host} C1`),
    ],
  );
});

scene(
  'Redis frozen for longer than the hold on a run: every run is reported, once; an unclear request runs once',
  async (on) => {
    const worker = await on.worker({ diagnoseMs: 500 });
    for (const host of ['h1', 'h2', 'h3']) await on.ask(`run-${host}`, host);
    await until(() => worker.lines.some((line) => line.startsWith('diagnose')), 'the work is under way');
    on.redis.freeze();
    await assert.rejects(on.ask('run-h4', 'h4'), QueueUnavailable);
    await sleep(2500);
    on.redis.thaw();
    await insist(on, 'run-h4', 'h4');
    await on.reported(4);
    await sleep(1500);
    assert.equal(on.reports().length, 4);
    assert.deepEqual(new Set(on.reports()), new Set(['h1', 'h2', 'h3', 'h4'].map((host) => `finished run-${host} C1`)));
  },
);
