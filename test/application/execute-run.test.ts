import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryStore } from '../../src/adapters/store/memory-store.ts';
import { type Diagnose, executeRun } from '../../src/application/execute-run.ts';
import type { AuditRecord } from '../../src/application/ports/audit-log.ts';
import { RetryLater, type RunAttempt } from '../../src/application/ports/job-queue.ts';
import type { RunReporter } from '../../src/application/ports/run-reporter.ts';
import type { RunRecord, RunStore } from '../../src/application/ports/run-store.ts';
import { diagnosisOf, requestOf } from '../queue/examples.ts';

interface Over {
  readonly diagnose?: Diagnose;
  readonly reporter?: Partial<RunReporter>;
  readonly store?: Partial<RunStore>;
}

function setUp(over: Over = {}) {
  const calls: string[] = [];
  const audited: AuditRecord[] = [];
  const logged: string[] = [];
  const log = (_: object, message: string): void => void logged.push(message);
  const base = createMemoryStore();
  const store: RunStore = { ...base, ...over.store };
  const reporter: RunReporter = {
    started: async () => void calls.push('started'),
    progressed: (_, { kind }) => void calls.push(`progressed ${kind}`),
    finished: async (_, { status }) => void calls.push(`finished ${status}`),
    failed: async (_, reason) => void calls.push(`failed ${reason}`),
    ...over.reporter,
  };
  const diagnose: Diagnose = async (request, { onProgress, onTraits }) => {
    calls.push('diagnose');
    onProgress({ kind: 'connected' });
    return over.diagnose === undefined
      ? diagnosisOf(request.host)
      : over.diagnose(request, { signal, onProgress, onTraits });
  };
  let { signal } = new AbortController();
  const parts = {
    store,
    reporter,
    diagnose,
    clock: { now: () => new Date('2026-01-02T03:04:15Z') },
    audit: { record: (entry: AuditRecord) => void audited.push(entry) },
    log: { info: log, warn: log, error: log },
  };
  const run = (attempt: Partial<RunAttempt> = {}): Promise<void> => {
    signal = attempt.signal ?? signal;
    return executeRun(parts, { request: requestOf('a'), attempt: 1, last: false, signal, ...attempt });
  };
  return { run, calls, audited, logged, store: base };
}

const view = (channel: string) => ({ place: { team: 'T1', channel }, requestedBy: 'U2', posts: {} });
const join = (store: RunStore, channel: string): Promise<RunRecord> =>
  store.update('a', (record) => ({ ...record, views: [...record.views, view(channel)] }));

test('a run is started, diagnosed, kept, reported and closed', async () => {
  const { run, calls, store, audited } = setUp();
  await run();
  assert.deepEqual(calls, ['started', 'diagnose', 'progressed connected', 'finished healthy']);
  const record = await store.latest('host01');
  assert.equal(record?.state, 'finished');
  assert.deepEqual(record?.diagnosis, diagnosisOf('host01'));
  assert.deepEqual(audited, [
    {
      who: 'U1',
      what: 'diagnose host01',
      where: 'C1',
      outcome: 'finished',
      detail: 'healthy (10 s after the request)',
    },
  ]);
});

test('a run that is over is left alone', async () => {
  const { run, calls } = setUp();
  await run();
  calls.length = 0;
  await run({ attempt: 2 });
  assert.deepEqual(calls, []);
});

test('a worker that died between diagnosis and report: the next one only reports', async () => {
  const { run, calls, store } = setUp();
  await store.open(requestOf('a'));
  await store.update('a', (record) => ({ ...record, state: 'running', diagnosis: diagnosisOf('host01') }));
  await run({ attempt: 2 });
  assert.deepEqual(calls, ['finished healthy']);
  assert.equal((await store.get('a'))?.state, 'finished');
});

test('the same for a failure: it is stored first, and reported by the next try', async () => {
  let down = true;
  const { run, calls } = setUp({
    diagnose: async () => {
      throw new TypeError('x is not a function');
    },
    reporter: {
      failed: async (_, reason) => {
        if (down) throw new Error('Slack is down');
        calls.push(`failed ${reason}`);
      },
    },
  });
  await assert.rejects(
    run(),
    (error) => error instanceof RetryLater && /could not be reported: Slack is down/.test(error.message),
  );
  down = false;
  await assert.rejects(run({ attempt: 2 }), /unexpected error .*x is not a function/);
  assert.deepEqual(calls.slice(-1), [
    'failed The diagnosis of host01 ended with an unexpected error and without a result: x is not a function.',
  ]);
  assert.equal(calls.filter((call) => call === 'diagnose').length, 1);
});

test('an unexpected error is told, kept, audited, and thrown with its cause for the log', async () => {
  const cause = new Error('a defect');
  const { run, calls, store, audited } = setUp({
    diagnose: async () => {
      throw cause;
    },
  });
  await assert.rejects(
    run(),
    (error) => error instanceof Error && !(error instanceof RetryLater) && error.cause === cause,
  );
  assert.match(calls.at(-1) ?? '', /^failed .*a defect/);
  assert.deepEqual([(await store.get('a'))?.state, audited[0]?.outcome], ['failed', 'failed']);
});

test('a place that joins while the report is on its way is served in another round', async () => {
  const served: number[] = [];
  const { run, store } = setUp({
    reporter: {
      finished: async () => {
        served.push((await store.get('a'))?.views.length ?? 0);
        if (served.length < 3) await join(store, `C-late${served.length}`);
      },
    },
  });
  await run();
  assert.deepEqual(served, [1, 2, 3]);
  assert.equal((await store.get('a'))?.state, 'finished');
});

test('store and reporter in trouble: RetryLater, whatever they throw', async () => {
  const trouble = async (): Promise<never> => {
    throw new Error('gone');
  };
  for (const over of [
    { store: { open: trouble } },
    { store: { update: trouble } },
    { reporter: { finished: trouble } },
  ]) {
    const { run, calls } = setUp(over);
    await assert.rejects(run(), (error) => error instanceof RetryLater && /gone/.test(error.message));
    assert.ok(!calls.some((call) => call.startsWith('failed')), 'nobody is told anything yet');
  }
});

test('on the last try the people are told, with the reason; if that fails too, the log is', async () => {
  const trouble = async (): Promise<never> => {
    throw new Error('Slack is down');
  };
  const { run, calls, store, audited } = setUp({ reporter: { finished: trouble } });
  await assert.rejects(run({ attempt: 30, last: true }), RetryLater);
  assert.equal(
    calls.at(-1),
    'failed The diagnosis of host01 was given up after 30 tries: the outcome could not be reported: Slack is down.',
  );
  assert.equal((await store.get('a'))?.state, 'failed');
  assert.equal(audited.at(-1)?.outcome, 'failed');

  const mute = setUp({ reporter: { finished: trouble, failed: trouble } });
  await assert.rejects(mute.run({ attempt: 30, last: true }), RetryLater);
  assert.deepEqual(mute.logged, ['the end of a run could not be reported']);
});

test('the start that cannot be shown does not hold up the diagnosis', async () => {
  const { run, calls, logged } = setUp({
    reporter: {
      started: async () => {
        throw new Error('Slack is down');
      },
    },
  });
  await run();
  assert.deepEqual(calls, ['diagnose', 'progressed connected', 'finished healthy']);
  assert.deepEqual(logged, ['the start of a run could not be shown']);
});

test('a run taken back from its worker is neither reported nor counted as failed, not even on the last try', async () => {
  const controller = new AbortController();
  const { run, calls, store } = setUp({
    diagnose: () => {
      controller.abort(new RetryLater('the worker is being stopped'));
      return new Promise(() => undefined);
    },
  });
  await assert.rejects(run({ signal: controller.signal, last: true }), (error) => error === controller.signal.reason);
  assert.ok(!calls.some((call) => /finished|failed/.test(call)));
  assert.equal((await store.get('a'))?.state, 'running');
});

test('the time limit during the diagnosis ends the run with the limit in the reason; during the report it is tried again', async () => {
  const limited = new AbortController();
  const never = (controller: AbortController) => (): Promise<never> => {
    controller.abort(new Error('the run took longer than its limit of 300 s'));
    return new Promise(() => undefined);
  };
  const slow = setUp({ diagnose: never(limited) });
  await assert.rejects(slow.run({ signal: limited.signal }), /longer than its limit of 300 s/);
  assert.match(
    slow.calls.at(-1) ?? '',
    /^failed .*ended without a result: the run took longer than its limit of 300 s\.$/,
  );

  const late = new AbortController();
  const stuck = setUp({ reporter: { finished: never(late) } });
  await assert.rejects(stuck.run({ signal: late.signal }), (error) => error instanceof RetryLater);
  assert.equal((await stuck.store.get('a'))?.diagnosis?.status, 'healthy', 'kept for the next try');
});

test('nothing is tried any more when the queue gives a run up: the reason is told', async () => {
  const { run, calls, store } = setUp();
  await assert.rejects(run({ attempt: 4, giveUp: 'It was interrupted 3 times.' }), /interrupted 3 times/);
  assert.deepEqual(calls, ['failed It was interrupted 3 times.']);
  assert.equal((await store.get('a'))?.state, 'failed');
});

test('a diagnosis that is there is reported even when the queue gives the run up', async () => {
  const { run, calls, store } = setUp();
  await store.open(requestOf('a'));
  await store.update('a', (record) => ({ ...record, diagnosis: diagnosisOf('host01') }));
  await run({ attempt: 4, giveUp: 'It was interrupted 3 times.' });
  assert.deepEqual(calls, ['finished healthy']);
});
