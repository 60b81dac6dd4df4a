import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { createMemoryStore } from '../../src/adapters/store/memory-store.ts';
import { type JobQueue, QueueUnavailable } from '../../src/application/ports/job-queue.ts';
import { refusedLogin } from './canned.ts';
import { type Bench, type BenchOptions, startBench } from './slack-bench.ts';

let bench: Bench;
const open = async (options: BenchOptions = {}): Promise<Bench> => {
  bench = await startBench(options);
  return bench;
};
afterEach(() => bench.stop());

const enqueueWith =
  (enqueue: (real: JobQueue) => JobQueue['enqueue']) =>
  (real: JobQueue): JobQueue => ({ ...real, enqueue: enqueue(real) });
const command = async (text: string): Promise<string> => {
  const outcome = await bench.slack.typeCommand({ user: 'ann', channel: 'ops', text });
  assert.equal(outcome.outcome, 'acknowledged');
  return bench.slack.privateAnswers.at(-1)?.text ?? '';
};

test('queue down: the command is answered at once with what did not happen', async () => {
  await open({
    queue: enqueueWith(() => async () => {
      throw new QueueUnavailable('the queue cannot be reached (connect ECONNREFUSED); nothing was queued', {
        ambiguous: false,
      });
    }),
  });
  assert.match(await command('/mail diagnose host01'), /Not accepted: the queue cannot be reached.*nothing was queued/);
  assert.equal(bench.slack.messages('ops').length, 0);
});

test('queue frozen: the command is answered within Slack’s three seconds, as not confirmed', async () => {
  await open({ queue: enqueueWith(() => () => new Promise(() => undefined)) });
  assert.match(await command('/mail diagnose host01'), /Not confirmed: the queue did not answer within 1\.9 s/);
});

test('queue answers too late: the run is done all the same, and shown', async () => {
  await open({
    queue: enqueueWith((real) => async (request) => {
      await new Promise((done) => setTimeout(done, 2200));
      return await real.enqueue(request);
    }),
  });
  assert.match(await command('/mail diagnose host01'), /Not confirmed/);
  await bench.slack.waitFor(() => bench.slack.messages('ops').length === 2, { what: 'root and report' });
});

test('a programming error never ends in silence', async () => {
  await open({
    queue: enqueueWith(() => async () => {
      throw new TypeError('x is not a function');
    }),
  });
  const answer = await command('/mail diagnose host01');
  assert.match(answer, /nothing was started for host01: something unexpected went wrong/);
  assert.doesNotMatch(answer, /x is not a function/);
  assert.ok(bench.log.some(({ level }) => level === 'error'));
});

test('the store down: queue and checklist say so', async () => {
  const store = createMemoryStore();
  await open({
    store: {
      ...store,
      latest: async () => {
        throw new Error('connect ECONNREFUSED');
      },
    },
  });
  assert.match(
    await command('/mail queue host01'),
    /could not read the latest check of host01, and nothing was started/,
  );
});

test('no worker: the run is shown as waiting, and done when one comes', async () => {
  const { slack, queue } = await open({ work: false });
  assert.match(await command('/mail diagnose host01'), /Checking host01/);
  const root = await slack.waitFor(() => slack.messages('ops')[0], { what: 'the waiting run' });
  assert.match(root.text, /waiting for a free worker/);
  assert.equal((await queue.depth()).waiting, 1);
});

test('Slack refuses posts while the run is done: nothing is lost or shown twice', async () => {
  const { slack } = await open();
  slack.fail('chat.postMessage', { status: 429, retryAfter: 1 });
  slack.fail('chat.postMessage', { status: 500, afterPosting: true });
  slack.fail('chat.update', { status: 500 });
  await command('/mail diagnose host01');
  await slack.waitFor(
    () => slack.messages('ops').length === 2 && slack.messages('ops')[0]?.blocks?.[0]?.type === 'alert',
    {
      timeoutMs: 20_000,
      what: 'verdict and report',
    },
  );
  assert.equal(slack.messages('ops').length, 2);
});

test('a second request in the same channel joins the run and is told so; another channel gets the answer too', async () => {
  let end = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    end = resolve;
  });
  const { slack } = await open({
    diagnose: async ({ host }) => {
      await held;
      return refusedLogin(host);
    },
  });
  await command('/mail diagnose host01');
  await slack.waitFor(() => slack.messages('ops').length === 1);
  assert.match(
    await command('/mail diagnose host01'),
    /host01 is being checked already; you get the answer of that check in this channel/,
  );
  await slack.typeCommand({ user: 'bob', channel: 'mail', text: '/mail diagnose host01' });
  const joined = await slack.waitFor(() => slack.messages('mail')[0], { what: 'the joined run in the other channel' });
  assert.match(joined.text, /under way already/);
  end();
  await slack.waitFor(() => slack.messages('ops').length === 2 && slack.messages('mail').length === 2, {
    what: 'both reports',
  });
  assert.match(slack.messages('mail')[0]?.text ?? '', /mail stops at SMTP authentication/);
});

test('the host check itself fails: the message says that nothing is known about mail', async () => {
  const { slack } = await open({
    diagnose: async () => {
      throw new Error('the frame reader met something it does not know');
    },
  });
  await command('/mail diagnose host01');
  await slack.waitFor(() => slack.messages('ops')[0]?.text.includes('could not be done'), {
    what: 'the end of the run',
  });
  assert.match(JSON.stringify(slack.messages('ops')[0]?.blocks), /says nothing about its mail/);
});

test('somebody deletes the message of a run: the answer is posted anew', async () => {
  let end = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    end = resolve;
  });
  const { slack, writer } = await open({
    diagnose: async ({ host }) => {
      await held;
      return refusedLogin(host);
    },
  });
  await command('/mail diagnose host01');
  const root = await slack.waitFor(() => slack.messages('ops')[0]);
  await writer.outbox.caller.call('chat.delete', { channel: 'C0OPS', ts: root.ts });
  end();
  await slack.waitFor(() => slack.messages('ops').length === 2, { what: 'the new message and its report' });
  const [again, report] = slack.messages('ops');
  assert.match(again?.text ?? '', /mail stops at SMTP authentication/);
  assert.equal(report?.thread_ts, again?.ts);
});

test('the bot is removed from the channel meanwhile: the person gets the answer directly', async () => {
  let end = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    end = resolve;
  });
  const { slack } = await open({
    diagnose: async ({ host }) => {
      await held;
      return refusedLogin(host);
    },
  });
  await command('/mail diagnose host01');
  await slack.waitFor(() => slack.messages('ops').length === 1);
  (slack.channels.ops.members as Set<string>).delete(slack.botUserId);
  end();
  await slack.waitFor(() => slack.messages('D0ANN').length === 1, { what: 'the direct message' });
  assert.match(slack.messages('D0ANN')[0]?.text ?? '', /mail stops at SMTP authentication/);
});
