import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEmbeddedQueue } from '../../src/adapters/queue/embedded-queue.ts';
import { createMemoryStore } from '../../src/adapters/store/memory-store.ts';
import type { AuditRecord } from '../../src/application/ports/audit-log.ts';
import { type JobQueue, QueueUnavailable } from '../../src/application/ports/job-queue.ts';
import type { RunStore } from '../../src/application/ports/run-store.ts';
import { type DiagnosisRequest, requestDiagnosis } from '../../src/application/request-diagnosis.ts';
import { quiet } from '../queue/examples.ts';

const clock = { now: () => new Date('2026-01-02T03:04:05Z') };

function setUp(over: { queue?: Partial<JobQueue>; store?: Partial<RunStore> } = {}) {
  const audited: AuditRecord[] = [];
  const store: RunStore = { ...createMemoryStore(), ...over.store };
  const queue: JobQueue = { ...createEmbeddedQueue({ log: quiet }), ...over.queue };
  const parts = { queue, store, clock, audit: { record: (entry: AuditRecord) => void audited.push(entry) } };
  return { store, queue, audited, ask: (asked: DiagnosisRequest) => requestDiagnosis(parts, asked) };
}

const asked = (runId: string, channel = 'C1', thread?: string): DiagnosisRequest => ({
  runId,
  host: 'host01',
  requestedBy: `U-${runId}`,
  place: { team: 'T1', channel, ...(thread === undefined ? {} : { thread }) },
});

test('a new request is queued, with a record and one line in the audit', async () => {
  const { ask, store, audited, queue } = setUp();
  const { outcome, runId, record } = await ask(asked('a'));
  assert.deepEqual([outcome, runId], ['queued', 'a']);
  assert.deepEqual(record, await store.get('a'));
  assert.equal(record.request.requestedAt, '2026-01-02T03:04:05.000Z');
  assert.equal((await queue.depth()).waiting, 1);
  assert.deepEqual(audited, [{ who: 'U-a', what: 'diagnose host01', where: 'C1', outcome: 'queued', detail: 'a' }]);
});

test('the same request again is repeated: one run, one audit line', async () => {
  const { ask, audited, queue } = setUp();
  await ask(asked('a'));
  assert.equal((await ask(asked('a'))).outcome, 'repeated');
  assert.equal((await queue.depth()).waiting, 1);
  assert.equal(audited.length, 1);
});

test('a request from elsewhere joins and its place becomes a view; from the same place it adds none', async () => {
  const { ask, store, audited } = setUp();
  await ask(asked('a'));
  const joined = await ask(asked('b', 'C2'));
  assert.deepEqual([joined.outcome, joined.runId], ['joined', 'a']);
  assert.deepEqual(
    joined.record.views.map(({ place, requestedBy }) => [place.channel, requestedBy]),
    [
      ['C1', 'U-a'],
      ['C2', 'U-b'],
    ],
  );
  assert.equal((await ask(asked('c', 'C1'))).outcome, 'joined');
  assert.equal((await ask(asked('d', 'C2'))).outcome, 'joined');
  assert.equal((await store.get('a'))?.views.length, 2);
  assert.equal((await ask(asked('e', 'C2', '1.5'))).record.views.length, 3, 'a thread is a place of its own');
  assert.deepEqual(
    audited.map(({ who, outcome }) => `${who} ${outcome}`),
    ['U-a queued', 'U-b joined', 'U-c joined', 'U-d joined', 'U-e joined'],
  );
});

test('a request that joined and is delivered again is not run, also when the host is free by then', async () => {
  const { ask, store, queue } = setUp();
  await ask(asked('a'));
  await ask(asked('b', 'C2'));
  await store.update('a', (record) => ({ ...record, state: 'finished' }));
  await queue.release('host01', 'a');
  const again = await ask(asked('b', 'C2'));
  assert.deepEqual([again.outcome, again.runId, again.record.request.runId], ['repeated', 'a', 'a']);
  assert.equal((await queue.depth()).waiting, 1, 'only the first one');
});

test('a run that is over while its job still holds the host is not joined: a new run starts', async () => {
  for (const state of ['finished', 'failed'] as const) {
    const { ask, store } = setUp();
    await ask(asked('a'));
    await store.update('a', (record) => ({ ...record, state }));
    assert.deepEqual([(await ask(asked('b', 'C2'))).outcome, (await store.get('a'))?.views.length], ['queued', 1]);
  }
});

test('a run of which no record is left is not joined either', async () => {
  const kept = createMemoryStore();
  const { ask } = setUp({ store: { ...kept, get: async (runId) => (runId === 'a' ? undefined : kept.get(runId)) } });
  await ask(asked('a'));
  assert.equal((await ask(asked('b'))).outcome, 'queued');
});

test('a host that stays taken by runs that are over ends with a clear error, not with a loop', async () => {
  const { ask, store, queue } = setUp({ queue: { release: async () => undefined } });
  await ask(asked('a'));
  await store.update('a', (record) => ({ ...record, state: 'finished' }));
  await assert.rejects(
    ask(asked('b')),
    (error) => error instanceof QueueUnavailable && error.message.startsWith('Nothing was queued'),
  );
  assert.equal((await queue.depth()).waiting, 1);
});

test('more than fifty places never wait for one run, and the next one is told so', async () => {
  const { ask, store } = setUp();
  for (let index = 0; index < 50; index++) await ask(asked(`r${index}`, `C${index}`));
  await assert.rejects(
    ask(asked('more', 'C-more')),
    /Nothing was queued: host01 is being checked already and 50 places/,
  );
  assert.equal((await store.get('r0'))?.views.length, 50);
});

test('each failure says what did and did not happen, and is in the audit', async () => {
  const down = async (): Promise<never> => {
    throw new Error('Redis: no answer within 1.5 s');
  };
  const noStore = setUp({ store: { open: down } });
  await assert.rejects(noStore.ask(asked('a')), (error) => {
    assert.ok(error instanceof QueueUnavailable);
    assert.equal(error.ambiguous, false);
    assert.equal(
      error.message,
      'Nothing was queued for host01: the queue cannot be reached. Please try again in a minute. (Redis: no answer within 1.5 s)',
    );
    return true;
  });
  assert.deepEqual(
    noStore.audited.map(({ outcome }) => outcome),
    ['failed'],
  );

  const unsure = new QueueUnavailable('It may or may not have been queued.', { ambiguous: true });
  const noQueue = setUp({
    queue: {
      enqueue: async () => {
        throw unsure;
      },
    },
  });
  await assert.rejects(noQueue.ask(asked('a')), (error) => error === unsure);

  const noJoin = setUp({ store: { update: down } });
  await noJoin.ask(asked('a'));
  await assert.rejects(
    noJoin.ask(asked('b')),
    /host01 is being checked already, but this place could not be added .* nothing new was queued/,
  );
});
