import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startPracticeSlack } from '../../src/adapters/practice-slack/index.ts';
import { startPlainApp } from './plain-bolt-app.ts';

test('a plain Bolt app answers a command, posts a thread, edits it and hears a click', async (t) => {
  const slack = await startPracticeSlack();
  t.after(() => slack.close());
  const { stop } = await startPlainApp(slack, (app) => {
    app.command('/mail', async ({ ack, command, client }) => {
      await ack({ text: `looking at ${command.text}` });
      const root = await client.chat.postMessage({
        channel: command.channel_id,
        text: 'root',
        blocks: [
          {
            type: 'actions',
            elements: [
              { type: 'button', action_id: 'again', value: 'run-1', text: { type: 'plain_text', text: 'Run again' } },
            ],
          },
        ],
      });
      await client.chat.postMessage({ channel: command.channel_id, thread_ts: root.ts ?? '', text: 'report' });
    });
    app.action('again', async ({ ack, respond, action }) => {
      await ack();
      await respond({ text: `again ${'value' in action ? action.value : ''}`, replace_original: false });
    });
  });
  t.after(stop);

  const outcome = await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail diagnose host01' });
  assert.equal(outcome.outcome, 'acknowledged');
  assert.deepEqual(
    slack.privateAnswers.map(({ text, user, via }) => ({ text, user, via })),
    [{ text: 'looking at diagnose host01', user: 'U0ANN', via: 'acknowledgement' }],
  );
  const report = await slack.waitFor(() => slack.messages('ops').find(({ text }) => text === 'report'));
  const root = slack.messages('ops')[0];
  assert.equal(report.thread_ts, root?.ts);

  const click = await slack.click({ user: 'bob', channel: 'ops', messageTs: root?.ts ?? '', actionId: 'again' });
  assert.equal(click.outcome, 'acknowledged');
  const answer = await slack.waitFor(() => slack.privateAnswers.find(({ via }) => via === 'response_url'));
  assert.equal(answer.text, 'again run-1');
  assert.equal(answer.user, 'U0BOB');
});

test('a mention is two events of one message, both heard', async (t) => {
  const slack = await startPracticeSlack();
  t.after(() => slack.close());
  const heard: string[] = [];
  const { stop } = await startPlainApp(slack, (app) => {
    app.event('app_mention', async ({ event }) => void heard.push(`mention ${event.ts} ${event.text}`));
    app.message(async ({ message }) => void heard.push(`message ${message.ts}`));
  });
  t.after(stop);
  const said = await slack.say({ user: 'ann', channel: 'ops', text: '@stuckmail diagnose host01' });
  const delivered = await said.delivered;
  assert.equal(new Set(said.eventIds).size, 2);
  assert.deepEqual(
    delivered.map(({ state }) => state),
    ['acknowledged', 'acknowledged'],
  );
  assert.deepEqual(heard.sort(), [`mention ${said.ts} <@U0STUCKMAIL> diagnose host01`, `message ${said.ts}`]);
});
