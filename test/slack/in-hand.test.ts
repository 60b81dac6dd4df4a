import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildInHand } from '../../src/adapters/slack/outbox/in-hand.ts';
import { buildPermalinks } from '../../src/adapters/slack/outbox/permalinks.ts';
import { SlackRefused, SlackUnavailable } from '../../src/adapters/slack/outbox/slack-trouble.ts';
import { startBench } from './slack-bench.ts';

const held = () => {
  let settle: { done: () => void; fail: (error: Error) => void } = { done: () => undefined, fail: () => undefined };
  const promise = new Promise<void>((done, fail) => {
    settle = { done, fail };
  });
  return { promise, ...settle };
};

test('waiting writes have an age; they stall until one gets through or is refused', async () => {
  let at = 1_000_000;
  const inHand = buildInHand(() => at);
  assert.deepEqual(inHand.waiting(), { count: 0, oldestMs: 0, stalledMs: 0 });
  const first = held();
  const second = held();
  const writes = [inHand.watch(first.promise)];
  at += 5_000;
  writes.push(inHand.watch(second.promise));
  at += 1_000;
  assert.deepEqual(inHand.waiting(), { count: 2, oldestMs: 6_000, stalledMs: 6_000 });
  first.done();
  await writes[0];
  at += 2_000;
  assert.deepEqual(inHand.waiting(), { count: 1, oldestMs: 3_000, stalledMs: 2_000 }, 'Slack takes writes: no stall');
  second.fail(new SlackRefused('chat.postMessage', 'is_archived', new Error('x')));
  await assert.rejects(async () => await writes[1]);
  assert.deepEqual(inHand.waiting(), { count: 0, oldestMs: 0, stalledMs: 0 });
});

test('a write that was given back and is tried again does not begin to stall anew; old trouble is forgotten', async () => {
  let at = 1_000_000;
  const inHand = buildInHand(() => at);
  for (const wait of [60_000, 60_000, 60_000]) {
    const write = held();
    const watched = inHand.watch(write.promise);
    at += wait;
    write.fail(new SlackUnavailable('no answer'));
    await assert.rejects(watched);
    at += 1_000;
  }
  assert.equal(inHand.waiting().stalledMs, 183_000);
  at += 400_000;
  assert.equal(inHand.waiting().stalledMs, 0);
  const later = held();
  const watched = inHand.watch(later.promise);
  at += 100;
  assert.deepEqual(inHand.waiting(), { count: 1, oldestMs: 100, stalledMs: 100 });
  later.done();
  await watched;
});

test('the address of a message is asked for once; what is no address, or no message, is no link', async () => {
  const bench = await startBench({ work: false });
  const { slack, writer } = bench;
  try {
    const { ts } = await slack.say({ user: 'ann', channel: 'ops', text: 'hello' });
    const link = await writer.outbox.permalink('C0OPS', ts);
    assert.match(link ?? '', /^https:\/\/practice\.slack\.example\/archives\/C0OPS\/p\d+$/u);
    await writer.outbox.permalink('C0OPS', ts);
    assert.equal(slack.callsOf('chat.getPermalink').length, 1);
    assert.equal(await writer.outbox.permalink('C0OPS', '1.1'), undefined);
    const place = { team: slack.team.id, channel: 'C0OPS' };
    const key = { subject: 'incident-x', place, step: 'root' };
    assert.equal(await writer.outbox.link(key), undefined, 'not posted yet');
    await writer.outbox.post(key, place, { text: 'root', blocks: [] });
    assert.match((await writer.outbox.link(key)) ?? '', /^https:/u);
    const odd = buildPermalinks({
      call: async () => ({ kind: 'done', data: { permalink: 'https://x|<!channel>' } }),
      blockedFor: () => 0,
      freeBy: async () => true,
    });
    assert.equal(await odd('C0OPS', ts), undefined);
  } finally {
    await bench.stop();
  }
});
