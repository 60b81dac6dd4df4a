import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfiguration } from '../../src/adapters/hosts/load-configuration.ts';
import { createEmbeddedQueue } from '../../src/adapters/queue/embedded-queue.ts';
import { createMemoryStore } from '../../src/adapters/store/memory-store.ts';
import type { RemoteShell } from '../../src/application/ports/remote-shell.ts';
import { startWorking, type WorkerParts } from '../../src/main/service/build-worker.ts';
import { diagnosisOf, requestOf, until } from '../queue/examples.ts';

const names = (kind: string, count: number): string[] => Array.from({ length: count }, (_, at) => `${kind}${at}`);
const text = [
  'limits: { runs: 6, perRelay: 2 }',
  'hosts:',
  ...names('set', 8).map((name) => `  ${name}: { relay: { host: smtp.set.com } }`),
  ...names('found', 8).map((name) => `  ${name}: { aliases: [x${name}] }`),
  ...names('free', 8).map((name) => `  ${name}:`),
].join('\n');

test('a worker keeps to the limits of the configuration; the relay is known from it or from the latest diagnosis', async () => {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const configuration = parseConfiguration('stuckmail.yaml', text);
  const queue = createEmbeddedQueue({ log });
  const store = createMemoryStore();
  for (const name of names('found', 8)) {
    const diagnosis = { ...diagnosisOf(name), relay: { host: 'smtp.found.com', port: 587 } };
    await store.open(requestOf(`before-${name}`, name));
    await store.update(`before-${name}`, (record) => ({ ...record, state: 'finished', diagnosis }));
  }
  const now = new Map<string, number>([['all', 0]]);
  const most = new Map<string, number>();
  const ends: (() => void)[] = [];
  const shell: RemoteShell = {
    run: async ({ name }) => {
      const kinds = ['all', name.replace(/\d+$/, '')];
      for (const kind of kinds) {
        now.set(kind, (now.get(kind) ?? 0) + 1);
        most.set(kind, Math.max(most.get(kind) ?? 0, now.get(kind) ?? 0));
      }
      await new Promise<void>((resolve) => ends.push(resolve));
      for (const kind of kinds) now.set(kind, (now.get(kind) ?? 0) - 1);
      return { exitCode: 0 };
    },
    close: async () => undefined,
  };
  const waited = new Set<string>();
  const finished = new Set<string>();
  const parts: WorkerParts = {
    configuration,
    queue,
    store,
    shell,
    log,
    clock: { now: () => new Date() },
    audit: { record: () => undefined },
    reporter: {
      started: async () => undefined,
      progressed: (runId, { kind }) => void (kind === 'waiting' && waited.add(runId)),
      finished: async (runId) => void finished.add(runId),
      failed: async () => undefined,
    },
    onDiagnosed: () => undefined,
    onFailed: () => undefined,
  };
  await startWorking(parts);
  const all = [...names('set', 8), ...names('found', 8), ...names('free', 8)];
  for (const name of all) await queue.enqueue(requestOf(name, name));
  await until(() => now.get('all') === 6, 'as many as allowed are under way');
  assert.deepEqual([now.get('set'), now.get('found'), now.get('free')], [2, 2, 2]);
  while (finished.size < all.length) {
    const before = finished.size;
    await until(() => ends.length > 0, 'the next one began');
    ends.shift()?.();
    await until(() => finished.size > before, 'one ended');
  }
  assert.deepEqual([most.get('all'), most.get('set'), most.get('found')], [6, 2, 2]);
  assert.ok(waited.has('set7') && waited.has('found7'), 'waiting shows');
  await queue.close(1000);
});
