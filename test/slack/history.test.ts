import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDrawer } from '../../src/adapters/chart/draw-apart.ts';
import { checkMessage } from '../../src/adapters/slack/blocks/check-message.ts';
import { historyMessage } from '../../src/adapters/slack/blocks/history-message.ts';
import { incidentRoot } from '../../src/adapters/slack/blocks/incident/root.ts';
import { reportMessage } from '../../src/adapters/slack/blocks/report-message.ts';
import { createMemoryHistory } from '../../src/adapters/store/memory-history.ts';
import { createHistory, type History } from '../../src/application/history.ts';
import type { DrawHistory } from '../../src/application/ports/draw-history.ts';
import { noteOutcome } from '../../src/domain/incident/note-outcome.ts';
import { openOrJoin } from '../../src/domain/incident/open-or-join.ts';
import { entryAt } from '../history/history-contract.ts';
import { refusedLogin } from './canned.ts';
import { type Bench, type BenchOptions, startBench } from './slack-bench.ts';

const minute = 60_000;
/** A picture of one pixel: what it shows is tested elsewhere. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const drawDot: DrawHistory = async () => dot;

/** A host that worked, failed for 42 minutes, worked, and fails now because submit.cf was changed. */
const fill = async (history: History, now: number): Promise<void> => {
  const good = { 'checksum /etc/mail/submit.cf': '1 9' };
  const steps: readonly [number, boolean, Record<string, string>][] = [
    [120, true, good],
    [100, false, good],
    [58, true, good],
    [10, true, good],
    [5, false, { 'checksum /etc/mail/submit.cf': '2 9' }],
  ];
  for (const [ago, works, traits] of steps) {
    const diagnosis = {
      ...refusedLogin('host01'),
      startedAt: new Date(now - ago * minute).toISOString(),
      queue: { total: works ? 2 : 41, deferred: 0, quarantined: 0, oldestSeconds: null },
      ...(works ? { status: 'healthy' as const, failedStage: null, code: null } : {}),
    };
    await history.follow({ request: { host: 'host01' }, diagnosis, traits, views: [], state: 'running' } as never);
  }
};

const open = async (
  more: Partial<BenchOptions> & { readonly draw?: DrawHistory } = {},
): Promise<Bench & { readonly history: History }> => {
  let history: History | undefined;
  const bench = await startBench({
    work: false,
    ...more,
    extend: ({ collections }) => {
      history = createHistory({
        store: createMemoryHistory({ days: 30 }),
        collections,
        clock: { now: () => new Date() },
        days: 30,
      });
      return { app: { history, drawHistory: more.draw ?? drawDot } };
    },
  });
  assert.ok(history);
  await fill(history, Date.now());
  return { ...bench, history };
};

const ask = (bench: Bench, text = '/mail history host01') =>
  bench.slack.typeCommand({ user: 'ann', channel: 'ops', text });

test('/mail history: one message with the verdict, what changed and the picture', async () => {
  const bench = await open();
  const { slack } = bench;
  try {
    const outcome = await ask(bench);
    assert.match(JSON.stringify(outcome), /The history of host01 appears in this channel/);
    const message = await slack.waitFor(() => slack.messages('ops')[0], { what: 'the history' });
    const words = JSON.stringify(message.blocks);
    assert.match(words, /host01: mail fails, since \w+ \d+ \d\d:\d\d UTC \(SMTP authentication/);
    assert.match(
      words,
      /5 checks in 30 days: mail failed 2 times; it worked in 60 % of the checks; time to repair 42 min/,
    );
    assert.match(words, /Queue: 2 when mail last worked \([^)]*\), 41 now/);
    assert.match(words, /Changed since mail last worked .*the checksum of \/etc\/mail\/submit\.cf changed between/);
    const image = message.blocks?.find(({ type }) => type === 'image') as
      | { slack_file: { id: string }; alt_text: string }
      | undefined;
    assert.match(image?.alt_text ?? '', /Queue length and outcomes of the checks of host01.*At most 41 mails/);
    const file = slack.files.get(image?.slack_file.id ?? '');
    assert.deepEqual(Buffer.from(file?.content ?? ''), dot);
    assert.equal(file?.channels.length, 0, 'the file itself is shared nowhere');
    assert.equal(slack.messages('ops').length, 1);
    assert.deepEqual(checkMessage(message as never), []);
  } finally {
    await bench.stop();
  }
});

test('by mention in a thread: the history stands in the thread, once for every delivery', async () => {
  const bench = await open();
  const { slack } = bench;
  try {
    const root = await slack.say({ user: 'ann', channel: 'ops', text: 'mail again' });
    await slack.say({ user: 'ann', channel: 'ops', text: '@stuckmail history payroll', thread: root.ts });
    const message = await slack.waitFor(
      () => slack.thread('ops', root.ts).find(({ blocks }) => JSON.stringify(blocks ?? []).includes('slack_file')),
      {
        what: 'the history in the thread',
      },
    );
    assert.equal(message.thread_ts, root.ts);
    assert.equal(slack.callsOf('chat.postMessage').length, 1);
  } finally {
    await bench.stop();
  }
});

test('a host without history: said to the asker alone, with what to do', async () => {
  const bench = await open();
  try {
    const outcome = await ask(bench, '/mail history host02');
    assert.match(JSON.stringify(outcome), /Nothing is kept of host02 yet.*diagnose host02.*watch host02/);
    assert.equal(bench.slack.messages('ops').length, 0);
  } finally {
    await bench.stop();
  }
});

test('Slack calls the message invalid while it still looks at the file: it is tried again', async () => {
  const bench = await open();
  const { slack } = bench;
  try {
    slack.fail('chat.postMessage', { error: 'invalid_blocks' }, 1);
    await ask(bench);
    const message = await slack.waitFor(() => slack.messages('ops')[0], { what: 'the history' });
    assert.match(JSON.stringify(message.blocks), /slack_file/);
    assert.equal(slack.messages('ops').length, 1);
  } finally {
    await bench.stop();
  }
});

test('no picture, for whatever reason: the words come without it', async () => {
  const broken: DrawHistory = async () => {
    throw new Error('no font');
  };
  for (const draw of [broken, drawDot]) {
    const bench = await open({ draw });
    const { slack } = bench;
    try {
      if (draw === drawDot) slack.fail('files.getUploadURLExternal', { error: 'file_uploads_disabled' }, Infinity);
      await ask(bench);
      const message = await slack.waitFor(() => slack.messages('ops')[0], { what: 'the history' });
      assert.match(JSON.stringify(message.blocks), /mail fails.*The picture could not be shown/);
      assert.ok(bench.log.some(({ message: words }) => /picture of a history could not/.test(words)));
    } finally {
      await bench.stop();
    }
  }
});

test('a history that can not be read is a sentence in time, not silence', async () => {
  const bench = await startBench({
    work: false,
    app: { history: { of: async () => await Promise.reject(new Error('Redis: no answer within 1 s')) } },
  });
  try {
    assert.match(JSON.stringify(await ask(bench)), /could not read the history of host01\. Please try again/);
  } finally {
    await bench.stop();
  }
});

test('the real picture goes the whole way', async () => {
  const bench = await open({ draw: createDrawer() });
  const { slack } = bench;
  try {
    await ask(bench);
    const message = await slack.waitFor(() => slack.messages('ops')[0], {
      what: 'the history',
      timeoutMs: 120_000,
    });
    const image = message.blocks?.find(({ type }) => type === 'image') as { slack_file: { id: string } } | undefined;
    const png = Buffer.from(slack.files.get(image?.slack_file.id ?? '')?.content ?? '');
    assert.equal(png.subarray(1, 4).toString(), 'PNG');
    assert.equal(png.readUInt32BE(16), 2000);
  } finally {
    await bench.stop();
  }
});

test('the report of a failing run says what changed since mail last worked', () => {
  const since = {
    workedAt: '2026-11-22T14:05:00.000Z',
    changes: ['the checksum of /etc/mail/sendmail.cf changed between 14:05 and 14:10 UTC'],
  };
  const blocks = (given?: typeof since): string =>
    JSON.stringify(reportMessage(refusedLogin('host01'), given).message.blocks);
  assert.match(
    blocks(since),
    /Changed since mail last worked \(Nov 22 14:05 UTC\).*checksum of \/etc\/mail\/sendmail\.cf/,
  );
  assert.doesNotMatch(blocks(), /Changed since/);
  assert.doesNotMatch(blocks({ ...since, changes: [] }), /Changed since/);
});

test('hostile and huge: every message stays inside of what Slack takes', () => {
  const nasty = `<!channel> *x* \u0007 :fire: <https://x|y> \ud800${'w'.repeat(4000)}`;
  const since = { workedAt: '2026-11-22T14:05:00.000Z', changes: [...Array(50)].map((_, i) => `${i} ${nasty}`) };
  assert.deepEqual(checkMessage(reportMessage(refusedLogin('host01'), since).message), []);
  const entries = [entryAt(1000), entryAt(2000, { outcome: 'failed', stage: 'relay', code: nasty })];
  const history = {
    host: nasty,
    days: 30,
    from: 0,
    to: 3000,
    entries,
    summary: {
      runs: 2,
      workingShare: 0.99999,
      stretches: [{ from: 2000, until: null, stage: 'relay' as const, code: nasty }],
      repair: { mean: 1e9, longest: 1e9, count: 3 },
      now: { state: 'failing' as const, since: 2000 },
      first: entries[0],
      last: entries[1],
    },
    sinceWorked: since,
    queuedWhenWorked: 1e9,
    changes: since.changes,
  };
  for (const picture of ['F1', undefined]) {
    const message = historyMessage(history, { user: 'U1', ...(picture === undefined ? {} : { picture }) });
    assert.deepEqual(checkMessage(message), []);
    assert.match(message.text, /worked in 99\.9 % of the checks/, 'never rounded up');
    assert.doesNotMatch(message.text, /<!channel>/);
  }
});

test('an incident says what changed on its hosts before they failed, however many and however long', () => {
  const health = noteOutcome(undefined, {
    runId: 'r1',
    diagnosis: { ...refusedLogin('host01'), startedAt: '2026-11-22T14:10:00.000Z' },
    sinceWorked: {
      workedAt: '2026-11-22T14:05:00.000Z',
      changes: ['the checksum of /etc/mail/submit.cf changed between 14:05 and 14:10 UTC', `x\ud800${'w'.repeat(900)}`],
    },
  });
  assert.ok(health.cause);
  const board = openOrJoin({ incidents: [], silences: [], past: [] }, health, health.cause, 'C0OPS', health.at);
  const [incident] = board.incidents;
  assert.ok(incident);
  const root = incidentRoot(incident, { offered: () => true });
  assert.match(
    JSON.stringify(root.blocks),
    /Changed since mail last worked.*host01: the checksum of \/etc\/mail\/submit\.cf/,
  );
  const [first] = incident.hosts;
  assert.ok(first);
  const many = [...Array(500)].map((_, i) => ({ ...first, host: `h${i}-${'n'.repeat(200)}` }));
  assert.deepEqual(checkMessage(incidentRoot({ ...incident, hosts: many }, { offered: () => true })), []);
});
