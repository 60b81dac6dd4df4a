import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { plainText } from '../../src/adapters/practice-slack/index.ts';
import { type IncidentBench, type IncidentBenchOptions, startIncidentBench } from './incident-bench.ts';

let bench: IncidentBench;
afterEach(() => bench.stop());

const begin = async (options: IncidentBenchOptions = {}): Promise<IncidentBench> => {
  bench = await startIncidentBench(options);
  return bench;
};
const rootText = (): string => plainText(bench.root(), (id) => bench.slack.nameOf(id));
const roots = (): number => bench.slack.messages('ops').filter(({ thread_ts }) => thread_ts === undefined).length;

test('an incident opens after two failing checks, and one message tells the rest of its life', async () => {
  const { fails, works, shown, pass, thread } = await begin();
  await fails('host01', 3);
  await shown();
  assert.equal(bench.slack.messages('ops').length, 0);
  await fails('host01', 4);
  await shown();
  assert.match(rootText(), /^ERROR: Mail stops on host01: /);
  assert.match(rootText(), /SMTP authentication · smtp\.example\.com:587 · since .* · 4 mails wait/);
  assert.match(rootText(), /Nobody has taken it yet/);
  assert.match(rootText(), /What to do: Ask the owner/);
  assert.match(rootText(), /\[Acknowledge\] {2}\[Assign to me\] {2}\[Prove the fix\] {2}\[Check now\] {2}\[Snooze v\]/);

  await fails('host02', 200);
  await fails('host02', 250);
  await shown();
  assert.equal(roots(), 1);
  assert.match(rootText(), /^ERROR: Mail stops on 2 hosts: /);
  assert.match(rootText(), /- host02: 250 mails wait\n- host01: 4 mails wait/);

  pass(3600);
  for (const host of ['host01', 'host02']) await works(host);
  await shown();
  // Counts alone are shown once a minute.
  pass(61);
  await shown();
  assert.match(rootText(), /^INFO: Mail flows again on 2 hosts, not yet for long enough/);
  for (const host of ['host01', 'host02']) await works(host);
  await shown();
  assert.match(rootText(), /^SUCCESS: Over after 1h 1m\. It was: .*, on 2 hosts\./);
  assert.match(rootText(), /Mails waiting: 254 at first, 254 at most, 0 now/);
  assert.match(rootText(), /\[Check now\] {2}\[Timeline\]/);
  assert.doesNotMatch(rootText(), /Acknowledge|Snooze/);
  assert.equal(roots(), 1);
  assert.match(thread().at(-1)?.text ?? '', /Resolved after 1h 1m/);
});

test('the same cause later is a new thread that links to the one before', async () => {
  const { fails, works, shown, slack } = await begin();
  for (const each of [fails, fails, works, works]) await each('host01');
  await shown();
  const first = bench.root();
  for (const each of [fails, fails]) await each('host01');
  await shown();
  assert.equal(roots(), 2);
  assert.match(rootText(), /The same cause before, over /);
  assert.match(JSON.stringify(bench.root().blocks), new RegExp(`archives/C0OPS/p${first.ts.replace('.', '')}`));
  assert.equal(slack.callsOf('chat.getPermalink').length, 1);
});

test('nobody acknowledges: one escalation calls whom it should, and nothing else calls anybody', async () => {
  const { fails, shown, pass, thread } = await begin({
    settings: { escalateAfterSeconds: 900, escalateTo: 'S0MAILADMIN' },
  });
  await fails('host01');
  await fails('host01');
  await shown();
  pass(1000);
  await shown();
  await shown();
  pass(1000);
  await shown();
  const calling = bench.slack.messages('ops').filter(({ blocks }) => JSON.stringify(blocks).includes('usergroup'));
  assert.equal(calling.length, 1);
  assert.equal(thread().filter(({ text }) => /Nobody acknowledged this within 15m/.test(text)).length, 1);
  assert.match(JSON.stringify(calling[0]?.blocks), /"usergroup_id":"S0MAILADMIN"/);
  assert.match(rootText(), /Escalated /);
});

test('Slack fails after the root and after an event: both show once', async () => {
  const { fails, shown, slack, works } = await begin();
  slack.fail('chat.postMessage', { status: 500, afterPosting: true });
  slack.fail('chat.update', { status: 500, afterPosting: true });
  await fails('host01');
  await fails('host01');
  await shown();
  assert.equal(roots(), 1);
  slack.fail('chat.postMessage', { reset: true, afterPosting: true });
  await works('host01');
  await works('host01');
  await shown();
  assert.equal(roots(), 1);
  assert.equal(bench.thread().filter(({ text }) => text.startsWith('Resolved')).length, 1);
  assert.match(rootText(), /^SUCCESS/);
});

test('a root message that somebody deleted is posted anew, and the thread goes on there', async () => {
  const { fails, shown, slack, works } = await begin();
  await fails('host01');
  await fails('host01');
  await shown();
  const { ts } = bench.root();
  await bench.writer.client.apiCall('chat.delete', { channel: 'C0OPS', ts });
  await works('host01');
  await works('host01');
  await shown();
  assert.equal(roots(), 1);
  assert.notEqual(bench.root().ts, ts);
  assert.match(rootText(), /^SUCCESS/);
  assert.equal(slack.thread('ops', bench.root().ts).length, 2);
});

test('a root message that is deleted again and again is posted anew each time', async () => {
  const { fails, shown, desk, open } = await begin();
  await fails('host01');
  await fails('host01');
  await shown();
  const { id } = await open();
  for (let time = 0; time < 5; time++) {
    const { ts } = bench.root();
    await bench.writer.client.apiCall('chat.delete', { channel: 'C0OPS', ts });
    await desk.act(id, { kind: time % 2 === 0 ? 'acknowledge' : 'unacknowledge' }, 'U0ANN');
    await shown();
    assert.equal(roots(), 1, `after ${time + 1} times`);
    assert.notEqual(bench.root().ts, ts);
  }
});

test('a channel that was archived holds nobody up: whoever has the incident is told directly, once', async () => {
  const { fails, shown, works, desk, open, slack } = await begin();
  await fails('host01');
  await fails('host01');
  await shown();
  await desk.act((await open()).id, { kind: 'acknowledge' }, 'U0ANN');
  await shown();
  slack.fail('chat.update', { error: 'is_archived' }, Infinity);
  slack.fail('chat.postMessage', { error: 'is_archived', when: ({ channel }) => channel === 'C0OPS' }, Infinity);
  await works('host01');
  await works('host01');
  await shown();
  await shown();
  assert.equal((await desk.board()).incidents.length, 0, 'it is closed and put away');
  assert.equal(slack.messages('D0ANN').length, 1);
  assert.match(slack.messages('D0ANN')[0]?.text ?? '', /^Over after/);
});
