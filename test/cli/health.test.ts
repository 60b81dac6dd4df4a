import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Checks } from '../../src/adapters/web/health-answers.ts';
import { startHealthServer } from '../../src/adapters/web/health-server.ts';
import { createMetrics } from '../../src/adapters/web/metrics.ts';

const serve = async (
  checks: Checks,
  run: (get: (path: string, init?: RequestInit) => Promise<{ status: number; text: string }>) => Promise<void>,
  depth: () => Promise<{ waiting: number; active: number }> = async () => ({ waiting: 3, active: 2 }),
): Promise<void> => {
  const metrics = createMetrics(depth);
  metrics.runFailed();
  const server = await startHealthServer({ port: 0, address: '127.0.0.1', checks, metrics });
  try {
    await run(async (path, init) => {
      const response = await fetch(`http://127.0.0.1:${server.port}${path}`, init);
      return { status: response.status, text: await response.text() };
    });
  } finally {
    await server.close();
  }
};

test('ready when every part works; alive all the same when one does not', async () => {
  let redis = true;
  await serve({ redis: async () => redis, slack: async () => true }, async (get) => {
    assert.deepEqual(await get('/healthz'), { status: 200, text: 'ok\n' });
    assert.deepEqual(await get('/readyz?x=1'), { status: 200, text: '{"ready":true,"redis":true,"slack":true}\n' });
    redis = false;
    assert.deepEqual(await get('/readyz'), { status: 503, text: '{"ready":false,"redis":false,"slack":true}\n' });
    assert.equal((await get('/healthz')).status, 200);
  });
});

test('a part that fails or does not answer is not ready', async () => {
  const never = new Promise<boolean>(() => undefined);
  await serve({ a: () => Promise.reject(new Error('down')), b: () => never }, async (get) => {
    assert.deepEqual(await get('/readyz'), { status: 503, text: '{"ready":false,"a":false,"b":false}\n' });
  });
});

test('metrics count runs and the queue; a queue that is away leaves its gauge out', async () => {
  await serve({}, async (get) => {
    const { text } = await get('/metrics');
    assert.match(text, /stuckmail_runs_total\{status="error"\} 1\n/);
    assert.match(text, /stuckmail_queue_runs\{state="waiting"\} 3\n/);
    assert.match(text, /process_resident_memory_bytes \d/);
  });
  await serve(
    {},
    async (get) => {
      const { status, text } = await get('/metrics');
      assert.equal(status, 200);
      assert.doesNotMatch(text, /stuckmail_queue_runs\{/);
    },
    () => Promise.reject(new Error('down')),
  );
});

test('anything else is refused', async () => {
  await serve({}, async (get) => {
    assert.equal((await get('/')).status, 404);
    assert.equal((await get('/healthz', { method: 'POST' })).status, 405);
  });
});
