import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { QueueSettings } from '../../src/adapters/queue/settings.ts';
import { type JobQueue, QueueUnavailable, RetryLater, type RunAttempt } from '../../src/application/ports/job-queue.ts';
import { requestOf, until } from './examples.ts';

/** A hand that lets a handler wait until the test says so. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** What every queue promises. `make` gives a fresh queue each time; the test closes it. */
export function testQueue(
  name: string,
  skip: string | false,
  make: (settings: Partial<QueueSettings>) => JobQueue,
): void {
  const quick: Partial<QueueSettings> = { firstBackoffMs: 20, longestBackoffMs: 50, attempts: 3, abortGraceMs: 300 };
  const contract = (
    what: string,
    body: (queue: JobQueue) => Promise<void>,
    settings: Partial<QueueSettings> = {},
  ): void => {
    test(`${name}: ${what}`, { skip }, async () => {
      const queue = make({ ...quick, ...settings });
      try {
        await body(queue);
      } finally {
        await queue.close(0);
      }
    });
  };

  contract('hands the request over as it was given, odd ids too', async (queue) => {
    const request = {
      ...requestOf('msg:T1:C1:17%2F.5 ä', 'host-01.example.com'),
      place: { team: 'T', channel: 'C', thread: '1.2' },
    };
    const taken: RunAttempt[] = [];
    await queue.work(async (attempt) => void taken.push(attempt), { concurrency: 1 });
    assert.deepEqual(await queue.enqueue(request), { outcome: 'queued', runId: request.runId });
    await until(() => taken.length === 1, 'the run was taken');
    assert.deepEqual(taken[0]?.request, request);
    assert.equal(taken[0]?.attempt, 1);
    assert.equal(taken[0]?.last, false);
    assert.equal(taken[0]?.giveUp, undefined);
  });

  contract('takes more runs, and fewer, as it is told', async (queue) => {
    const gates = Array.from({ length: 6 }, gate);
    const begun: string[] = [];
    await queue.work(
      async ({ request }) => {
        begun.push(request.runId);
        await gates[Number(request.runId.slice(1))]?.opened;
      },
      { concurrency: 1 },
    );
    for (let at = 0; at < 6; at += 1) await queue.enqueue(requestOf(`r${at}`, `host${at}`));
    await until(() => begun.length === 1, 'one began');
    queue.resize(3);
    gates[0]?.open();
    await until(() => begun.length === 4, 'three are under way');
    queue.resize(1);
    gates[1]?.open();
    gates[2]?.open();
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(begun.length, 4);
    gates[3]?.open();
    await until(() => begun.length === 5, 'the next one began alone');
    for (const { open } of gates) open();
    await until(() => begun.length === 6, 'all began');
  });

  contract(
    'a run that a person waits for goes before those of surveys and watches; those keep their order',
    async (queue) => {
      const held = gate();
      const begun: string[] = [];
      await queue.work(
        async ({ request }) => {
          begun.push(request.runId);
          await held.opened;
        },
        { concurrency: 1 },
      );
      const place = { team: 'T1', channel: 'C1', survey: 's1' };
      const { place: _, ...watched } = requestOf('watched', 'h3');
      await queue.enqueue(requestOf('first', 'h0'));
      await until(() => begun.length === 1, 'one is under way');
      await queue.enqueue({ ...requestOf('many1', 'h1'), place });
      await queue.enqueue({ ...requestOf('many2', 'h2'), place });
      await queue.enqueue(watched);
      await queue.enqueue(requestOf('asked1', 'h4'));
      await queue.enqueue(requestOf('asked2', 'h5'));
      assert.deepEqual(await queue.depth(), { waiting: 5, active: 1 });
      assert.equal((await queue.enqueue({ ...requestOf('again', 'h1'), place })).outcome, 'joined');
      held.open();
      await until(() => begun.length === 6, 'all began');
      assert.deepEqual(begun, ['first', 'asked1', 'asked2', 'many1', 'many2', 'watched']);
    },
  );

  contract('a digits-only id is an id like any other', async (queue) => {
    assert.deepEqual(await queue.enqueue(requestOf('12345')), { outcome: 'queued', runId: '12345' });
    assert.deepEqual(await queue.enqueue(requestOf('12345')), { outcome: 'repeated', runId: '12345' });
  });

  contract('the same request again is repeated: while it waits, and when it is over', async (queue) => {
    await queue.enqueue(requestOf('a'));
    assert.deepEqual(await queue.enqueue(requestOf('a')), { outcome: 'repeated', runId: 'a' });
    let runs = 0;
    await queue.work(async () => void (runs += 1), { concurrency: 1 });
    await until(async () => runs === 1 && (await queue.depth()).active === 0, 'the run is over');
    assert.deepEqual(await queue.enqueue(requestOf('a')), { outcome: 'repeated', runId: 'a' });
    assert.deepEqual(await queue.enqueue(requestOf('b')), { outcome: 'queued', runId: 'b' });
    await until(() => runs === 2, 'the next run was done');
  });

  contract('another request for the host joins: waiting, running, and between two tries', async (queue) => {
    await queue.enqueue(requestOf('a'));
    assert.deepEqual(await queue.enqueue(requestOf('b')), { outcome: 'joined', runId: 'a' });
    const first = gate();
    let tries = 0;
    await queue.work(
      async () => {
        tries += 1;
        if (tries === 1) {
          await first.opened;
          throw new RetryLater('once more');
        }
      },
      { concurrency: 2 },
    );
    await until(() => tries === 1, 'it runs');
    assert.deepEqual(await queue.enqueue(requestOf('c')), { outcome: 'joined', runId: 'a' });
    assert.deepEqual(await queue.enqueue(requestOf('d', 'host02')), { outcome: 'queued', runId: 'd' });
    first.open();
    await until(async () => (await queue.depth()).active === 0, 'the first try is over');
    await until(() => tries === 3, 'the second try, and the other host');
  });

  contract('the host is free when a run is done, also when it failed', async (queue) => {
    const done: string[] = [];
    await queue.work(
      async ({ request }) => {
        done.push(request.runId);
        if (request.runId === 'bad') throw new Error('a defect');
      },
      { concurrency: 1 },
    );
    for (const runId of ['good', 'bad', 'after']) {
      assert.deepEqual(await queue.enqueue(requestOf(runId)), { outcome: 'queued', runId });
      await until(async () => done.includes(runId) && (await queue.depth()).active === 0, `${runId} is over`);
    }
    assert.deepEqual(done, ['good', 'bad', 'after'], 'an error that is not RetryLater ends the run');
  });

  contract('RetryLater is tried again, up to the limit; the last try says so', async (queue) => {
    const tries: [number, boolean][] = [];
    await queue.work(
      async ({ attempt, last }) => {
        tries.push([attempt, last]);
        throw new RetryLater('not yet');
      },
      { concurrency: 1 },
    );
    await queue.enqueue(requestOf('a'));
    await until(() => tries.length === 3, 'three tries');
    await until(async () => (await queue.enqueue(requestOf('b'))).outcome === 'queued', 'the host is free');
    assert.deepEqual(tries.slice(0, 3), [
      [1, false],
      [2, false],
      [3, true],
    ]);
  });

  contract('never two runs of one host at a time, many hosts at once', async (queue) => {
    const running = new Map<string, number>();
    let most = 0;
    let done = 0;
    await queue.work(
      async ({ request: { host } }) => {
        assert.equal(running.get(host) ?? 0, 0, `${host} runs once`);
        running.set(host, 1);
        most = Math.max(most, [...running.values()].filter((n) => n > 0).length);
        await new Promise((resolve) => {
          setTimeout(resolve, 20);
        });
        running.set(host, 0);
        done += 1;
      },
      { concurrency: 4 },
    );
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, index) => queue.enqueue(requestOf(`r${index}`, `host${index % 6}`))),
    );
    const queued = outcomes.filter(({ outcome }) => outcome === 'queued').length;
    assert.ok(queued >= 6);
    await until(() => done === queued, 'all runs are done');
    assert.ok(most > 1 && most <= 4, `${most} at once`);
  });

  contract(
    'a run that takes too long is told to end, with the limit in the message; it is not tried again',
    async (queue) => {
      const reasons: string[] = [];
      await queue.work(
        ({ signal }) =>
          new Promise((_, reject) => {
            signal.addEventListener('abort', () => {
              reasons.push((signal.reason as Error).message);
              reject(signal.reason as Error);
            });
          }),
        { concurrency: 1 },
      );
      await queue.enqueue(requestOf('a'));
      await until(() => reasons.length === 1, 'the signal came');
      await until(async () => (await queue.enqueue(requestOf('b'))).outcome === 'queued', 'the host is free');
      assert.match(reasons[0] ?? '', /longer than its limit of 0\.1 s/);
    },
    { runLimitMs: 100 },
  );

  contract(
    'a handler that does not listen to its signal does not hold the host for ever',
    async (queue) => {
      let runs = 0;
      await queue.work(
        async () => {
          runs += 1;
          if (runs === 1) await new Promise(() => undefined);
        },
        { concurrency: 1 },
      );
      await queue.enqueue(requestOf('a'));
      await until(async () => (await queue.enqueue(requestOf('b'))).outcome === 'queued', 'the host is free');
      await until(() => runs === 2, 'the next run was done');
    },
    { runLimitMs: 50, abortGraceMs: 50 },
  );

  contract('release frees the host of that very run and of no other', async (queue) => {
    await queue.enqueue(requestOf('a'));
    await queue.release('host01', 'other');
    assert.equal((await queue.enqueue(requestOf('b'))).outcome, 'joined');
    await queue.release('host01', 'a');
    assert.deepEqual(await queue.enqueue(requestOf('b')), { outcome: 'queued', runId: 'b' });
    assert.deepEqual(await queue.enqueue(requestOf('c')), { outcome: 'joined', runId: 'b' });
  });

  contract('depth counts what waits and what runs', async (queue) => {
    const held = gate();
    for (const host of ['h1', 'h2', 'h3']) await queue.enqueue(requestOf(`r-${host}`, host));
    assert.deepEqual(await queue.depth(), { waiting: 3, active: 0 });
    await queue.work(() => held.opened, { concurrency: 1 });
    await until(async () => (await queue.depth()).active === 1, 'one runs');
    assert.deepEqual(await queue.depth(), { waiting: 2, active: 1 });
    held.open();
    await until(async () => (await queue.depth()).waiting === 0, 'all are taken');
  });

  contract(
    'repeated work is done again and again, one at a time, also after it failed; close ends it',
    async (queue) => {
      let times = 0;
      let running = 0;
      await queue.repeat(30, async () => {
        times += 1;
        running += 1;
        assert.equal(running, 1, 'one at a time');
        await new Promise((resolve) => {
          setTimeout(resolve, 40);
        });
        running -= 1;
        if (times === 2) throw new Error('a defect');
      });
      await until(() => times >= 4, 'it was done four times');
      await queue.close(1000);
      const then = times;
      await new Promise((resolve) => {
        setTimeout(resolve, 200);
      });
      assert.equal(times, then);
      assert.equal(running, 0, 'what was under way could end');
    },
  );

  contract('close lets a run in hand end within the grace', async (queue) => {
    let ended = false;
    let began = false;
    await queue.work(
      async () => {
        began = true;
        await new Promise((resolve) => {
          setTimeout(resolve, 150);
        });
        ended = true;
      },
      { concurrency: 1 },
    );
    await queue.enqueue(requestOf('a'));
    await until(() => began, 'it runs');
    await queue.close(5000);
    assert.ok(ended);
    await assert.rejects(queue.enqueue(requestOf('b')), QueueUnavailable);
  });

  contract('close takes a run back when the grace is over; its signal says that another try follows', async (queue) => {
    let reason: unknown;
    let began = false;
    await queue.work(
      ({ signal, giveUp }) =>
        new Promise((resolve, reject) => {
          began = true;
          if (giveUp !== undefined) resolve();
          signal.addEventListener('abort', () => {
            reason = signal.reason;
            reject(signal.reason as Error);
          });
        }),
      { concurrency: 1 },
    );
    await queue.enqueue(requestOf('a'));
    await until(() => began, 'it runs');
    await queue.close(20);
    assert.ok(reason instanceof RetryLater);
  });
}
