import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { type PracticeSlack, startPracticeSlack } from '../../src/adapters/practice-slack/index.ts';
import { buildOutbox, type Outbox } from '../../src/adapters/slack/outbox/outbox.ts';
import type { PostKey } from '../../src/adapters/slack/outbox/post-key.ts';
import type { SlackMessage } from '../../src/adapters/slack/outbox/slack-message.ts';
import { SlackRefused, SlackUnavailable } from '../../src/adapters/slack/outbox/slack-trouble.ts';
import type { Timing } from '../../src/adapters/slack/outbox/timing.ts';
import { buildWebClient } from '../../src/adapters/slack/outbox/web-client.ts';
import { createMemoryCollections } from '../../src/adapters/store/memory-collections.ts';
import { createMemoryStore } from '../../src/adapters/store/memory-store.ts';
import type { RunStore } from '../../src/application/ports/run-store.ts';
import { type LogLine, listLog, quick, quietLogger } from './slack-bench.ts';

let slack: PracticeSlack;
let store: RunStore;
let log: LogLine[];
const place = { team: 'T0PRACTICE', channel: 'C0OPS' };
const key: PostKey = { runId: 'run-1', place, step: 'root' };
const message = (text: string): SlackMessage => ({ text, blocks: [{ type: 'divider' }] });
const outbox = (timing: Partial<Timing> = {}): Outbox => {
  const all = { ...quick, ...timing };
  const client = buildWebClient(slack.botToken, slack.apiUrl, quietLogger, all.callMs);
  return buildOutbox({ client, store, notes: createMemoryCollections().open('posts'), log: listLog(log), timing: all });
};
const texts = (): string[] => slack.messages('ops').map(({ text }) => text);

beforeEach(async () => {
  slack = await startPracticeSlack();
  store = createMemoryStore();
  log = [];
  await store.open({
    runId: 'run-1',
    host: 'host01',
    requestedBy: 'U0ANN',
    place,
    requestedAt: new Date().toISOString(),
  });
});
afterEach(() => slack.close());

test('a post is not repeated when Slack fails after it was made: it is found by its metadata', async () => {
  for (const fault of [
    { status: 500 },
    { status: 503 },
    { reset: true },
    { error: 'internal_error' },
    { hang: 2000 },
  ] as const) {
    const run = `run-${JSON.stringify(fault)}`;
    await store.open({ runId: run, host: 'h', requestedBy: 'U0ANN', place, requestedAt: new Date().toISOString() });
    slack.fail('chat.postMessage', { ...fault, afterPosting: true });
    const ts = await outbox({ callMs: 300 }).post({ ...key, runId: run }, place, message(run));
    assert.equal(slack.messages('ops').filter(({ text }) => text === run).length, 1, run);
    assert.equal(slack.messages('ops').find(({ text }) => text === run)?.ts, ts);
  }
});

test('a post that failed before it was made is made again, once', async () => {
  slack.fail('chat.postMessage', { status: 500 }, 2);
  await outbox().post(key, place, message('once'));
  assert.deepEqual(texts(), ['once']);
  assert.ok(slack.callsOf('conversations.history').length > 0, 'it was looked for before it was repeated');
});

test('Retry-After is waited for, and nothing is lost or repeated', async () => {
  slack.fail('chat.postMessage', { status: 429, retryAfter: 1 });
  const began = Date.now();
  await outbox().post(key, place, message('later'));
  assert.ok(Date.now() - began >= 1000);
  assert.deepEqual(texts(), ['later']);
  assert.equal(slack.callsOf('chat.postMessage').length, 2);
});

test('Slack being slow with one method does not hold up the others', async () => {
  const box = outbox();
  slack.fail('chat.postMessage', { status: 429, retryAfter: 2 });
  const post = box.post(key, place, message('later'));
  await slack.waitFor(() => slack.callsOf('chat.postMessage').length === 1);
  const began = Date.now();
  assert.equal((await box.caller.call('users.info', { user: 'U0ANN' })).kind, 'done');
  assert.ok(Date.now() - began < 1500);
  await post;
});

test('two processes that post the same step show one message', async () => {
  const boxes = [outbox(), outbox(), outbox()];
  const all = await Promise.all(boxes.map((box, index) => box.post(key, place, message(`by ${index}`))));
  assert.equal(new Set(all).size, 1);
  assert.equal(texts().length, 1);
});

test('a process that died between the post and its record is continued by another: the message is adopted', async () => {
  const client = buildWebClient(slack.botToken, slack.apiUrl, quietLogger, 1000);
  const posting = new Date(Date.now() - 5_000).toISOString();
  const sent = await client.apiCall('chat.postMessage', {
    channel: place.channel,
    text: 'orphan',
    metadata: { event_type: 'stuckmail_run', event_payload: { run: 'run-1', step: 'root' } },
  });
  await store.update('run-1', (record) => ({
    ...record,
    views: record.views.map((view) => ({ ...view, posts: { root: { posting } } })),
  }));
  assert.equal(await outbox().post(key, place, message('again')), (sent as { ts?: string }).ts);
  assert.deepEqual(texts(), ['orphan']);
});

test('a process that died before the post is continued by another: the message is posted', async () => {
  const posting = new Date(Date.now() - 5_000).toISOString();
  await store.update('run-1', (record) => ({
    ...record,
    views: record.views.map((view) => ({ ...view, posts: { root: { posting } } })),
  }));
  await outbox().post(key, place, message('first'));
  assert.deepEqual(texts(), ['first']);
});

test('when Slack shows nothing after an unclear post, it is not repeated blindly; the next try looks again', async () => {
  slack.fail('chat.postMessage', { status: 500, afterPosting: true });
  slack.fail('conversations.history', { status: 500 }, 3);
  await assert.rejects(outbox({ callMs: 200 }).post(key, place, message('here')), SlackUnavailable);
  assert.deepEqual(texts(), ['here']);
  await outbox({ callMs: 200 }).post(key, place, message('here again'));
  assert.deepEqual(texts(), ['here']);
});

test('a refusal is told to the caller with Slack’s own word, and leaves no claim behind', async () => {
  const elsewhere = { team: 'T0PRACTICE', channel: 'C0RANDOM' };
  await store.update('run-1', (record) => ({
    ...record,
    views: [{ place: elsewhere, requestedBy: 'U0ANN', posts: {} }],
  }));
  const post = outbox().post({ ...key, place: elsewhere }, elsewhere, message('x'));
  await assert.rejects(post, (error: unknown) => error instanceof SlackRefused && error.error === 'not_in_channel');
  assert.deepEqual((await store.get('run-1'))?.views[0]?.posts['root'], {});
});

test('posts in one channel are paced over processes', async () => {
  const boxes = [outbox({ postEveryMs: 150 }), outbox({ postEveryMs: 150 })];
  const began = Date.now();
  await Promise.all(
    [0, 1, 2, 3].map((index) => (boxes[index % 2] as Outbox).say({ channel: 'C0OPS' }, message(`${index}`))),
  );
  assert.ok(Date.now() - began >= 450);
  assert.equal(texts().length, 4);
});

test('of many live edits only the newest are sent, and the last one always and at once', async () => {
  const box = outbox({ editEveryMs: 200 });
  const ts = await box.post(key, place, message('0'));
  for (let index = 1; index <= 100; index += 1) box.edit.live('C0OPS', ts, message(`${index}`));
  await slack.waitFor(() => texts()[0] === '100');
  box.edit.live('C0OPS', ts, message('stale'));
  await box.edit.last('C0OPS', ts, message('end'));
  box.edit.live('C0OPS', ts, message('too late'));
  await box.say({ channel: 'C0MAIL' }, message('something else'));
  assert.deepEqual(texts(), ['end']);
  assert.ok(slack.callsOf('chat.update').length <= 4);
  box.stop();
});

test('the last edit gets through 429, 500 and dropped connections', async () => {
  const box = outbox();
  const ts = await box.post(key, place, message('0'));
  slack.fail('chat.update', { status: 500 });
  slack.fail('chat.update', { reset: true });
  slack.fail('chat.update', { status: 429, retryAfter: 1 });
  await box.edit.last('C0OPS', ts, message('end'));
  assert.deepEqual(texts(), ['end']);
});

test('a file is shared once, also when Slack fails after sharing it', async () => {
  const box = outbox({ callMs: 300 });
  const thread = await box.post(key, place, message('root'));
  const file = { name: 'evidence.txt', title: 'Evidence', text: 'héllo\n'.repeat(2000) };
  const upload = (): Promise<void> => box.upload({ ...key, step: 'evidence' }, { channel: 'C0OPS', thread }, file);
  slack.fail('files.completeUploadExternal', { status: 500, afterPosting: true });
  await assert.rejects(upload(), SlackUnavailable);
  await upload();
  await upload();
  const shared = slack.thread('ops', thread).filter(({ files }) => files !== undefined);
  assert.equal(shared.length, 1);
  assert.equal(shared[0]?.files?.[0]?.content.toString('utf8'), file.text);
});

test('a message outside of the limits is sent as its text, and logged', async () => {
  const blocks = Array.from({ length: 60 }, () => ({ type: 'divider' as const }));
  await outbox().post(key, place, { text: 'words', blocks });
  assert.deepEqual(texts(), ['words']);
  assert.ok(log.some(({ level, message: text }) => level === 'error' && text.includes('outside of what Slack takes')));
});

test('nothing of ours unfurls, and every run message carries its run', async () => {
  await outbox().post(key, place, message('x'));
  const [call] = slack.callsOf('chat.postMessage');
  assert.equal(String(call?.args['unfurl_links']), 'false');
  assert.equal(String(call?.args['unfurl_media']), 'false');
  assert.match(String(call?.args['metadata']), /"run":"run-1","step":"root"/);
});

test('words for one person go by the response URL, else as an ephemeral message, else directly', async () => {
  const box = outbox();
  const responseUrl = 'http://127.0.0.1:9/response';
  await box.whisper({ user: 'U0ANN', channel: 'C0OPS', responseUrl }, message('ephemeral'));
  assert.equal(slack.privateAnswers.at(-1)?.via, 'chat.postEphemeral');
  await box.whisper({ user: 'U0ANN', channel: 'C0RANDOM' }, message('direct'));
  assert.equal(slack.messages('D0ANN').at(-1)?.text, 'direct');
});
