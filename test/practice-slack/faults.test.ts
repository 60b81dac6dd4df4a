import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { WebClient } from '@slack/web-api';
import { type PracticeSlackOptions, startPracticeSlack } from '../../src/adapters/practice-slack/index.ts';

async function start(t: TestContext, options: PracticeSlackOptions = {}, timeoutMs = 10_000) {
  const slack = await startPracticeSlack(options);
  t.after(() => slack.close());
  const client = new WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
  });
  /** Posts to a channel; gives the error, or undefined when it went well. */
  const post = async (channel: string = slack.channels.ops.id, extra: object = {}) =>
    await client.apiCall('chat.postMessage', { channel, text: 'x', ...extra }).then(
      () => undefined,
      (error: Error & { code?: string; retryAfter?: number; statusCode?: number; data?: { error: string } }) => error,
    );
  return { slack, post, posted: () => slack.messages('ops').length };
}

test('a rate limit says how long to wait and is over after its number of times', async (t) => {
  const { slack, post, posted } = await start(t);
  slack.fail('chat.postMessage', { status: 429, retryAfter: 7 }, 2);
  assert.equal((await post())?.retryAfter, 7);
  assert.equal((await post())?.retryAfter, 7);
  assert.equal(await post(), undefined);
  assert.equal(posted(), 1);
  assert.deepEqual(
    slack.callsOf('chat.postMessage').map(({ answer }) => answer),
    ['HTTP 429', 'HTTP 429', 'ok'],
  );
});

test('a server error before or after the message was posted looks the same to the caller', async (t) => {
  const { slack, post, posted } = await start(t);
  slack.fail('chat.postMessage', { status: 500 });
  slack.fail('chat.postMessage', { status: 500, afterPosting: true });
  assert.equal((await post())?.statusCode, 500);
  assert.equal(posted(), 0);
  assert.equal((await post())?.statusCode, 500);
  assert.equal(posted(), 1);
});

test('a reset connection, before or after', async (t) => {
  const { slack, post, posted } = await start(t);
  slack.fail('chat.postMessage', { reset: true });
  slack.fail('chat.postMessage', { reset: true, afterPosting: true });
  assert.equal((await post())?.code, 'slack_webapi_request_error');
  assert.equal(posted(), 0);
  assert.equal((await post())?.code, 'slack_webapi_request_error');
  assert.equal(posted(), 1);
});

test('an answer that hangs: nothing is done for a caller that has gone, unless it was done before', async (t) => {
  const { slack, post, posted } = await start(t, {}, 1_000);
  slack.fail('chat.postMessage', { hang: 60_000 });
  assert.equal((await post())?.code, 'slack_webapi_request_error');
  await slack.waitFor(() => slack.calls[0]?.answer === 'gave up waiting');
  assert.equal(posted(), 0);
  slack.fail('chat.postMessage', { hang: 60_000, afterPosting: true });
  assert.equal((await post())?.code, 'slack_webapi_request_error');
  assert.equal(posted(), 1);
  slack.fail('chat.postMessage', { hang: 50 });
  assert.equal(await post(), undefined);
});

test('internal_error after posting, for the calls that were meant', async (t) => {
  const { slack, post, posted } = await start(t);
  slack.fail(
    'chat.postMessage',
    { error: 'internal_error', afterPosting: true, when: ({ text }) => text === 'meant' },
    9,
  );
  assert.equal(await post(), undefined);
  assert.equal((await post(undefined, { text: 'meant' }))?.data?.error, 'internal_error');
  assert.equal(posted(), 2);
  slack.heal();
  assert.equal(await post(undefined, { text: 'meant' }), undefined);
});

test('everything down until healed', async (t) => {
  const { slack, post } = await start(t);
  slack.fail('*', { status: 503 }, Number.POSITIVE_INFINITY);
  assert.equal((await post())?.statusCode, 503);
  assert.equal((await post())?.statusCode, 503);
  slack.heal();
  assert.equal(await post(), undefined);
});

test('the pace is per channel and comes back with time', async (t) => {
  let now = 1_790_000_000_000;
  const pace = { postsPerSecond: 1, postBurst: 2, updatesPerMinute: 50 };
  const { slack, post } = await start(t, { pace, now: () => now });
  const { ops, mail } = slack.channels;
  assert.equal(await post(ops.id), undefined);
  assert.equal(await post(ops.id), undefined);
  assert.equal((await post(ops.id))?.retryAfter, 1);
  assert.equal(await post(mail.id), undefined);
  now += 1_000;
  assert.equal(await post(ops.id), undefined);
  assert.equal((await post(ops.id))?.retryAfter, 1);
  slack.setPace(undefined);
  assert.equal(await post(ops.id), undefined);
});
