import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Checks, Phase } from '../../src/adapters/web/health-answers.ts';
import { startHealthServer } from '../../src/adapters/web/health-server.ts';
import { createMetrics } from '../../src/adapters/web/metrics.ts';
import type { MetricSources } from '../../src/adapters/web/shared-gauges.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';

const serve = async (
  checks: Checks,
  run: (get: (path: string, init?: RequestInit) => Promise<{ status: number; text: string }>) => Promise<void>,
  sources: Partial<MetricSources> = {},
  phase: () => Phase = () => 'running',
): Promise<void> => {
  const metrics = createMetrics({ depth: async () => ({ waiting: 3, active: 2 }), ...sources });
  metrics.runFailed();
  const server = await startHealthServer({ port: 0, address: '127.0.0.1', checks, metrics, phase });
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
    assert.match(text, /stuckmail_runs_total\{status="error",stage="none"\} 1\n/);
    assert.match(text, /stuckmail_queue_runs\{state="waiting"\} 3\n/);
    assert.match(text, /process_resident_memory_bytes \d/);
  });
  await serve(
    {},
    async (get) => {
      const { status, text } = await get('/metrics');
      assert.equal(status, 200);
      assert.doesNotMatch(text, /stuckmail_(?:queue_runs|incidents_open)\{/);
    },
    { depth: () => Promise.reject(new Error('down')), board: () => Promise.reject(new Error('down')) },
  );
});

test('anything else is refused', async () => {
  await serve({}, async (get) => {
    assert.equal((await get('/')).status, 404);
    assert.equal((await get('/healthz', { method: 'POST' })).status, 405);
  });
});

test('not ready before everything is set up, nor once the end was asked for; alive in both', async () => {
  for (const phase of ['starting', 'stopping'] as const) {
    await serve(
      { queue: async () => true },
      async (get) => {
        assert.deepEqual(await get('/readyz'), {
          status: 503,
          text: `{"ready":false,"phase":"${phase}","queue":true}\n`,
        });
        assert.equal((await get('/healthz')).status, 200);
      },
      {},
      () => phase,
    );
  }
});

const incident = (state: Incident['state'], given: Partial<Incident> = {}): Incident =>
  ({ id: 'x', state, ...given }) as Incident;

test('incidents by state, each in one; watches, the outbox, calls and turns', async () => {
  const at = '2026-11-22T10:00:00Z';
  const incidents = [
    incident('open'),
    incident('open', { acknowledged: { by: 'U0ANN', at } }),
    incident('open', { acknowledged: { by: 'U0ANN', at }, assigned: { to: 'U0BOB', by: 'U0ANN', at } }),
    incident('resolved'),
  ];
  const metrics = createMetrics({
    depth: async () => ({ waiting: 0, active: 0 }),
    board: async () => ({ incidents, silences: [], past: [] }),
    watches: async () => 7,
    outbox: () => ({ count: 2, oldestMs: 1500, stalledMs: 0 }),
  });
  metrics.slackCalled('chat.update', { kind: 'limited' });
  metrics.slackCalled('chat.update', { kind: 'done' });
  metrics.ticked('watches', true);
  metrics.ticked('watches', false);
  const text = await metrics.text();
  for (const line of [
    'stuckmail_incidents_open{state="new"} 1',
    'stuckmail_incidents_open{state="acknowledged"} 1',
    'stuckmail_incidents_open{state="assigned"} 1',
    'stuckmail_incidents_open{state="snoozed"} 0',
    'stuckmail_watches 7',
    'stuckmail_outbox_waiting 2',
    'stuckmail_outbox_oldest_seconds 1.5',
    'stuckmail_outbox_stalled_seconds 0',
    'stuckmail_slack_calls_total{method="chat.update",outcome="throttled"} 1',
    'stuckmail_slack_calls_total{method="chat.update",outcome="done"} 1',
    'stuckmail_ticks_total{work="watches",result="ok"} 1',
    'stuckmail_ticks_total{work="watches",result="failed"} 1',
  ])
    assert.ok(text.includes(`\n${line}\n`), `${line}\n${text}`);
  assert.doesNotMatch(text, /U0ANN/u);
});

test('names and help follow the conventions, and docs/operations.md lists every metric of ours', async () => {
  const metrics = createMetrics({
    depth: async () => ({ waiting: 0, active: 0 }),
    board: async () => ({ incidents: [], silences: [], past: [] }),
    watches: async () => 0,
    outbox: () => ({ count: 0, oldestMs: 0, stalledMs: 0 }),
  });
  const text = await metrics.text();
  const types = new Map(
    [...text.matchAll(/^# TYPE (stuckmail_\w+) (\w+)$/gmu)].map(([, name = '', type = '']) => [name, type]),
  );
  const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  assert.deepEqual(new Set(page.match(/\bstuckmail_[a-z_]+(?=[`{])/gu)), new Set(types.keys()));
  for (const [name, type] of types) assert.equal(name.endsWith('_total'), type === 'counter', name);
});

test('a shared gauge that does not answer is left out, and the others are there', async () => {
  const metrics = createMetrics({
    depth: async () => ({ waiting: 1, active: 0 }),
    watches: () => new Promise<number>(() => undefined),
  });
  const text = await metrics.text();
  assert.match(text, /stuckmail_queue_runs\{state="waiting"\} 1/u);
  assert.doesNotMatch(text, /^stuckmail_watches /mu);
});
