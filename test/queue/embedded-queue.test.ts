import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEmbeddedQueue } from '../../src/adapters/queue/embedded-queue.ts';
import { QueueUnavailable, RetryLater } from '../../src/application/ports/job-queue.ts';
import { quiet, requestOf } from './examples.ts';
import { testQueue } from './queue-contract.ts';

testQueue('embedded queue', false, (settings) => createEmbeddedQueue({ log: quiet, settings }));

test('embedded queue: turns requests away when too many wait, and says that nothing was queued', async () => {
  const queue = createEmbeddedQueue({ log: quiet, maxWaiting: 2 });
  await queue.enqueue(requestOf('a', 'h1'));
  await queue.enqueue(requestOf('b', 'h2'));
  await assert.rejects(queue.enqueue(requestOf('c', 'h3')), (error: unknown) => {
    assert.ok(error instanceof QueueUnavailable);
    assert.equal(error.ambiguous, false);
    assert.match(error.message, /Nothing was queued for h3: 2 runs are waiting/);
    return true;
  });
  assert.equal((await queue.enqueue(requestOf('d', 'h1'))).outcome, 'joined', 'joining costs nothing');
  await queue.close(0);
});

test('embedded queue: runs that are still there at the end are handed over once more, to be reported only', async () => {
  const queue = createEmbeddedQueue({ log: quiet, settings: { abortGraceMs: 100, firstBackoffMs: 60_000 } });
  const given: string[] = [];
  await queue.work(
    async ({ request, giveUp, signal }) => {
      if (giveUp !== undefined) {
        given.push(`${request.host}: ${giveUp}`);
        return;
      }
      if (request.host === 'backing-off') throw new RetryLater('not yet');
      await new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    },
    { concurrency: 2 },
  );
  for (const host of ['backing-off', 'running', 'running2', 'waiting']) await queue.enqueue(requestOf(host, host));
  await new Promise((resolve) => {
    setTimeout(resolve, 20);
  });
  await queue.close(0);
  const hosts = new Set(given.map((line) => line.split(':')[0]));
  assert.equal(given.length, 4);
  assert.deepEqual(hosts, new Set(['backing-off', 'running', 'running2', 'waiting']));
  assert.match(given[0] ?? '', /stopped before this run was done/);
});
