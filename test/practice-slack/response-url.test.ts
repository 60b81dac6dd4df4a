import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { startPracticeSlack } from '../../src/adapters/practice-slack/index.ts';

/** A command acknowledged by a bare request URL, and the way to its response_url. */
async function start(t: TestContext, now?: () => number) {
  const app = createServer((request, response) => {
    request.resume();
    response.end();
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  const requestUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}/`;
  const slack = await startPracticeSlack({ requestUrl, ...(now === undefined ? {} : { now }) });
  t.after(async () => {
    app.close();
    await slack.close();
  });
  const { responseUrl } = await slack.typeCommand({ user: 'ann', channel: 'random', text: '/mail help' });
  const answer = async (body: unknown, url = responseUrl) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(url, { method: 'POST', body: text, headers: { 'content-type': 'application/json' } });
    return `${response.status} ${await response.text()}`;
  };
  return { slack, answer };
}

test('five answers, private unless said otherwise, also where the bot is no member', async (t) => {
  const { slack, answer } = await start(t);
  assert.equal(await answer({ text: 'one' }), '200 ok');
  assert.equal(await answer({ text: 'two', response_type: 'in_channel' }), '200 ok');
  for (const text of ['three', 'four', 'five']) await answer({ text });
  assert.match(await answer({ text: 'six' }), /^404 .*used_url/);
  assert.deepEqual(
    slack.privateAnswers.map(({ text }) => text),
    ['one', 'three', 'four', 'five'],
  );
  assert.deepEqual(
    slack.messages('random').map(({ text }) => text),
    ['two'],
  );
});

test('an answer after thirty minutes is too late', async (t) => {
  let now = 1_790_000_000_000;
  const { answer } = await start(t, () => now);
  now += 30 * 60_000;
  assert.equal(await answer({ text: 'in time' }), '200 ok');
  now += 1;
  assert.match(await answer({ text: 'late' }), /^404 .*expired_url/);
});

test('a wrong body, wrong blocks and an unknown address are refused', async (t) => {
  const { slack, answer } = await start(t);
  assert.match(await answer('{'), /^400 .*invalid_payload/);
  assert.match(await answer({}), /^400 .*no_text/);
  assert.match(await answer({ blocks: [{ type: 'section' }] }), /^400 .*invalid_blocks/);
  assert.match(await answer({ text: 'x' }, `${slack.baseUrl}/response/T0/1/x`), /^400 .*invalid_url/);
  assert.equal(slack.privateAnswers.length, 0);
});

test('a click on a private answer replaces or deletes it', async (t) => {
  const { slack, answer } = await start(t);
  const elements = [{ type: 'button', action_id: 'close', text: { type: 'plain_text', text: 'Close' } }];
  await answer({ text: 'first', blocks: [{ type: 'actions', elements }] });
  const press = async (text: string) => {
    const messageTs = slack.privateAnswers.find((one) => one.text === text)?.ts ?? '';
    return (await slack.click({ user: 'ann', channel: 'random', messageTs, actionId: 'close' })).responseUrl;
  };
  await answer(
    { text: 'second', replace_original: true, blocks: [{ type: 'actions', elements }] },
    await press('first'),
  );
  const shown = () => slack.privateAnswers.filter((one) => one.shown).map(({ text }) => text);
  assert.deepEqual(shown(), ['second']);
  await answer({ delete_original: true }, await press('second'));
  assert.deepEqual(shown(), []);
});
