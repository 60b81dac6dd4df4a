import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { WebClient } from '@slack/web-api';
import { type PracticeSlackOptions, startPracticeSlack } from '../../src/adapters/practice-slack/index.ts';

async function start(t: TestContext, options: PracticeSlackOptions = {}) {
  const slack = await startPracticeSlack(options);
  t.after(() => slack.close());
  const client = new WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    timeout: 5_000,
  });
  /** Posts and gives the message's ts. */
  const post = async (args: Record<string, unknown>) =>
    String(((await client.apiCall('chat.postMessage', args)) as { ts?: string }).ts);
  /** The error word Slack answers with, and its messages. */
  const refusal = async (method: string, args: Record<string, unknown> = {}) => {
    const error = await client.apiCall(method, args).then(
      () => undefined,
      (thrown: { data: { error: string; response_metadata?: { messages?: string[] } } }) => thrown.data,
    );
    return [error?.error, ...(error?.response_metadata?.messages ?? [])].join(' ');
  };
  return { slack, client, post, refusal };
}

const button = (action_id: string) => ({ type: 'button', action_id, text: { type: 'plain_text', text: 'x' } });

test('refusals of a post are those of Slack', async (t) => {
  const { slack, post, refusal } = await start(t);
  const { ops, random, hidden, mail } = slack.channels;
  const elsewhere = await post({ channel: mail.id, text: 'x' });
  const root = await post({ channel: ops.id, text: 'x' });
  const reply = await post({ channel: ops.id, text: 'x', thread_ts: root });
  const cases: [string, Record<string, unknown>][] = [
    ['channel_not_found', { channel: 'C0NOWHERE', text: 'x' }],
    ['channel_not_found', { channel: hidden.id, text: 'x' }],
    ['not_in_channel', { channel: random.id, text: 'x' }],
    ['no_text', { channel: ops.id }],
    ['no_text', { channel: ops.id, blocks: [] }],
    ['thread_not_found', { channel: ops.id, text: 'x', thread_ts: elsewhere }],
    ['thread_not_found', { channel: ops.id, text: 'x', thread_ts: reply }],
    ['invalid_thread_ts', { channel: ops.id, text: 'x', thread_ts: String(Number(root)).slice(0, 14) }],
    ['invalid_blocks_format', { channel: ops.id, text: 'x', blocks: '{' }],
    ['markdown_text_conflict', { channel: ops.id, text: 'x', markdown_text: 'y' }],
    ['invalid_metadata_format', { channel: ops.id, text: 'x', metadata: { event_type: 1 } }],
    [
      'metadata_too_large',
      { channel: ops.id, text: 'x', metadata: { event_type: 'e', event_payload: { a: 'x'.repeat(9_000) } } },
    ],
    [
      'invalid_metadata_schema',
      { channel: ops.id, text: 'x', metadata: { event_type: 'e', event_payload: { a: { b: {} } } } },
    ],
    [
      'msg_blocks_too_long',
      {
        channel: ops.id,
        blocks: Array.from({ length: 5 }, () => ({
          type: 'section',
          text: { type: 'mrkdwn', text: 'x'.repeat(2_900) },
        })),
      },
    ],
  ];
  for (const [error, args] of cases) assert.match(await refusal('chat.postMessage', args), new RegExp(`^${error}\\b`));
  assert.equal(slack.messages('ops').length, 2);
});

test('a wrong block refuses the whole message and says where', async (t) => {
  const { slack, refusal } = await start(t);
  const blocks = [{ type: 'divider' }, { type: 'actions', elements: [button('a'), button('a')] }];
  assert.equal(
    await refusal('chat.postMessage', { channel: slack.channels.ops.id, blocks }),
    'invalid_blocks [ERROR] `action_id` already exists: a [json-pointer:/blocks/1/elements/1/action_id]',
  );
});

test('an update with text alone takes the blocks away and keeps the metadata; {} clears it', async (t) => {
  const { slack, client, post, refusal } = await start(t);
  const channel = slack.channels.ops.id;
  const metadata = { event_type: 'run', event_payload: { run: 'r1' } };
  const ts = await post({ channel, text: 'a', blocks: [{ type: 'divider' }], metadata });
  const change = (args: Record<string, unknown>) => client.apiCall('chat.update', { channel, ts, ...args });
  assert.equal(slack.messages('ops')[0]?.blocks?.length, 1);
  await change({ text: 'b' });
  assert.equal(slack.messages('ops')[0]?.blocks, undefined);
  assert.deepEqual(slack.messages('ops')[0]?.metadata, metadata);
  await change({ text: 'c', metadata: {} });
  assert.equal(slack.messages('ops')[0]?.metadata, undefined);
  assert.equal(await refusal('chat.update', { channel, ts, text: 'x'.repeat(4_001) }), 'msg_too_long');
  assert.equal(await refusal('chat.update', { channel, ts: '1700000000.000001', text: 'x' }), 'message_not_found');
  const said = await slack.say({ user: 'ann', channel: 'ops', text: 'mine' });
  assert.equal(await refusal('chat.update', { channel, ts: said.ts, text: 'x' }), 'cant_update_message');
  assert.equal(await refusal('chat.delete', { channel, ts: said.ts }), 'cant_delete_message');
  await client.apiCall('chat.delete', { channel, ts });
  assert.deepEqual(
    slack.messages('ops').map(({ text }) => text),
    ['mine'],
  );
});

test('replies come in pages with the parent, metadata only when asked for', async (t) => {
  const { slack, client, post } = await start(t);
  const channel = slack.channels.ops.id;
  const ts = await post({ channel, text: 'root' });
  for (const word of ['one', 'two', 'three']) {
    await post({ channel, thread_ts: ts, text: word, metadata: { event_type: 'step', event_payload: { word } } });
  }
  const first = await client.conversations.replies({ channel, ts, limit: 2, include_all_metadata: true });
  assert.deepEqual(
    first.messages?.map(({ text }) => text),
    ['root', 'one'],
  );
  assert.equal(first.messages?.[0]?.reply_count, 3);
  assert.deepEqual(first.messages?.[1]?.metadata?.event_payload, { word: 'one' });
  const cursor = first.response_metadata?.next_cursor ?? '';
  const second = await client.conversations.replies({ channel, ts, limit: 2, cursor });
  assert.deepEqual(
    second.messages?.map(({ text }) => text),
    ['two', 'three'],
  );
  assert.equal(second.messages?.[0]?.metadata?.event_payload, undefined);
  assert.equal(second.has_more, false);
  const oldest = slack.thread('ops', ts)[2]?.ts ?? '';
  const later = await client.conversations.replies({ channel, ts, oldest });
  assert.deepEqual(
    later.messages?.map(({ text }) => text),
    ['root', 'three'],
  );
  const history = await client.conversations.history({ channel });
  assert.deepEqual(
    history.messages?.map(({ text }) => text),
    ['root'],
  );
});

test('tokens and scopes are checked as Slack checks them', async (t) => {
  const { slack, refusal } = await start(t, { scopes: ['commands'] });
  const { ops } = slack.channels;
  const missing = await new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl }).users.info({ user: 'U0ANN' }).then(
    () => undefined,
    (error: { data: Record<string, unknown> }) => error.data,
  );
  assert.deepEqual([missing?.error, missing?.needed, missing?.provided], ['missing_scope', 'users:read', 'commands']);
  assert.match(await refusal('chat.postMessage', { channel: ops.id, text: 'x' }), /^missing_scope/);
  assert.match(await refusal('apps.connections.open'), /^not_allowed_token_type/);
  assert.match(await refusal('nothing.atAll'), /^unknown_method/);
  const ask = async (headers: Record<string, string>) =>
    (await (await fetch(`${slack.apiUrl}auth.test`, { method: 'POST', headers })).json()) as { error?: string };
  assert.equal((await ask({})).error, 'not_authed');
  assert.equal((await ask({ authorization: 'Bearer xoxb-other' })).error, 'invalid_auth');
});

test('people, channels and groups are what a policy has to tell apart', async (t) => {
  const { slack, client } = await start(t);
  const user = async (id: string) => (await client.users.info({ user: id })).user;
  assert.equal((await user(slack.users.ann.id))?.is_restricted, false);
  assert.equal((await user(slack.users.guest.id))?.is_restricted, true);
  assert.equal((await user(slack.users.ultra.id))?.is_ultra_restricted, true);
  assert.notEqual((await user(slack.users.outsider.id))?.team_id, slack.team.id);
  assert.equal((await client.conversations.info({ channel: slack.channels.shared.id })).channel?.is_ext_shared, true);
  assert.equal((await client.conversations.info({ channel: slack.channels.random.id })).channel?.is_member, false);
  const { users } = await client.usergroups.users.list({ usergroup: slack.groups.mailAdmins.id });
  assert.deepEqual(users, [slack.users.bob.id]);
});

test('a file is uploaded, shared in a thread and kept', async (t) => {
  const { slack, client, post } = await start(t);
  const channel = slack.channels.ops.id;
  const ts = await post({ channel, text: 'root' });
  const content = 'größer: <queue> & logs\r\n--\r\n'.repeat(50);
  await client.files.uploadV2({
    channel_id: channel,
    thread_ts: ts,
    filename: 'evidence.txt',
    content,
    title: 'Evidence',
  });
  const shared = slack.thread('ops', ts)[1];
  const [file] = shared?.files ?? [];
  assert.deepEqual([file?.name, file?.title], ['evidence.txt', 'Evidence']);
  assert.equal(file?.content.toString('utf8'), content);
  assert.equal(slack.files.get(file?.id ?? '')?.size, Buffer.byteLength(content));
});

test('private messages, marks, status and the home tab', async (t) => {
  const { slack, client, post, refusal } = await start(t);
  const channel = slack.channels.ops.id;
  const ts = await post({ channel, text: 'root' });
  await client.chat.postEphemeral({ channel, user: slack.users.ann.id, text: 'psst' });
  assert.deepEqual(
    slack.privateAnswers.map(({ user, text }) => [user, text]),
    [['U0ANN', 'psst']],
  );
  assert.equal(
    await refusal('chat.postEphemeral', { channel, user: slack.users.outsider.id, text: 'x' }),
    'user_not_in_channel',
  );
  await client.reactions.add({ channel, timestamp: ts, name: 'eyes' });
  assert.equal(await refusal('reactions.add', { channel, timestamp: ts, name: 'eyes' }), 'already_reacted');
  await client.assistant.threads.setStatus({ channel_id: channel, thread_ts: ts, status: 'looks at the queue' });
  assert.equal(slack.status('ops', ts), 'looks at the queue');
  const view = { type: 'home' as const, blocks: [{ type: 'divider' as const }] };
  const { view: published } = await client.views.publish({ user_id: slack.users.ann.id, view });
  assert.equal(slack.home('ann')?.id, published?.id);
  assert.match(await refusal('views.publish', { user_id: slack.users.ann.id, view, hash: 'old' }), /^hash_conflict/);
  assert.match(
    await refusal('views.publish', {
      user_id: slack.users.ann.id,
      view: { type: 'home', blocks: [{ type: 'plan', title: 'x' }] },
    }),
    /^invalid_blocks/,
  );
});
