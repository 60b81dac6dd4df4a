import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { startWithPlainApp } from './plain-bolt-app.ts';

const manifest: unknown = parse(`
features:
  bot_user: { display_name: Postie }
  slash_commands: [{ command: /mail, description: x, should_escape: false }]
oauth_config: { scopes: { bot: [commands, chat:write, app_mentions:read, im:history, users:read] } }
settings:
  event_subscriptions: { bot_events: [app_mention, message.im, message.channels] }
  interactivity: { is_enabled: false }
`);

test('an app may do and hears what its manifest says, and no more', async (t) => {
  const slack = await startWithPlainApp(
    t,
    (app) => {
      app.command('/mail', async ({ ack, command }) => await ack(command.text));
      app.command('/other', async ({ ack }) => await ack('never'));
    },
    { manifest },
  );
  const button = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } };
  await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail <host01.example.com>' });
  assert.equal(slack.privateAnswers[0]?.text, '<host01.example.com>');
  const other = await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/other' });
  assert.equal(other.outcome === 'failed' && other.error, 'unknown_command');

  // A mention in a public channel: message.channels is subscribed to, but its scope is missing.
  const said = await slack.say({ user: 'ann', channel: 'ops', text: '@Postie help' });
  assert.deepEqual(
    (await said.delivered).map(({ event }) => event.type),
    ['app_mention'],
  );
  const headers = { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' };
  const blocks = [{ type: 'actions', elements: [button] }];
  const body = JSON.stringify({ channel: slack.channels.ops.id, text: 'x', blocks });
  await fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', headers, body });
  const messageTs = slack.messages('ops').at(-1)?.ts ?? '';
  const click = await slack.click({ user: 'ann', channel: 'ops', messageTs, actionId: 'go' });
  assert.equal(click.outcome === 'failed' && click.error, 'interactivity_is_off');
  assert.deepEqual([...slack.usedScopes].sort(), ['app_mentions:read', 'chat:write', 'commands']);
});
