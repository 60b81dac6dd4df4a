import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Bench, startBench } from './slack-bench.ts';

let bench: Bench;
before(async () => {
  bench = await startBench();
});
after(() => bench.stop());

/** What Ann reads after a command in #ops. */
const say = async (text: string): Promise<string> => {
  const outcome = await bench.slack.typeCommand({ user: 'ann', channel: 'ops', text });
  assert.equal(outcome.outcome, 'acknowledged');
  return bench.slack.privateAnswers.at(-1)?.text ?? '';
};

const badInput: readonly [string, RegExp][] = [
  ['/mail', /\/mail diagnose host01/],
  ['/mail diagnose', /Which host\?.*\/mail diagnose host01/s],
  ['/mail diagnose hots01', /don't know a host.*"hots01".*\/mail diagnose host01/s],
  ['/mail diagnose 10.1.2.3', /by name, not by address.*host01/s],
  ['/mail diagnose $(reboot)', /not the name of a host/],
  ['/mail diagnose `id`', /don't know a host/],
  ['/mail diagnose https://host01/', /not the name of a host.*diagnose host01/s],
  ['/mail diagnose <!channel>', /not the name of a host/],
  ['/mail frobnicate', /don't know the command.*\/mail help/s],
  [`/mail diagnose ${'x'.repeat(1500)}`, /too long/],
];

for (const [text, expected] of badInput) {
  test(`${JSON.stringify(text.slice(0, 40))} gets a short private answer that says what to type`, async () => {
    const answer = await say(text);
    assert.match(answer, expected);
    assert.ok(answer.length < 400);
    assert.doesNotMatch(answer, /<[!@]/);
    assert.equal(bench.slack.callsOf('chat.postMessage').length, 0);
    assert.equal(bench.audit.at(-1)?.outcome, 'rejected');
  });
}

test('a name that Slack made a link of is understood', async () => {
  assert.match(await say('/mail diagnose db.example.com'), /Checking db\.example\.com/);
});

test('help, hosts and explain answer privately at once', async () => {
  assert.match(await say('/mail help'), /\/mail diagnose HOST/);
  assert.match(await say('/mail hosts'), /3 hosts can be checked.*host01.*payroll.*erp/s);
  assert.match(await say('/mail explain 535 5.7.8 <bad> & worse'), /Bad login.*Mend it/s);
});

test('queue and checklist of a host that was never checked start a check', async () => {
  assert.match(await say('/mail queue host02'), /host02 was not checked yet.*Checking host02/s);
  await bench.slack.waitFor(() =>
    bench.audit.some(({ what, outcome }) => what === 'diagnose host02' && outcome === 'finished'),
  );
});

test('queue and checklist come from the latest check, with its age and a button for a new one', async () => {
  assert.match(await say('/mail queue host02'), /host02, from the check .* ago: 12 messages wait: 12 deferred/);
  assert.match(await say('/mail checklist host02'), /1 of 2 points are verified/);
  const answer = bench.slack.privateAnswers.at(-1);
  const before = bench.audit.length;
  await bench.slack.click({ user: 'ann', channel: 'ops', messageTs: answer?.ts ?? '', actionId: 'run_again' });
  await bench.slack.waitFor(() => bench.audit.slice(before).some(({ outcome }) => outcome === 'queued'), {
    what: 'the new run',
  });
});

test('several hosts make one picture: one message in the channel, which is said in the answer', async () => {
  assert.match(await say('/mail diagnose erp'), /^Checking erp \(2 hosts\)\. Progress and one picture of all appear/);
  const pictures = () =>
    bench.slack.messages('ops').filter(({ text, thread_ts }) => thread_ts === undefined && /\berp: /.test(text));
  await bench.slack.waitFor(() => pictures().some(({ text }) => text.startsWith("erp: 2 of 2 hosts can't send mail")), {
    what: 'the picture',
  });
  assert.equal(pictures().length, 1);
});
