import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { type PracticeSlack, startPracticeSlack } from '../../src/adapters/practice-slack/index.ts';
import { buildIncidentReporter } from '../../src/adapters/slack/incident-reporter.ts';
import type { PostNotes } from '../../src/adapters/slack/outbox/noted-posts.ts';
import { buildOutbox } from '../../src/adapters/slack/outbox/outbox.ts';
import type { Timing } from '../../src/adapters/slack/outbox/timing.ts';
import { buildWebClient } from '../../src/adapters/slack/outbox/web-client.ts';
import { createMemoryCollections } from '../../src/adapters/store/memory-collections.ts';
import { createMemoryStore } from '../../src/adapters/store/memory-store.ts';
import type { Collections } from '../../src/application/ports/collection.ts';
import type { IncidentReporter } from '../../src/application/ports/incident-reporter.ts';
import type { RunStore } from '../../src/application/ports/run-store.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { buildPolicy } from '../../src/domain/policy/policy.ts';
import { listLog, quick, quietLogger } from './slack-bench.ts';
import { openIncident } from './small-desk.ts';

let slack: PracticeSlack;
let store: RunStore;
let collections: Collections;
beforeEach(async () => {
  slack = await startPracticeSlack();
  store = createMemoryStore();
  collections = createMemoryCollections();
});
afterEach(() => slack.close());

const notes = () => collections.open<PostNotes>('posts');

/** The reporter of one process; all of them share the store. */
const reporter = (timing: Partial<Timing> = {}): IncidentReporter => {
  const all = { ...quick, giveUpMs: 30_000, ...timing };
  const client = buildWebClient(slack.botToken, slack.apiUrl, quietLogger, all.callMs);
  const log = listLog([]);
  const outbox = buildOutbox({ client, store, notes: notes(), log, timing: all });
  return buildIncidentReporter({ outbox, policy: buildPolicy({}), log, settings: { openAfter: 2, resolveAfter: 2 } });
};

/** The incident as it was after so many changes, each of which is told. */
const state = (version: number): Incident =>
  openIncident(['host01'], {
    title: `State ${version}`,
    version,
    published: { version: 0, events: 0 },
    events: Array.from({ length: version }, (_, index) => ({
      at: '2026-11-22T10:00:00.000Z',
      kind: 'moved' as const,
      words: `Event ${index}.`,
      told: true,
    })),
  });

const roots = () => slack.messages('ops').filter(({ thread_ts }) => thread_ts === undefined);
const told = (): string[] =>
  slack
    .thread('ops', roots()[0]?.ts ?? '')
    .slice(1)
    .map(({ text }) => text);
const events = (count: number): string[] => Array.from({ length: count }, (_, index) => `Event ${index}.`);

test('three processes that publish different states at once show one thread, in order, and end with the newest state', async () => {
  const all = [reporter(), reporter(), reporter()];
  const versions = [3, 1, 6, 2, 5, 4];
  await Promise.all(versions.map((version, index) => (all[index % 3] ?? reporter()).publish(state(version))));
  assert.equal(roots().length, 1);
  assert.match(roots()[0]?.text ?? '', /State 6/);
  assert.deepEqual(told(), events(6));
});

test('an older state never lands on a newer one, also when its edit is slow', async () => {
  const [one, other] = [reporter(), reporter()];
  await one.publish(state(1));
  slack.fail('chat.update', { hang: 600, afterPosting: true });
  const slow = one.publish(state(2));
  await slack.waitFor(() => slack.callsOf('chat.update').length === 2);
  await other.publish(state(3));
  await slow;
  assert.match(roots()[0]?.text ?? '', /State 3/);
  await one.publish(state(2));
  assert.match(roots()[0]?.text ?? '', /State 3/);
  assert.deepEqual(told(), events(3));
});

test('an edit that came to nothing is made again, and a process that died over one holds up nobody for long', async () => {
  const one = reporter({ callMs: 500 });
  await one.publish(state(1));
  slack.fail('chat.update', { status: 500 });
  slack.fail('chat.update', { reset: true });
  await one.publish(state(2));
  assert.match(roots()[0]?.text ?? '', /State 2/);
  const id = 'incident-i-1 workspace C0OPS ';
  await notes().change(id, (kept) => ({
    ...kept,
    'root-edits': { edits: { shown: 2, wanted: 3, at: 0, editing: Date.now() } },
  }));
  await one.publish(state(3));
  assert.match(roots()[0]?.text ?? '', /State 3/);
});

test('a process that died between a post and its note is continued by another: root and event are there once', async () => {
  const client = buildWebClient(slack.botToken, slack.apiUrl, quietLogger, 1000);
  const metadata = (step: string) => ({
    event_type: 'stuckmail_run',
    event_payload: { run: 'incident-i-1', step },
  });
  const post = async (step: string, text: string, thread_ts?: string): Promise<string> => {
    const sent = await client.apiCall('chat.postMessage', {
      channel: 'C0OPS',
      text,
      metadata: metadata(step),
      ...(thread_ts === undefined ? {} : { thread_ts }),
    });
    return String((sent as { ts?: string }).ts);
  };
  const ts = await post('root', 'an older state');
  await post('event-0', 'Event 0.', ts);
  const posting = new Date(Date.now() - 5_000).toISOString();
  await notes().change('incident-i-1 workspace C0OPS ', () => ({ root: { posting }, 'event-0': { posting } }));
  await reporter().publish(state(2));
  assert.deepEqual(
    roots().map((message) => message.ts),
    [ts],
  );
  assert.match(roots()[0]?.text ?? '', /State 2/);
  assert.deepEqual(told(), events(2));
});

test('in a storm the thread is told the newest growth only', async () => {
  const storm = state(5);
  const kinds = ['joined', 'joined', 'acknowledged', 'joined', 'queue'] as const;
  const grown = storm.events.map((event, index) => ({ ...event, kind: kinds[index] ?? 'queue' }));
  await reporter().publish({ ...storm, events: grown });
  assert.deepEqual(told(), ['Event 2.', 'Event 3.', 'Event 4.']);
});

test('publishing the same state again costs no message and no edit', async () => {
  const one = reporter();
  await one.publish(state(2));
  const writes = (): number => slack.calls.filter(({ method }) => /^chat\.(?:post|update)/u.test(method)).length;
  const before = writes();
  await one.publish(state(2));
  await reporter().publish(state(2));
  assert.equal(writes(), before);
});

test('trouble with Slack rejects, so that it is tried again; the next try completes it', async () => {
  const impatient = reporter({ giveUpMs: 300, callMs: 200 });
  slack.fail('chat.postMessage', { status: 429, retryAfter: 30 });
  await assert.rejects(impatient.publish(state(1)));
  slack.heal();
  await reporter().publish(state(1));
  assert.equal(roots().length, 1);
  assert.deepEqual(told(), events(1));
});
