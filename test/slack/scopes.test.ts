import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { startBench } from './slack-bench.ts';

const manifest = parse(readFileSync(join(import.meta.dirname, '../../manifest.yml'), 'utf8')) as {
  oauth_config: { scopes: { bot: string[] } };
  settings: { event_subscriptions: { bot_events: string[] } };
};

test('with the scopes and events of the manifest alone, everything works', async () => {
  const { slack, writer, ...bench } = await startBench({
    slack: {
      scopes: manifest.oauth_config.scopes.bot,
      subscriptions: manifest.settings.event_subscriptions.bot_events,
    },
    access: { userGroups: ['S0MAILADMIN'], users: ['U0ANN'] },
  });
  try {
    slack.fail('chat.postMessage', { status: 500, afterPosting: true });
    await slack.typeCommand({ user: 'bob', channel: 'ops', text: '/mail diagnose host01' });
    await slack.waitFor(() => slack.messages('ops').length === 2, { what: 'root and report in a public channel' });
    slack.fail('chat.postMessage', { status: 500, afterPosting: true }, 2);
    const said = await slack.say({ user: 'bob', channel: 'war-room', text: '@stuckmail diagnose host02' });
    await slack.waitFor(() => slack.thread('war-room', said.ts).length === 3, {
      what: 'root and report in a private channel',
    });
    slack.fail('chat.postMessage', { status: 500, afterPosting: true });
    await slack.dm({ user: 'ann', text: 'diagnose db.example.com' });
    await slack.waitFor(() => slack.messages('D0ANN').length === 3, {
      what: 'root and report in a direct conversation',
    });
    await slack.typeCommand({ user: 'ann', channel: 'D0ANN', text: '/mail help' });
    const root = slack.messages('ops')[0];
    await slack.click({ user: 'ann', channel: 'ops', messageTs: root?.ts ?? '', actionId: 'show_evidence' });
    await slack.waitFor(() => slack.thread('ops', root?.ts ?? '').some(({ files }) => files !== undefined), {
      what: 'the file',
    });
    await writer.outbox.whisper({ user: 'U0ANN', channel: 'C0OPS' }, { text: 'x', blocks: [] });
    assert.deepEqual(
      slack.calls.filter(({ answer }) => answer === 'missing_scope').map(({ method }) => method),
      [],
    );
    const called = new Set(slack.calls.map(({ method }) => method));
    for (const method of [
      'conversations.history',
      'conversations.replies',
      'usergroups.users.list',
      'users.info',
      'files.completeUploadExternal',
    ])
      assert.ok(called.has(method), method);
  } finally {
    await bench.stop();
  }
});

test('reporting the same end again shows nothing new', async () => {
  const { slack, writer, store, ...bench } = await startBench();
  try {
    await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail diagnose host01' });
    await slack.waitFor(() => bench.audit.some(({ outcome }) => outcome === 'finished'), {
      what: 'the end of the run',
    });
    const record = await store.latest('host01');
    assert.ok(record?.diagnosis);
    const writes = (): number => slack.calls.filter(({ method }) => method.startsWith('chat.')).length;
    const before = writes();
    await writer.reporter.finished(record.request.runId, record.diagnosis);
    await writer.reporter.finished(record.request.runId, record.diagnosis);
    assert.equal(writes(), before);
    assert.equal(slack.messages('ops').length, 2);
  } finally {
    await bench.stop();
  }
});
