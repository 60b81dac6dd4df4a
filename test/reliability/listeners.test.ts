import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startPracticeSlack } from '../../src/adapters/practice-slack/index.ts';
import { createEmbeddedQueue } from '../../src/adapters/queue/embedded-queue.ts';
import { sleep } from '../../src/adapters/slack/outbox/timing.ts';
import { createSlackWriter } from '../../src/adapters/slack/writer.ts';
import { createMemoryCollections } from '../../src/adapters/store/memory-collections.ts';
import { createMemoryStore } from '../../src/adapters/store/memory-store.ts';
import { diagnoseHost } from '../../src/application/diagnose-host.ts';
import { createTurns } from '../../src/application/limits/turns.ts';
import { waitFor } from '../../src/application/limits/waiting.ts';
import type { RemoteShell } from '../../src/application/ports/remote-shell.ts';
import { buildPolicy } from '../../src/domain/policy/policy.ts';
import { quiet, requestOf } from '../queue/examples.ts';
import { host, quick, quietLogger } from '../slack/slack-bench.ts';

/** Node warns at the eleventh listener of one signal. */
const many = 50;
const clock = { now: () => new Date() };
const each = <T>(work: (index: number) => T): T[] => Array.from({ length: many }, (_, index) => work(index));

let warnings: string[];
const hear = (warning: Error): void => void warnings.push(warning.message);
beforeEach(() => {
  warnings = [];
  process.on('warning', hear);
});
afterEach(() => void process.off('warning', hear));

/** Warnings are emitted in a later turn. */
const noWarning = async (): Promise<void> => {
  await pause(20);
  assert.deepEqual(warnings, []);
};

test('the bell rings at all: fifty waits on a signal of our own making are told', async () => {
  const stop = new AbortController();
  const waits = each(() => waitFor(pause(30), { seconds: 60, late: () => new Error('late'), signal: stop.signal }));
  await pause(20);
  assert.equal(warnings.length, 1);
  await Promise.all(waits);
  assert.equal(getEventListeners(stop.signal, 'abort').length, 0, 'who waited listens no more');
  await Promise.all(each(() => sleep(1, stop.signal)));
  assert.equal(getEventListeners(stop.signal, 'abort').length, 0);
});

test('fifty messages that no app hears wait for their next try', async () => {
  const slack = await startPracticeSlack({ retryDelaysMs: [0, 60_000] });
  for (const index of each((at) => at)) void slack.say({ user: 'ann', channel: 'ops', text: `message ${index}` });
  await noWarning();
  await slack.close();
});

test('fifty posts wait for a Slack that is away', async () => {
  const slack = await startPracticeSlack();
  const writer = createSlackWriter({
    botToken: slack.botToken,
    apiUrl: slack.apiUrl,
    store: createMemoryStore(),
    collections: createMemoryCollections(),
    policy: buildPolicy({}),
    log: quiet,
    boltLogger: quietLogger,
    timing: { ...quick, backoffMs: 10_000, giveUpMs: 60_000 },
  });
  slack.fail('chat.postMessage', { status: 500 }, Infinity);
  const posts = each((index) =>
    writer.outbox.post(
      { subject: `x-${index}`, place: { team: 'T1', channel: `C${index}` }, step: 'root' },
      { channel: `C${index}` },
      { text: 'x', blocks: [] },
    ),
  );
  await pause(300);
  await noWarning();
  writer.stop();
  await Promise.allSettled(posts);
  await slack.close();
});

test('fifty runs in hand of one process, and fifty that wait for their turn', async () => {
  const queue = createEmbeddedQueue({ log: quiet });
  const turns = createTurns({ runs: 1, perRelay: 1, clock, onWaitingForRelay: () => undefined });
  let begun = 0;
  await queue.work(
    async ({ signal }) => {
      begun += 1;
      await turns.take('relay.example.com', { signal, onProgress: () => undefined }, () => pause(5));
    },
    { concurrency: many },
  );
  await Promise.all(each((index) => queue.enqueue({ ...requestOf(`r${index}`, `host${index}`) })));
  assert.equal(begun, many);
  await noWarning();
  await queue.close(10_000);
});

test('fifty hosts are diagnosed under the signal of one command', async () => {
  const stop = new AbortController();
  const shell: RemoteShell = {
    close: async () => undefined,
    run: (_, __, { signal }) =>
      waitFor(new Promise<never>(() => undefined), { seconds: 60, late: () => new Error('late'), signal }),
  };
  const runs = each((index) => diagnoseHost({ host: host(`h${index}`), shell, clock, signal: stop.signal }));
  await noWarning();
  stop.abort(new Error('stopped'));
  assert.ok((await Promise.allSettled(runs)).every(({ status }) => status === 'rejected'));
});
