import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkMessage } from '../../src/adapters/slack/blocks/check-message.ts';
import type { SlackMessage } from '../../src/adapters/slack/outbox/slack-message.ts';
import { createMemoryCollections } from '../../src/adapters/store/memory-collections.ts';
import type { Collection } from '../../src/application/ports/collection.ts';
import type { Diagnosis } from '../../src/domain/diagnosis/diagnosis.ts';
import { degraded, healthy, refusedLogin, unknown, unreachable } from './canned.ts';
import { type Bench, host, startBench } from './slack-bench.ts';

const count = 300;
const names = Array.from({ length: count }, (_, index) => `host${String(index).padStart(3, '0')}`);
const fleet = names.map((name, index) => host(name, { groups: index < 3 ? ['few'] : index < 120 ? ['erp'] : [] }));

/** Which hosts fail how: by the last digits of their names. */
const diagnosisOf = (name: string): Diagnosis => {
  const number = Number(name.slice(4));
  if (number === 7)
    return {
      ...refusedLogin(name),
      code: 'AUTH_INVALID_535',
      queue: { total: 900, deferred: 900, quarantined: 0, oldestSeconds: 9 },
    };
  if (number % 30 === 1) return { ...refusedLogin(name), code: 'AUTH_INVALID_535' };
  if (number % 50 === 2) return unreachable(name);
  if (number % 70 === 3) return degraded(name);
  if (number % 90 === 4) return unknown(name);
  return healthy(name);
};

const refusedNames = names.filter((name) => diagnosisOf(name).code === 'AUTH_INVALID_535');

let bench: Bench;
let most = 0;
let atOnce = 0;
let letOn = (): void => undefined;
/** Some hosts wait until progress was seen. */
const seen = new Promise<void>((resolve) => {
  letOn = resolve;
});
before(async () => {
  bench = await startBench({
    hosts: fleet,
    concurrency: 20,
    slack: { deadlineMs: 30_000 },
    timing: { callMs: 20_000, giveUpMs: 90_000 },
    app: { limits: { factsMs: 20_000, enqueueMs: 20_000, lookUpMs: 20_000 } },
    diagnose: async ({ host: name }) => {
      atOnce++;
      most = Math.max(most, atOnce);
      if (Number(name.slice(4)) >= 200) await seen;
      atOnce--;
      if (Number(name.slice(4)) % 110 === 5) throw new Error('a defect');
      return diagnosisOf(name);
    },
  });
});
after(() => bench.stop());

const rootsIn = (channel: string) => bench.slack.messages(channel).filter(({ thread_ts }) => thread_ts === undefined);
const ended = (channel: string) =>
  bench.slack.waitFor(() => rootsIn(channel).find(({ blocks }) => blocks?.some(({ type }) => type === 'table')), {
    what: 'the table',
    timeoutMs: 60_000,
  });
const asMessage = ({ text, blocks }: { text: string; blocks?: unknown }): SlackMessage => ({
  text,
  blocks: (blocks ?? []) as SlackMessage['blocks'],
});

test('300 hosts: acknowledged in time, one root message with progress, then a table by cause, worst first', async () => {
  const { slack } = bench;
  const outcome = await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail diagnose all' });
  assert.equal(outcome.outcome, 'acknowledged');
  assert.match(slack.privateAnswers.at(-1)?.text ?? '', /Checking all hosts \(300 hosts\)\..*in this channel/);
  await slack.waitFor(
    () => /Checking all hosts: [1-9]\d* of 300 done, \d+ failing so far/.test(rootsIn('ops')[0]?.text ?? ''),
    {
      what: 'progress',
      timeoutMs: 60_000,
    },
  );
  letOn();
  const root = await ended('ops');
  assert.equal(rootsIn('ops').length, 1);
  assert.deepEqual(checkMessage(asMessage(root)), []);
  assert.match(
    root.text,
    /^all hosts: 11 of 300 hosts can't send mail: The relay refuses the login \(535\) on 11; 6 could not be reached; 5 need attention; 4 could not be read well enough to say; the check of 3 could not be done\./,
  );
  const table = root.blocks?.find(({ type }) => type === 'table') as unknown as { rows: unknown[][] };
  const rows = table.rows.map((row) =>
    row.map((cell) => /"text":"((?:[^"\\]|\\.)*)"/.exec(JSON.stringify(cell))?.[1] ?? ''),
  );
  assert.deepEqual(
    rows.slice(1).map(([what, hosts]) => `${what} ${hosts}`),
    [
      '❌ The relay refuses the login (535) 11',
      '⛔ The host refuses SSH connections 6',
      '⚠️ Mail is quarantined and waits for an administrator 5',
      '❔ Not enough could be read to say 4',
      '❔ The check could not be done 3',
      '✅ Mail gets out 271',
    ],
  );
  assert.ok(most <= 20);
  assert.equal(bench.audit.filter(({ outcome: end }) => end === 'queued').length, count + 1);
});

test('the thread holds one message a cause with the action and every host, most mail waiting first', async () => {
  const { slack } = bench;
  const root = await ended('ops');
  const replies = await slack.waitFor(
    () => {
      const all = slack.thread('ops', root.ts).slice(1);
      return all.length >= 5 && all;
    },
    { what: 'the thread', timeoutMs: 30_000 },
  );
  assert.equal(replies.length, 5);
  for (const reply of replies) assert.deepEqual(checkMessage(asMessage(reply)), []);
  const [first] = replies;
  assert.match(first?.text ?? '', /^❌ The relay refuses the login \(535\): 11 of 300 hosts\./);
  const words = JSON.stringify(first?.blocks);
  assert.match(words, /What to do \(as on host007\).*Ask the owner of the relay account/);
  assert.match(words, /makemap hash/);
  for (const name of refusedNames) assert.ok(words.includes(name), name);
  assert.ok(words.indexOf('host007') < words.indexOf('host001"'));
  assert.match(words, /900 waiting/);
});

test('the menu lists hosts worst first and finds any by typing; a choice shows its report to one person', async () => {
  const { slack } = bench;
  const root = await ended('ops');
  const menu = { user: 'ann', channel: 'ops', messageTs: root.ts, actionId: 'fleet_host' };
  const shown = await slack.typeIntoMenu(menu);
  assert.equal(shown.length, 100);
  assert.deepEqual(shown[0]?.['text'], { type: 'plain_text', text: 'host007: failed', emoji: false });
  const typed = await slack.typeIntoMenu({ ...menu, typed: 'HOST29' });
  assert.deepEqual(
    typed.map(({ value }) => String(value)).toSorted(),
    names.filter((name) => name.includes('host29')),
  );
  const before = slack.messages('ops').length;
  const answers = slack.privateAnswers.length;
  await slack.click({ ...menu, typed: '007', choose: 'host007' });
  const answer = await slack.waitFor(() => slack.privateAnswers[answers], { what: 'the report' });
  assert.deepEqual(checkMessage(asMessage(answer)), []);
  assert.match(JSON.stringify(answer.blocks), /host007: mail stops at SMTP authentication.*What to do.*AUTH PLAIN/s);
  await slack.click({ ...menu, typed: '005', choose: 'host005' });
  const broken = await slack.waitFor(() => slack.privateAnswers[answers + 1], { what: 'the other answer' });
  assert.match(broken.text, /host005: not checked\. .*a defect/);
  assert.equal(slack.messages('ops').length, before);
});

test('who may not use the bot sees no names in the menu, and a menu carried elsewhere opens nothing', async () => {
  const { slack } = bench;
  const root = await ended('ops');
  const menu = { channel: 'ops', messageTs: root.ts, actionId: 'fleet_host' };
  assert.deepEqual(await slack.typeIntoMenu({ ...menu, user: 'guest' }), []);
  const denied = slack.privateAnswers.length;
  await slack.click({ ...menu, user: 'guest', actionId: 'fleet_again' });
  const answer = await slack.waitFor(() => slack.privateAnswers[denied], { what: 'the denial' });
  assert.match(answer.text, /Guests of this workspace/);
});

test('"Check again" makes a picture of those that are not fine, in the thread of the first', async () => {
  const { slack } = bench;
  const root = await ended('ops');
  const answers = slack.privateAnswers.length;
  await slack.click({ user: 'ann', channel: 'ops', messageTs: root.ts, actionId: 'fleet_again' });
  const answer = await slack.waitFor(() => slack.privateAnswers[answers], { what: 'the answer' });
  assert.match(answer.text, /Checking 24 of all hosts \(24 hosts\).*in the thread of this message/);
  await slack.waitFor(
    () =>
      slack
        .thread('ops', root.ts)
        .some(({ text }) => text.startsWith("24 of all hosts: 11 of 24 hosts can't send mail")),
    { what: 'the second picture', timeoutMs: 30_000 },
  );
  assert.equal(rootsIn('ops').length, 1);
});

test('one host is a run with a root message of its own; the same picture is asked for by mention in a thread', async () => {
  const { slack } = bench;
  await slack.typeCommand({ user: 'ann', channel: 'mail', text: '/mail diagnose host000' });
  await slack.waitFor(() => rootsIn('mail').find(({ text }) => text.startsWith('host000: mail gets out')), {
    what: 'one run',
  });
  const { ts } = await slack.say({ user: 'ann', channel: 'mail', text: '@stuckmail diagnose few' });
  const done = await slack.waitFor(
    () => slack.thread('mail', ts).find(({ text }) => text.startsWith("few: 1 of 3 hosts can't send mail")),
    { what: 'the picture in the thread' },
  );
  await slack.waitFor(() => slack.thread('mail', ts).length === 4, { what: 'a message a cause' });
  assert.equal(slack.thread('mail', ts)[1]?.ts, done.ts);
});

test('status shows the same picture from the latest checks, and checks nothing', async () => {
  const { slack } = bench;
  const queued = bench.audit.filter(({ outcome }) => outcome === 'queued').length;
  const say = async (text: string) => {
    const outcome = await slack.typeCommand({ user: 'ann', channel: 'ops', text });
    assert.equal(outcome.outcome, 'acknowledged');
    const answer = slack.privateAnswers.at(-1);
    assert.ok(answer !== undefined);
    assert.deepEqual(checkMessage(asMessage(answer)), []);
    return answer;
  };
  const all = await say('/mail status');
  assert.match(
    all.text,
    /^all hosts, by the latest checks: 11 of 300 hosts can't send mail.*3 were never checked\. Checked .* ago\./s,
  );
  assert.match((await say('/mail status few')).text, /^few, by the latest checks: 1 of 3 hosts/);
  assert.equal(bench.audit.filter(({ outcome }) => outcome === 'queued').length, queued);
  const options = await slack.typeIntoMenu({
    user: 'ann',
    channel: 'ops',
    messageTs: all.ts,
    actionId: 'fleet_host',
    typed: '005',
  });
  assert.deepEqual(options[0]?.['text'], { type: 'plain_text', text: 'host005: never checked', emoji: false });
  const few = await say('/mail status few');
  const answers = slack.privateAnswers.length;
  await slack.click({ user: 'ann', channel: 'ops', messageTs: few.ts, actionId: 'fleet_check' });
  const answer = await slack.waitFor(() => slack.privateAnswers[answers], { what: 'the answer' });
  assert.match(answer.text, /Checking few \(3 hosts\)/);
  await slack.waitFor(() => rootsIn('ops').some(({ text }) => text.startsWith('few: 1 of 3')), {
    what: 'the new picture',
  });
});

test('a host that is being checked already joins, and its answer shows in both places', async () => {
  let end = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    end = resolve;
  });
  let runs = 0;
  const small = await startBench({
    diagnose: async ({ host: name }) => {
      runs++;
      await held;
      return healthy(name);
    },
    slack: { deadlineMs: 30_000 },
  });
  const { slack } = small;
  try {
    await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail diagnose host01' });
    await slack.waitFor(() => runs === 1, { what: 'the run is under way', timeoutMs: 30_000 });
    await slack.typeCommand({ user: 'bob', channel: 'mail', text: '/mail diagnose erp' });
    await slack.waitFor(() => slack.messages('mail').some(({ text }) => text.startsWith('Checking erp')), {
      what: 'the picture began',
      timeoutMs: 30_000,
    });
    await slack.waitFor(() => small.audit.some(({ outcome }) => outcome === 'joined'), { timeoutMs: 30_000 });
    end();
    await slack.waitFor(() => slack.messages('mail').some(({ text }) => /All 2 hosts get their mail out/.test(text)), {
      what: 'the picture',
      timeoutMs: 30_000,
    });
    await slack.waitFor(() => slack.messages('ops').some(({ text }) => text.startsWith('host01: mail gets out')), {
      what: 'the run',
      timeoutMs: 30_000,
    });
    assert.equal(runs, 2);
    assert.equal(slack.messages('mail').length, 1, 'all is well: nothing for the thread');
  } finally {
    await small.stop();
  }
});

test('when nothing can be stored the person is told that nothing was started; a mention is tried again and shows once', async () => {
  const collections = createMemoryCollections();
  let down = true;
  let why = 'Redis: OOM command not allowed';
  const small = await startBench({
    slack: { retryDelaysMs: [0, 200, 200] },
    collections: {
      open: <T>(name: string, keepMs?: number): Collection<T> => {
        const real = collections.open<T>(name, keepMs);
        return {
          ...real,
          change: async (id, change) => {
            if (down && name === 'surveys') throw new Error(why);
            return await real.change(id, change);
          },
        };
      },
      close: () => collections.close(),
    },
  });
  const { slack } = small;
  try {
    await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail diagnose erp' });
    assert.match(slack.privateAnswers.at(-1)?.text ?? '', /^Not accepted, nothing was started for erp/);
    why = 'Redis: no answer within 1 s';
    await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail diagnose erp' });
    assert.match(slack.privateAnswers.at(-1)?.text ?? '', /^Not confirmed: .* erp .* may start all the same/);
    assert.equal(slack.messages('ops').length, 0);
    const said = slack.say({ user: 'ann', channel: 'ops', text: '@stuckmail diagnose erp' });
    await slack.waitFor(() => slack.privateAnswers.some(({ text }) => text.includes('hand me your message again')), {
      what: 'the word that it will be tried again',
      timeoutMs: 30_000,
    });
    down = false;
    const { ts } = await said;
    await slack.waitFor(() => slack.thread('ops', ts).length === 3, { what: 'picture and cause', timeoutMs: 30_000 });
    await new Promise((resolve) => {
      setTimeout(resolve, 500);
    });
    assert.equal(slack.thread('ops', ts).length, 3);
  } finally {
    await small.stop();
  }
});

test('nothing was said that Slack would refuse, and nothing failed on the way', () => {
  const wrong = bench.log.filter(({ message }) =>
    /outside of what Slack takes|could not be queued|tried again/.test(message),
  );
  assert.deepEqual(wrong, []);
});
