import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Configuration } from '../../src/adapters/hosts/configuration.ts';
import { createEmbeddedQueue } from '../../src/adapters/queue/embedded-queue.ts';
import { createMemoryStore } from '../../src/adapters/store/memory-store.ts';
import { startWorking } from '../../src/main/service/build-worker.ts';
import { quiet, requestOf, until } from '../queue/examples.ts';
import { host, inventoryOf } from '../slack/slack-bench.ts';

test('a try that is followed by another one is no failed run; a run that ends without a result is one', async () => {
  const queue = createEmbeddedQueue({ log: quiet, settings: { firstBackoffMs: 5, longestBackoffMs: 5, attempts: 4 } });
  let failed = 0;
  let follows = 0;
  await startWorking({
    // What a worker reads of it.
    configuration: {
      file: 'stuckmail.yaml',
      inventory: inventoryOf([host('host01')]),
      limits: { runs: 2, perJumpHost: 2, perRelay: 2 },
      maskAddresses: true,
    } as unknown as Configuration,
    queue,
    store: createMemoryStore(),
    reporter: {
      started: async () => undefined,
      progressed: () => undefined,
      finished: async () => undefined,
      failed: async () => undefined,
    },
    shell: { run: async () => ({ exitCode: 0 }), close: async () => undefined },
    clock: { now: () => new Date() },
    audit: { record: () => undefined },
    log: quiet,
    follow: async () => {
      follows += 1;
      if (follows < 3) throw new Error('the store is down');
    },
    onDiagnosed: () => undefined,
    onFailed: () => {
      failed += 1;
    },
  });
  try {
    await queue.enqueue(requestOf('a'));
    await until(async () => follows === 3 && (await queue.depth()).active === 0, 'the third try went well');
    assert.equal(failed, 0);
    await queue.enqueue(requestOf('b', 'not-in-the-file'));
    await until(() => failed === 1, 'a host that is not in the file is a failed run');
  } finally {
    await queue.close(0);
  }
});
