import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Bench, startBench } from './slack-bench.ts';

let bench: Bench;
before(async () => {
  bench = await startBench();
});
after(() => bench.stop());

const answerTo = async (user: string, channel: string, text = '/mail diagnose host01'): Promise<string> => {
  const outcome = await bench.slack.typeCommand({ user, channel, text });
  assert.equal(outcome.outcome, 'acknowledged');
  return bench.slack.privateAnswers.at(-1)?.text ?? '';
};
const queued = (): number => bench.audit.filter(({ outcome }) => outcome === 'queued').length;

const denials: readonly [string, string, string, RegExp][] = [
  ['a guest', 'guest', 'ops', /Guests of this workspace/],
  ['a guest of one channel', 'ultra', 'ops', /Guests of this workspace/],
  ['somebody from outside in a shared channel', 'outsider', 'ext-partner', /another organisation/],
  ['a member where the bot was not invited', 'ann', 'random', /invited/],
  ['a member in a private channel the bot cannot see', 'ann', 'hidden', /invited/],
];

for (const [who, user, channel, expected] of denials) {
  test(`${who} is told why not, privately, and nothing is started`, async () => {
    const before = queued();
    assert.match(await answerTo(user, channel), expected);
    assert.equal(queued(), before);
    const [entry] = bench.audit.slice(-1);
    assert.equal(entry?.outcome, 'denied');
    assert.equal(entry?.what, 'diagnose host01');
  });
}

test('who may not use the bot is told no names of hosts, not even by a correction', async () => {
  assert.doesNotMatch(await answerTo('guest', 'ops', '/mail diagnose hots01'), /host0/);
  assert.doesNotMatch(await answerTo('outsider', 'ext-partner', '/mail hosts'), /host0/);
});

test('a full member may in a channel, a shared channel, a private one, and in a direct conversation', async () => {
  for (const channel of ['ops', 'ext-partner', 'war-room', 'D0ANN'])
    assert.match(await answerTo('ann', channel), /Checking host01|host01 is being/);
});

test('buttons ask the policy too', async () => {
  const { slack } = bench;
  const root = await slack.waitFor(
    () => slack.messages('ops').find(({ blocks }) => JSON.stringify(blocks).includes('run_again')),
    {
      what: 'a message with buttons',
    },
  );
  const before = queued();
  for (const actionId of ['run_again', 'show_evidence', 'show_explanation']) {
    const count = slack.privateAnswers.length;
    await slack.click({ user: 'guest', channel: 'ops', messageTs: root.ts, actionId });
    const answer = await slack.waitFor(() => slack.privateAnswers[count], { what: 'the answer to a click' });
    assert.match(answer.text, /Guests of this workspace/);
  }
  assert.equal(queued(), before);
});

test('the configuration narrows by channel, user and user group', async () => {
  const narrow = await startBench({ access: { channels: ['C0OPS'], userGroups: ['S0MAILADMIN'], users: [] } });
  const ask = async (user: string, channel: string): Promise<string> => {
    await narrow.slack.typeCommand({ user, channel, text: '/mail help' });
    return narrow.slack.privateAnswers.at(-1)?.text ?? '';
  };
  try {
    assert.match(await ask('bob', 'ops'), /diagnose HOST/);
    assert.match(await ask('ann', 'ops'), /only to certain people/);
    assert.match(await ask('bob', 'mail'), /not to answer this in this channel/);
  } finally {
    await narrow.stop();
  }
});

test('when Slack does not say who somebody is, nothing is started, and the next try works', async () => {
  const { slack } = bench;
  slack.fail('users.info', { hang: 900 });
  const outcome = await slack.typeCommand({ user: 'bob', channel: 'mail', text: '/mail diagnose host02' });
  assert.equal(outcome.outcome, 'acknowledged');
  assert.match(slack.privateAnswers.at(-1)?.text ?? '', /Not accepted, nothing was started: Slack did not tell me/);
  assert.equal(
    bench.audit.some(({ who, outcome: end }) => who === 'U0BOB' && end === 'queued'),
    false,
  );
  await slack.waitFor(() =>
    slack.callsOf('users.info').some(({ args, answer }) => args['user'] === 'U0BOB' && answer === 'ok'),
  );
  assert.match(await answerTo('bob', 'mail'), /Checking host01|host01 is being/);
});
