import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import type { PrivateAnswer } from '../../src/adapters/practice-slack/workspace.ts';
import { type Bench, type BenchOptions, startBench } from '../slack/slack-bench.ts';

const manifest: unknown = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'));

let bench: Bench;
const open = async (options: BenchOptions = {}): Promise<Bench> => {
  bench = await startBench({ ...options, slack: { manifest, retryDelaysMs: [0, 100, 100], ...options.slack } });
  return bench;
};
/** Plain messages of #ops are listened to, those of other channels are not. */
const listening = { app: { questionChannels: ['C0OPS'] } } as const satisfies BenchOptions;
afterEach(() => bench.stop());

const labels = ({ blocks }: PrivateAnswer): string[] =>
  ((blocks ?? []) as readonly { elements?: { type: string; text?: { text: string } }[] }[]).flatMap(({ elements }) =>
    (elements ?? []).flatMap(({ type, text }) => (type === 'button' ? [text?.text ?? ''] : [])),
  );

/** An answer that must not come is given this time to come all the same. */
const quietly = async (): Promise<void> => {
  await sleep(400);
};

test('a question by mention is a check of the hosts it names, in its thread', async () => {
  const { slack } = await open();
  const said = await slack.say({ user: 'ann', channel: 'ops', text: "@stuckmail mails from payroll aren't going out" });
  await slack.waitFor(() => slack.thread('ops', said.ts).length === 3, { what: 'root and report in the thread' });
  assert.match(slack.thread('ops', said.ts)[1]?.text ?? '', /^host01: /);
});

test('a question in a direct conversation that names no host gets a menu, failing hosts first; a click checks', async () => {
  const { slack } = await open();
  await slack.dm({ user: 'ann', text: 'diagnose host02' });
  await slack.waitFor(() => slack.messages('D0ANN').length === 3, { what: 'the first check' });
  await slack.dm({ user: 'ann', text: 'warum hängen die Mails?' });
  const menu = await slack.waitFor(() => slack.messages('D0ANN')[4], { what: 'the menu' });
  assert.deepEqual(labels(menu as never), ['host02 (failed)', 'host01', 'db.example.com']);
  const before = slack.messages('D0ANN').length;
  await slack.click({ user: 'ann', channel: 'D0ANN', messageTs: menu.ts, actionId: 'check_host.1' });
  await slack.waitFor(
    () =>
      slack
        .messages('D0ANN')
        .slice(before)
        .some(({ text }) => text.startsWith('host01: ')),
    {
      what: 'the check of host01',
    },
  );
});

test('words to the bot that are neither command nor question are still corrected', async () => {
  const { slack } = await open();
  await slack.dm({ user: 'ann', text: 'mail is fine now' });
  await slack.waitFor(() => slack.messages('D0ANN').length === 2);
  assert.match(slack.messages('D0ANN')[1]?.text ?? '', /I don't know the command "mail"/);
});

test('a plain question in a listened channel gets a private offer; only the click posts, in its thread', async () => {
  const { slack, audit } = await open(listening);
  const said = await slack.say({ user: 'ann', channel: 'ops', text: 'is mail stuck on host01 and host02?' });
  const offer = await slack.waitFor(() => slack.privateAnswers[0], { what: 'the offer' });
  assert.equal(offer.user, 'U0ANN');
  assert.deepEqual(labels(offer), ['Check host01 now?', 'Check host02 now?']);
  assert.equal(slack.messages('ops').length, 1);
  assert.equal(audit.filter(({ outcome }) => outcome === 'queued').length, 0);
  const clicked = await slack.click({ user: 'ann', channel: 'ops', messageTs: offer.ts, actionId: 'check_host.1' });
  assert.equal(clicked.outcome, 'acknowledged');
  await slack.waitFor(() => slack.thread('ops', said.ts).length === 3, { what: 'root and report in the thread' });
  assert.match(slack.thread('ops', said.ts)[1]?.text ?? '', /^host02: /);
  // The bot hears its own report, which speaks of mail that stops.
  await quietly();
  assert.equal(slack.privateAnswers.filter(({ via }) => via === 'chat.postEphemeral').length, 1);
  assert.equal(
    slack.messages('ops').filter(({ thread_ts }) => thread_ts === undefined || thread_ts === said.ts).length,
    3,
  );
});

test('the same host is not offered again for a while, another one is; a repeated event offers nothing twice', async () => {
  const { slack } = await open(listening);
  const said = await slack.say({ user: 'ann', channel: 'ops', text: 'why is mail stuck?' });
  await slack.waitFor(() => slack.privateAnswers[0]);
  for (const delivery of await said.delivered) await slack.repeatEvent(delivery);
  await slack.say({ user: 'ann', channel: 'ops', text: 'is mail stuck on host01?' });
  await slack.waitFor(() => slack.privateAnswers[1]);
  await slack.say({ user: 'bob', channel: 'ops', text: 'yes, mail is stuck on host01 again' });
  await slack.say({ user: 'bob', channel: 'ops', text: 'and mail on host02 is down too' });
  await slack.waitFor(() => slack.privateAnswers[2]);
  await quietly();
  assert.deepEqual(slack.privateAnswers.slice(1).map(labels), [['Check host01 now?'], ['Check host02 now?']]);
});

test('an offer that Slack refuses silences nothing: the next question gets it', async () => {
  const { slack } = await open(listening);
  for (const text of ['is mail stuck on host01?', 'why is mail stuck?']) {
    const before = slack.privateAnswers.length;
    slack.fail('chat.postEphemeral', { error: 'internal_error' });
    slack.fail('chat.postMessage', { error: 'messages_tab_disabled' });
    await slack.say({ user: 'ann', channel: 'ops', text });
    await slack.waitFor(() => slack.callsOf('chat.postMessage').length > before, { what: 'the refused offer' });
    await quietly();
    assert.equal(slack.privateAnswers.length, before);
    await slack.say({ user: 'bob', channel: 'ops', text });
    await slack.waitFor(() => slack.privateAnswers.length > before, { what: 'the offer' });
  }
});

test('no offer: other words, other channels, and people who may not check', async () => {
  const { slack } = await open({ ...listening, access: { users: ['U0BOB'] } });
  await slack.say({ user: 'bob', channel: 'ops', text: 'mail is fine now' });
  await slack.say({ user: 'bob', channel: 'ops', text: 'why is the kafka queue stuck on host01?' });
  await slack.say({ user: 'ann', channel: 'ops', text: 'is mail stuck on host01?' });
  await slack.say({ user: 'bob', channel: 'mail', text: 'is mail stuck on host01?' });
  await quietly();
  assert.deepEqual([slack.privateAnswers.length, slack.messages('ops').length], [0, 3]);
  await slack.say({ user: 'bob', channel: 'ops', text: 'is mail stuck on host01?' });
  await slack.waitFor(() => slack.privateAnswers.length === 1, { what: 'the offer to who may' });
});

test('no channel is listened to unless it is configured', async () => {
  const { slack } = await open();
  await slack.say({ user: 'ann', channel: 'ops', text: 'is mail stuck on host01?' });
  await quietly();
  assert.deepEqual([slack.privateAnswers.length, slack.messages('ops').length], [0, 1]);
});

test('a mention in a listened channel is answered once, as a mention', async () => {
  const { slack } = await open(listening);
  const said = await slack.say({ user: 'ann', channel: 'ops', text: '@stuckmail is mail stuck on host01?' });
  await slack.waitFor(() => slack.thread('ops', said.ts).length === 3);
  await quietly();
  assert.deepEqual([slack.privateAnswers.length, slack.thread('ops', said.ts).length], [0, 3]);
});
