import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startWithPlainApp } from './plain-bolt-app.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (value: string) => ({ text: plain(value), value });
const menu = {
  type: 'actions' as const,
  elements: [
    {
      type: 'static_select' as const,
      action_id: 'pick',
      placeholder: plain('Pick'),
      options: [option('a'), option('b')],
    },
    { type: 'users_select' as const, action_id: 'who', placeholder: plain('Who') },
    { type: 'overflow' as const, action_id: 'more', options: [option('c'), option('d')] },
    { type: 'button' as const, action_id: 'sure', text: plain('x'), value: 'v', confirm: { text: plain('Really?') } },
  ],
};

test('menus send what was picked, and only what is there can be picked', async (t) => {
  const heard: unknown[] = [];
  const slack = await startWithPlainApp(t, (app) => {
    app.command('/mail', async ({ ack, say }) => {
      await ack();
      await say({ text: 'menu', blocks: [menu] });
    });
    app.action(/./u, async ({ ack, action }) => {
      await ack();
      heard.push(action);
    });
  });
  await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail' });
  const { ts } = await slack.waitFor(() => slack.messages('ops')[0]);
  const at = { user: 'ann', channel: 'ops', messageTs: ts };
  await slack.click({ ...at, actionId: 'pick', choose: 'b' });
  await slack.click({ ...at, actionId: 'who', choose: 'bob' });
  await slack.click({ ...at, actionId: 'more', choose: 'c' });
  await slack.click({ ...at, actionId: 'sure', confirmed: true });
  const [pick, who, more, sure] = heard as Record<string, any>[];
  assert.equal(pick?.['selected_option'].value, 'b');
  assert.equal(who?.['selected_user'], 'U0BOB');
  assert.equal(more?.['selected_option'].value, 'c');
  assert.equal(sure?.['value'], 'v');
  await assert.rejects(slack.click({ ...at, actionId: 'pick', choose: 'z' }), /no option z here; there is: a, b/);
  await assert.rejects(slack.click({ ...at, actionId: 'pick' }), /say what to choose/);
  await assert.rejects(slack.click({ ...at, actionId: 'who', choose: 'nobody' }), /nobody is called/);
  await assert.rejects(slack.click({ ...at, actionId: 'sure' }), /asks first/);
  assert.equal(heard.length, 4);
});

test('a modal is submitted with what stands in it, and an answer Slack would not take is an error', async (t) => {
  const states: unknown[] = [];
  let errors: Record<string, string> = { time: 'Expected 2h.' };
  const input = { type: 'plain_text_input' as const, action_id: 'text', initial_value: '1h', max_length: 5 };
  const view = {
    type: 'modal' as const,
    callback_id: 'm',
    title: plain('Modal'),
    submit: plain('Go'),
    blocks: [
      { type: 'input' as const, block_id: 'time', label: plain('Time'), element: input },
      { ...menu, block_id: 'menu' },
    ],
  };
  const slack = await startWithPlainApp(t, (app) => {
    app.command('/mail', async ({ ack, client, command }) => {
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view });
    });
    app.action('sure', async ({ ack, body }) => {
      await ack();
      states.push((body as { view?: { state: unknown } }).view?.state);
    });
    app.view('m', async ({ ack, view: { state } }) => {
      states.push(state);
      await (Object.keys(errors).length > 0 ? ack({ response_action: 'errors', errors }) : ack());
    });
  });
  await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail' });
  const viewId = (await slack.waitFor(() => [...slack.views.values()][0])).id;
  const submit = (value: string) =>
    slack.submitView({ user: 'ann', viewId, values: { time: { text: { type: 'plain_text_input', value } } } });

  const typed = { time: { text: { type: 'plain_text_input', value: '3h' } } };
  await slack.clickInView({ user: 'ann', viewId, actionId: 'sure', confirmed: true, values: typed });
  await submit('2h');
  assert.equal(slack.views.size, 1);
  errors = { elsewhere: 'No such block.' };
  assert.equal((await submit('2h')).outcome, 'failed');
  errors = {};
  await slack.submitView({ user: 'ann', viewId });
  assert.equal(slack.views.size, 0);
  const times = states.map((state) => (state as { values: Record<string, any> }).values['time'].text.value);
  assert.deepEqual(times, ['3h', '2h', '2h', '1h']);
});

test('nobody enters what is not there', async (t) => {
  const slack = await startWithPlainApp(t, (app) => {
    app.command('/mail', async ({ ack, client, command }) => {
      await ack();
      const blocks = [
        {
          type: 'input' as const,
          block_id: 'time',
          label: plain('Time'),
          element: { type: 'plain_text_input' as const, action_id: 'text', max_length: 5 },
        },
      ];
      await client.views.open({ trigger_id: command.trigger_id, view: { type: 'modal', title: plain('M'), blocks } });
    });
  });
  await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail' });
  const viewId = (await slack.waitFor(() => [...slack.views.values()][0])).id;
  const submit = (values: Record<string, Record<string, unknown>>) => slack.submitView({ user: 'ann', viewId, values });
  await assert.rejects(submit({ other: { text: {} } }), /no input other text/);
  await assert.rejects(submit({ time: { text: { type: 'users_select' } } }), /is a plain_text_input/);
  await assert.rejects(submit({ time: { text: { type: 'plain_text_input', value: '123456' } } }), /takes 5 characters/);
});
