import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Message } from '../../src/adapters/practice-slack/workspace.ts';
import { type Bench, startBench } from './slack-bench.ts';

let bench: Bench;
let root: Message;
before(async () => {
  bench = await startBench();
  await bench.slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail diagnose host01' });
  await bench.slack.waitFor(() => bench.slack.messages('ops').length === 2);
  root = bench.slack.messages('ops')[0] as Message;
});
after(() => bench.stop());

const click = async (actionId: string, given: { channel?: string; messageTs?: string } = {}): Promise<string> => {
  const { slack } = bench;
  const count = slack.privateAnswers.length;
  const outcome = await slack.click({
    user: 'ann',
    channel: given.channel ?? 'ops',
    messageTs: given.messageTs ?? root.ts,
    actionId,
  });
  assert.equal(outcome.outcome, 'acknowledged');
  return (await slack.waitFor(() => slack.privateAnswers[count], { what: 'the answer to the click' })).text;
};

test('Explain tells one person what the verdict means', async () => {
  assert.match(await click('show_explanation'), /AUTH_REJECTED, proven.*does not accept the user name.*What to do/s);
  assert.equal(bench.slack.messages('ops').length, 2);
});

test('All evidence puts the whole output into the thread, once', async () => {
  assert.match(await click('show_evidence'), /in the thread, as a text file/);
  await click('show_evidence');
  const files = bench.slack.thread('ops', root.ts).flatMap((message) => message.files ?? []);
  assert.equal(files.length, 1);
  assert.match(files[0]?.content.toString('utf8') ?? '', /535 5\.7\.8.*<!channel>/);
});

test('Run again answers in the thread of the message', async () => {
  const before = bench.slack.thread('ops', root.ts).length;
  assert.match(await click('run_again'), /in the thread of this message/);
  await bench.slack.waitFor(() => bench.slack.thread('ops', root.ts).length === before + 2, {
    what: 'root and report in the thread',
  });
  assert.equal(bench.slack.messages('ops').filter(({ thread_ts }) => thread_ts === undefined).length, 1);
});

test('the value of a button is only looked up: an unknown one does nothing', async () => {
  const { slack } = bench;
  const forged = 'cmd-x; rm -rf / $(id)';
  for (const block of (root.blocks ?? []) as readonly { elements?: { action_id?: string; value?: string }[] }[])
    for (const element of block.elements ?? []) if (element.action_id === 'run_again') element.value = forged;
  const queued = bench.audit.filter(({ outcome }) => outcome === 'queued').length;
  assert.match(await click('run_again'), /too old for this button/);
  assert.equal(bench.audit.filter(({ outcome }) => outcome === 'queued').length, queued);
  assert.equal(
    slack.messages('ops').some(({ text }) => text.includes('rm -rf')),
    false,
  );
});

test('every press is in the audit log', () => {
  const pressed = bench.audit.filter(({ what }) => what.startsWith('button'));
  assert.ok(pressed.some(({ what, who }) => what === 'button "All evidence" of host01' && who === 'U0ANN'));
});
