import assert from 'node:assert/strict';
import { test } from 'node:test';
import type bolt from '@slack/bolt';
import { startWithPlainApp } from './plain-bolt-app.ts';

const againButton = {
  type: 'actions' as const,
  elements: [
    {
      type: 'button' as const,
      action_id: 'again',
      value: 'run-1',
      text: { type: 'plain_text' as const, text: 'Run again' },
    },
  ],
};

test('a plain Bolt app answers a command, posts a thread and hears a click', async (t) => {
  const slack = await startWithPlainApp(t, (app) => {
    app.command('/mail', async ({ ack, command, say }) => {
      await ack({ text: `looking at ${command.text}` });
      const root = await say({ text: 'root', blocks: [againButton] });
      await say({ thread_ts: root.ts ?? '', text: 'report' });
    });
    app.action('again', async ({ ack, respond, action }) => {
      await ack();
      await respond({ text: `again ${'value' in action ? action.value : ''}`, replace_original: false });
    });
  });

  const outcome = await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail diagnose host01' });
  assert.equal(outcome.outcome, 'acknowledged');
  assert.deepEqual(
    slack.privateAnswers.map(({ text, user, via }) => ({ text, user, via })),
    [{ text: 'looking at diagnose host01', user: 'U0ANN', via: 'acknowledgement' }],
  );
  const report = await slack.waitFor(() => slack.messages('ops').find(({ text }) => text === 'report'));
  const root = slack.messages('ops')[0];
  assert.equal(report.thread_ts, root?.ts);
  assert.deepEqual(slack.thread('ops', root?.ts ?? ''), [root, report]);

  const click = await slack.click({ user: 'bob', channel: 'ops', messageTs: root?.ts ?? '', actionId: 'again' });
  assert.equal(click.outcome, 'acknowledged');
  const answer = await slack.waitFor(() => slack.privateAnswers.find(({ via }) => via === 'response_url'));
  assert.deepEqual([answer.text, answer.user], ['again run-1', 'U0BOB']);
});

test('a button that is not there, a stranger to the channel and an unknown person cannot act', async (t) => {
  const slack = await startWithPlainApp(t, () => undefined);
  const { ts } = await slack.say({ user: 'ann', channel: 'ops', text: 'hello' });
  await assert.rejects(
    slack.click({ user: 'ann', channel: 'ops', messageTs: ts, actionId: 'again' }),
    /no button again here; there is: none/,
  );
  await assert.rejects(slack.say({ user: 'outsider', channel: 'ops', text: 'x' }), /outsider is not in ops/);
  await assert.rejects(slack.say({ user: 'nobody', channel: 'ops', text: 'x' }), /nobody is called nobody/);
  await assert.rejects(slack.typeCommand({ user: 'ann', channel: 'ops', text: 'mail' }), /not a slash command/);
});

test('a mention is two events of one message, both heard', async (t) => {
  const heard: string[] = [];
  const slack = await startWithPlainApp(t, (app) => {
    app.event('app_mention', async ({ event }) => void heard.push(`mention ${event.ts} ${event.text}`));
    app.message(async ({ message }) => void heard.push(`message ${message.ts}`));
  });
  const said = await slack.say({ user: 'ann', channel: 'ops', text: '@stuckmail diagnose host01' });
  const delivered = await said.delivered;
  assert.equal(new Set(said.eventIds).size, 2);
  assert.deepEqual(
    delivered.map(({ state }) => state),
    ['acknowledged', 'acknowledged'],
  );
  assert.deepEqual(heard.sort(), [`mention ${said.ts} <@U0STUCKMAIL> diagnose host01`, `message ${said.ts}`]);
});

test('the bot hears nothing where it is not a member, until it is invited', async (t) => {
  const slack = await startWithPlainApp(t, () => undefined);
  assert.deepEqual((await slack.say({ user: 'ann', channel: 'random', text: '@stuckmail' })).eventIds, []);
  await slack.invite({ channel: 'random' });
  assert.equal((await slack.say({ user: 'ann', channel: 'random', text: '@stuckmail' })).eventIds.length, 2);
});

test('a direct message is one event; the messages tab of the home is another', async (t) => {
  const heard: string[] = [];
  const slack = await startWithPlainApp(t, (app) => {
    app.message(async ({ message }) => void heard.push(message.channel_type));
    app.event('app_home_opened', async ({ event }) => void heard.push(event.tab ?? 'none'));
  });
  const said = await slack.dm({ user: 'bob', text: 'diagnose host01' });
  assert.equal(said.eventIds.length, 1);
  await said.delivered;
  await slack.openHome({ user: 'bob', tab: 'messages' });
  assert.deepEqual(heard, ['im', 'messages']);
});

test('what the bot posts and edits comes back to it as events', async (t) => {
  const slack = await startWithPlainApp(t, (app) => {
    app.command('/mail', async ({ ack, client, command, say }) => {
      await ack();
      const { ts = '' } = await say('one');
      await client.chat.update({ channel: command.channel_id, ts, text: 'two' });
    });
  });
  await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail' });
  await slack.waitFor(
    () => slack.deliveries.length === 2 && slack.deliveries.every((one) => one.state === 'acknowledged'),
  );
  assert.deepEqual(
    slack.deliveries.map(({ event }) => [event.bot_id, event.subtype]),
    [
      ['B0STUCKMAIL', undefined],
      [undefined, 'message_changed'],
    ],
  );
});

test('a command that is not acknowledged in time times out in front of the person', async (t) => {
  const listen = (app: bolt.App): void => app.command('/mail', async () => undefined);
  const slack = await startWithPlainApp(t, listen, { deadlineMs: 200 });
  const outcome = await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail' });
  assert.equal(outcome.outcome === 'failed' && outcome.error, 'operation_timeout');
});

test('an acknowledgement with wrong blocks fails in front of the person', async (t) => {
  const slack = await startWithPlainApp(t, (app) => {
    app.command('/mail', async ({ ack }) => await ack({ blocks: [{ type: 'nonsense' }] }));
  });
  const outcome = await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail' });
  assert.equal(outcome.outcome === 'failed' && outcome.error, 'invalid_command_response');
  assert.equal(slack.privateAnswers.length, 0);
});

test('an acknowledgement in the channel shows the command and the answer to all', async (t) => {
  const slack = await startWithPlainApp(t, (app) => {
    app.command('/mail', async ({ ack }) => await ack({ text: 'for all', response_type: 'in_channel' }));
  });
  await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail help' });
  assert.deepEqual(
    slack.messages('ops').map(({ user, text }) => [user, text]),
    [
      ['U0ANN', '/mail help'],
      ['U0STUCKMAIL', 'for all'],
    ],
  );
});

test('typed names, channels, addresses and signs reach the app as Slack writes them', async (t) => {
  const texts: string[] = [];
  const slack = await startWithPlainApp(t, (app) => {
    app.command('/mail', async ({ ack, command }) => {
      texts.push(command.text);
      await ack();
    });
  });
  const type = (words: string) => slack.typeCommand({ user: 'ann', channel: 'ops', text: `/mail ${words}` });
  await type('diagnose host01.example.com');
  await type('ask @bob @mail-admins in #ops #war-room & <more>');
  await type('see https://host01.example/x?a=1');
  assert.deepEqual(texts, [
    'diagnose <http://host01.example.com|host01.example.com>',
    'ask <@U0BOB> <!subteam^S0MAILADMIN|@mail-admins> in <#C0OPS|ops> <#C0PRIVATE|> &amp; &lt;more&gt;',
    'see <https://host01.example/x?a=1>',
  ]);
});

test('a modal opens once per trigger, is submitted, and its errors come back', async (t) => {
  const modal = {
    type: 'modal' as const,
    callback_id: 'explain',
    title: { type: 'plain_text' as const, text: 'Explain' },
    submit: { type: 'plain_text' as const, text: 'Explain' },
    blocks: [
      {
        type: 'input' as const,
        block_id: 'log',
        label: { type: 'plain_text' as const, text: 'Log' },
        element: { type: 'plain_text_input' as const, action_id: 'text', multiline: true },
      },
    ],
  };
  const refusals: string[] = [];
  const slack = await startWithPlainApp(t, (app) => {
    app.command('/mail', async ({ ack, client, command }) => {
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view: modal });
      await client.views.open({ trigger_id: command.trigger_id, view: modal }).catch((error: Error) => {
        refusals.push(error.message);
      });
    });
    app.view('explain', async ({ ack, view }) => {
      const typed = view.state.values.log?.text?.value;
      if (typed) await ack();
      else await ack({ response_action: 'errors', errors: { log: 'Paste a line.' } });
    });
  });
  await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail explain' });
  await slack.waitFor(() => refusals.length === 1);
  assert.match(refusals[0] ?? '', /exchanged_trigger_id/);
  const [view] = slack.views.values();
  const empty = await slack.submitView({ user: 'ann', viewId: view?.id ?? '' });
  assert.deepEqual(empty.outcome === 'acknowledged' && empty.response, {
    response_action: 'errors',
    errors: { log: 'Paste a line.' },
  });
  const values = { log: { text: { type: 'plain_text_input', value: '535 5.7.8' } } };
  await slack.submitView({ user: 'ann', viewId: view?.id ?? '', values });
  assert.equal(slack.views.size, 0);
});
