import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEmbeddedQueue } from '../../src/adapters/queue/embedded-queue.ts';
import { diagnoseHost } from '../../src/application/diagnose-host.ts';
import { relayOf } from '../../src/application/limits/relay-of.ts';
import { createTurns, type TurnOptions } from '../../src/application/limits/turns.ts';
import { RetryLater } from '../../src/application/ports/job-queue.ts';
import type { RemoteShell } from '../../src/application/ports/remote-shell.ts';
import type { Progress } from '../../src/domain/diagnosis/progress.ts';
import { diagnosisOf, requestOf, until } from '../queue/examples.ts';
import { makeHost } from '../ssh/host.ts';

const clock = { now: () => new Date() };
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Runs that end when the test says so. */
const setUp = (over: Partial<TurnOptions> = {}) => {
  const waiting: number[] = [];
  const turns = createTurns({
    runs: 100,
    perRelay: 2,
    clock,
    onWaitingForRelay: (count) => waiting.push(count),
    ...over,
  });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const told: string[] = [];
  const start = (name: string, relay: string | undefined, signal = new AbortController().signal): Promise<string> =>
    turns.take(
      relay,
      {
        signal,
        onProgress: (progress) =>
          told.push(`${name} ${progress.kind === 'waiting' ? progress.waitsFor : progress.kind}`),
      },
      async (run) => {
        begun.push(name);
        run.onProgress({ kind: 'connecting' });
        await new Promise<void>((resolve) => ends.set(name, resolve));
        ends.delete(name);
        return name;
      },
    );
  const settle = (): Promise<void> => sleep(5);
  return { start, begun, ends, told, waiting, settle };
};

test('a relay: never more than the limit, first come first served, whatever the letters; others do not wait', async () => {
  const { start, begun, ends, told, waiting, settle } = setUp();
  const all = ['a', 'b', 'c', 'd'].map((name, at) =>
    start(name, at % 2 === 0 ? 'smtp.example.com' : 'SMTP.example.com.'),
  );
  const others = [start('other', 'smtp.other.com'), start('unknown', undefined)];
  await settle();
  assert.deepEqual(begun.toSorted(), ['a', 'b', 'other', 'unknown']);
  assert.ok(told.includes('c a turn at the relay smtp.example.com'));
  assert.equal(
    told.some((line) => line.startsWith('a a turn')),
    false,
  );
  ends.get('b')?.();
  await settle();
  assert.deepEqual(begun.slice(4), ['c']);
  ends.get('a')?.();
  await settle();
  assert.deepEqual(begun.slice(4), ['c', 'd']);
  for (const end of ends.values()) end();
  assert.deepEqual(await Promise.all(all), ['a', 'b', 'c', 'd']);
  await Promise.all(others);
  assert.deepEqual([Math.max(...waiting), waiting.at(-1)], [2, 0]);
});

test('all together: never more than the limit, and a wait for the relay takes no place', async () => {
  const { start, begun, ends, settle } = setUp({ runs: 3 });
  const all = ['a', 'b', 'c', 'd'].map((name) => start(name, 'one'));
  await settle();
  all.push(...['e', 'f', 'g'].map((name) => start(name, undefined)));
  await settle();
  assert.deepEqual(begun, ['a', 'b', 'e']);
  ends.get('e')?.();
  await settle();
  assert.deepEqual(begun, ['a', 'b', 'e', 'f']);
  for (const name of ['a', 'b', 'f', 'g', 'c', 'd']) {
    await until(() => ends.has(name), `${name} began`);
    assert.ok(ends.size <= 3);
    ends.get(name)?.();
    await settle();
  }
  await Promise.all(all);
});

test('an abort ends the wait at once with its reason, and the next one moves up', async () => {
  const { start, begun, ends, waiting, settle } = setUp({ perRelay: 1 });
  const first = start('a', 'one');
  const abort = new AbortController();
  const second = start('b', 'one', abort.signal);
  const third = start('c', 'one');
  await settle();
  const reason = new Error('stopped');
  abort.abort(reason);
  await assert.rejects(second, reason);
  assert.equal(waiting.at(-1), 1);
  ends.get('a')?.();
  await settle();
  assert.deepEqual(begun, ['a', 'c']);
  ends.get('c')?.();
  await Promise.all([first, third]);
});

test('a run that fails gives its turn back', async () => {
  const turns = createTurns({ runs: 1, perRelay: 1, clock, onWaitingForRelay: () => undefined });
  const options = { signal: new AbortController().signal, onProgress: () => undefined };
  await assert.rejects(
    turns.take('one', options, async () => Promise.reject(new Error('broken'))),
    /broken/,
  );
  assert.equal(await turns.take('one', options, async () => 'well'), 'well');
});

test('too long a wait goes back to the queue; the time of the work itself does not count', async () => {
  const { start, ends, settle } = setUp({ perRelay: 1, patienceSeconds: 0.05 });
  const first = start('a', 'one');
  await assert.rejects(
    start('b', 'one'),
    (error) =>
      error instanceof RetryLater && /waited 0.05 s for a turn at the relay one|no turn within/.test(error.message),
  );
  await sleep(60);
  ends.get('a')?.();
  assert.equal(await first, 'a');
  await settle();
});

test('a wait inside the run counts for its patience, too', async () => {
  const turns = createTurns({ runs: 1, perRelay: 1, clock, onWaitingForRelay: () => undefined, patienceSeconds: 0.05 });
  const options = { signal: new AbortController().signal, onProgress: () => undefined };
  const pending = turns.take(undefined, options, async ({ signal, onProgress }) => {
    onProgress({ kind: 'waiting', waitsFor: 'a turn at the jump host gate' });
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
  });
  await assert.rejects(
    pending,
    (error) => error instanceof RetryLater && /0.05 s for a turn at the jump host gate/.test(error.message),
  );
});

/** Waits for a turn, then says nothing, as a shell that is no use. */
const waitingShell = (waitMs: number): RemoteShell => ({
  run: async (_host, _script, { signal, onWaiting, onConnected }) => {
    onWaiting?.('a turn at the jump host gate');
    await sleep(waitMs, undefined, { signal });
    onWaiting?.(undefined);
    onConnected();
    return { exitCode: 0 };
  },
  close: async () => undefined,
});

test('the time a run waits for its turn is not in its limit and not in its seconds, and shows', async () => {
  const told: Progress[] = [];
  const diagnosis = await diagnoseHost({
    host: makeHost({ port: 22 }),
    shell: waitingShell(400),
    clock,
    signal: new AbortController().signal,
    limitSeconds: 0.2,
    onProgress: (progress) => told.push(progress),
  });
  assert.equal(diagnosis.code, 'SSH_SHELL_UNUSABLE', 'it ran to its end');
  assert.ok(diagnosis.seconds < 0.3, `${diagnosis.seconds} s`);
  assert.deepEqual(
    told.map(({ kind }) => kind),
    ['connecting', 'waiting', 'connecting', 'connected'],
  );
});

test('the limit goes on where it stood after a wait', async () => {
  const shell: RemoteShell = {
    ...waitingShell(0),
    run: async (_host, _script, { signal, onWaiting }) => {
      onWaiting?.('a turn');
      await sleep(100);
      onWaiting?.(undefined);
      await sleep(10_000, undefined, { signal });
      return { exitCode: 0 };
    },
  };
  const diagnosis = await diagnoseHost({
    host: makeHost({ port: 22 }),
    shell,
    clock,
    signal: new AbortController().signal,
    limitSeconds: 0.1,
  });
  assert.equal(diagnosis.code, 'SSH_TIMED_OUT');
});

test('the relay of a host: as configured, else of its latest diagnosis, else none', async () => {
  const host = makeHost({ port: 22 });
  const found = { ...diagnosisOf('host01'), relay: { host: 'smtp.found.com', port: 587 } };
  const latest = async () => ({ request: requestOf('a'), state: 'finished' as const, views: [], diagnosis: found });
  assert.equal(
    await relayOf({ ...host, relay: { host: 'smtp.set.com', port: 25 } }, { latest }, quiet),
    'smtp.set.com',
  );
  assert.equal(await relayOf(host, { latest }, quiet), 'smtp.found.com');
  assert.equal(await relayOf(host, { latest: async () => undefined }, quiet), undefined);
  assert.equal(await relayOf(host, { latest: async () => Promise.reject(new Error('down')) }, quiet), undefined);
});

test('200 hosts behind one slow relay do not hold up the others', async () => {
  const queue = createEmbeddedQueue({ log: quiet });
  const turns = createTurns({ runs: 5, perRelay: 2, clock, onWaitingForRelay: (count) => queue.resize(5 + count) });
  let atRelay = 0;
  let most = 0;
  let free = false;
  const open: (() => void)[] = [];
  await queue.work(
    ({ request, signal }) =>
      turns.take(
        request.host.startsWith('slow') ? 'slow.example.com' : undefined,
        { signal, onProgress: () => undefined },
        async () => {
          if (!request.host.startsWith('slow')) {
            free = true;
            return;
          }
          atRelay += 1;
          most = Math.max(most, atRelay);
          await new Promise<void>((resolve) => open.push(resolve));
          atRelay -= 1;
        },
      ),
    { concurrency: 5 },
  );
  for (let at = 0; at < 200; at += 1) await queue.enqueue(requestOf(`slow${at}`, `slow${at}`));
  await queue.enqueue(requestOf('other', 'other'));
  await until(() => free, 'the other host had its turn while 200 wait');
  assert.equal(atRelay, 2);
  for (let done = 0; done < 200; done += 1) {
    await until(() => open.length > 0, 'the next one began');
    open.shift()?.();
  }
  await until(() => atRelay === 0, 'all ended');
  assert.equal(most, 2);
  await queue.close(1000);
});
