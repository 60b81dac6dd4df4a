import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { type JobQueue, QueueUnavailable } from '../../src/application/ports/job-queue.ts';
import { type Bench, type BenchOptions, startBench } from './slack-bench.ts';

let bench: Bench;
const open = async (options: BenchOptions = {}): Promise<Bench> => {
  bench = await startBench({
    ...options,
    slack: { subscriptions: ['app_mention', 'message.im'], retryDelaysMs: [0, 100, 100], ...options.slack },
  });
  return bench;
};
afterEach(() => bench.stop());

/** A queue that is down for its first `times` requests. */
const downAtFirst =
  (times: number) =>
  (real: JobQueue): JobQueue => {
    let left = times;
    return {
      ...real,
      enqueue: async (request) => {
        left -= 1;
        if (left >= 0)
          throw new QueueUnavailable('the queue cannot be reached; nothing was queued', { ambiguous: false });
        return await real.enqueue(request);
      },
    };
  };

test('a mention is answered in its own thread', async () => {
  const { slack } = await open();
  const said = await slack.say({ user: 'ann', channel: 'ops', text: '@stuckmail diagnose host01' });
  await slack.waitFor(() => slack.thread('ops', said.ts).length === 3, { what: 'root and report in the thread' });
  const [, root, report] = slack.thread('ops', said.ts);
  assert.match(root?.text ?? '', /host01: mail stops at/);
  assert.match(report?.text ?? '', /^Report/);
  assert.equal(slack.messages('ops').length, 3);
});

test('a mention inside a thread is answered in that thread', async () => {
  const { slack } = await open();
  const first = await slack.say({ user: 'bob', channel: 'ops', text: 'mail looks stuck' });
  await slack.say({ user: 'ann', channel: 'ops', thread: first.ts, text: '@stuckmail check host02 please' });
  await slack.waitFor(() => slack.thread('ops', first.ts).length === 4, { what: 'root and report in the thread' });
  assert.ok(slack.messages('ops').every((message) => message.ts === first.ts || message.thread_ts === first.ts));
});

test('a direct message is answered in the conversation, with the words the commands have', async () => {
  const { slack } = await open();
  await slack.dm({ user: 'ann', text: 'hosts' });
  await slack.waitFor(() => slack.messages('D0ANN').length === 2);
  assert.match(slack.messages('D0ANN')[1]?.text ?? '', /3 hosts can be checked/);
  await slack.dm({ user: 'ann', text: 'diagnose host01' });
  await slack.waitFor(() => slack.messages('D0ANN').length === 5, { what: 'root and report' });
});

test('an event is acknowledged only after its run is queued; when queueing fails, Slack brings it again', async () => {
  const { slack } = await open({ queue: downAtFirst(1) });
  const said = await slack.say({ user: 'ann', channel: 'ops', text: '@stuckmail diagnose host01' });
  const [delivery] = await said.delivered;
  assert.deepEqual(
    delivery?.attempts.map(({ kind }) => kind),
    ['timeout', 'acknowledged'],
  );
  await slack.waitFor(() => slack.thread('ops', said.ts).length === 3, { what: 'the answer' });
  assert.match(slack.privateAnswers[0]?.text ?? '', /Not accepted.*Slack will hand me your message again/s);
  assert.equal(slack.privateAnswers.length, 1);
});

test('when the queue stays down, the person is told once more that nothing was started', {
  timeout: 30_000,
}, async () => {
  const { slack } = await open({ queue: downAtFirst(99), slack: { deadlineMs: 400, retryDelaysMs: [0, 50, 50] } });
  const said = await slack.say({ user: 'ann', channel: 'ops', text: '@stuckmail diagnose host01' });
  const [delivery] = await said.delivered;
  assert.equal(delivery?.state, 'given up');
  await slack.waitFor(() => slack.privateAnswers.length === 2);
  assert.match(slack.privateAnswers[1]?.text ?? '', /nothing was queued/);
  assert.doesNotMatch(slack.privateAnswers[1]?.text ?? '', /again within/);
  assert.equal(slack.thread('ops', said.ts).length, 1);
});

test('an event that Slack delivers twice makes one run and one answer', async () => {
  const { slack, audit } = await open();
  const said = await slack.say({ user: 'ann', channel: 'ops', text: '@stuckmail diagnose host01' });
  const [delivery] = await said.delivered;
  assert.ok(delivery);
  await slack.repeatEvent(delivery);
  await slack.waitFor(() => slack.thread('ops', said.ts).length === 3);
  await slack.repeatEvent(delivery);
  const help = await slack.say({ user: 'ann', channel: 'mail', text: '@stuckmail help' });
  const [asked] = await help.delivered;
  assert.ok(asked);
  await slack.repeatEvent(asked);
  await slack.waitFor(() => slack.thread('mail', help.ts).length === 2);
  assert.equal(audit.filter(({ outcome }) => outcome === 'queued').length, 1);
  assert.equal(slack.thread('ops', said.ts).length, 3);
  assert.equal(slack.thread('mail', help.ts).length, 2);
});

test('one message that makes two events (a mention, and a message where those are subscribed) makes one run', async () => {
  const { slack, audit } = await open({ slack: { subscriptions: ['app_mention', 'message.channels', 'message.im'] } });
  const said = await slack.say({ user: 'ann', channel: 'ops', text: '@stuckmail diagnose host01' });
  assert.equal(said.eventIds.length, 2);
  await slack.waitFor(() => slack.thread('ops', said.ts).length === 3);
  assert.equal(audit.filter(({ outcome }) => outcome === 'queued').length, 1);
});

test('bad input by mention is answered for the eyes of the person only', async () => {
  const { slack } = await open();
  const said = await slack.say({ user: 'ann', channel: 'ops', text: '@stuckmail diagnose hots01' });
  await slack.waitFor(() => slack.privateAnswers.length === 1);
  assert.match(slack.privateAnswers[0]?.text ?? '', /@stuckmail diagnose host01/);
  assert.equal(slack.thread('ops', said.ts).length, 1);
});

test('a guest who mentions the bot is refused, and the event is done with', async () => {
  const { slack } = await open();
  const said = await slack.say({ user: 'guest', channel: 'ops', text: '@stuckmail diagnose host01' });
  const [delivery] = await said.delivered;
  assert.equal(delivery?.attempts.length, 1);
  await slack.waitFor(() => slack.privateAnswers.length === 1);
  assert.match(slack.privateAnswers[0]?.text ?? '', /Guests/);
});
