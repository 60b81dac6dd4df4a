import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { plainText } from '../../src/adapters/practice-slack/index.ts';
import type { Press } from '../../src/adapters/practice-slack/press.ts';
import type { PrivateAnswer, View } from '../../src/adapters/practice-slack/workspace.ts';
import { type IncidentBench, startIncidentBench } from './incident-bench.ts';
import { host } from './slack-bench.ts';

const names = ['host01', 'host02', 'host03', 'host04', 'host05'];
let bench: IncidentBench;
before(async () => {
  bench = await startIncidentBench({ hosts: names.map((name) => host(name)) });
});
after(() => bench.stop());

/** A new incident for each test; the one before is over. */
beforeEach(async () => {
  bench.pass(7200);
  for (const { id } of (await bench.desk.board()).silences) await bench.desk.endSilence(id, 'U0BOB');
  // Often enough for nobody to take it for flapping.
  for (const name of names) for (const _ of [1, 2, 3, 4, 5, 6]) await bench.works(name);
  await bench.shown();
  bench.pass(7200);
  for (const _ of [1, 2]) await bench.fails('host01');
  await bench.shown();
});

/** The machine may be busy. */
const patient = { timeoutMs: 60_000 };
const rootText = (): string => plainText(bench.root(), (id) => bench.slack.nameOf(id));
const waitForRoot = (expected: RegExp): Promise<unknown> =>
  bench.slack.waitFor(() => expected.test(rootText()), { what: `${expected} in the root`, ...patient });
const last = (): PrivateAnswer => bench.slack.privateAnswers.at(-1) as PrivateAnswer;

const click = async (actionId: string, given: Partial<Press> = {}): Promise<PrivateAnswer> => {
  const { slack } = bench;
  const count = slack.privateAnswers.length;
  const outcome = await slack.click({ user: 'ann', channel: 'ops', messageTs: bench.root().ts, actionId, ...given });
  assert.equal(outcome.outcome, 'acknowledged');
  return await slack.waitFor(() => slack.privateAnswers[count], { what: `the answer to ${actionId}`, ...patient });
};

const choose = async (actionId: string, word: string, given: Partial<Press> = {}) =>
  click(actionId, { choose: `${word} ${(await bench.open()).id}`, ...given });

/** Opens a form by an option, and gives it. */
const form = async (actionId: string, word: string): Promise<View> => {
  const { slack } = bench;
  const known = new Set(slack.views.keys());
  await slack.click({
    user: 'ann',
    channel: 'ops',
    messageTs: bench.root().ts,
    actionId,
    choose: `${word} ${(await bench.open()).id}`,
  });
  return await slack.waitFor(() => [...slack.views.values()].find(({ id }) => !known.has(id)), {
    what: 'a form',
    ...patient,
  });
};

const time = (value: string) => ({ time: { time: { type: 'plain_text_input', value } } });

test('acknowledge and its undo; who is too late is told', async () => {
  assert.match((await click('incident_acknowledge')).text, /Acknowledged.*Undo acknowledge/s);
  await waitForRoot(/^WARNING: Mail stops on host01[\s\S]*Acknowledged by @ann[\s\S]*\[Undo acknowledge\]/);
  const id = (await bench.open()).id;
  await assert.rejects(bench.desk.act(id, { kind: 'acknowledge' }, 'U0BOB'), /acknowledged already/);
  await click('incident_unacknowledge', { user: 'bob' });
  await waitForRoot(/^ERROR[\s\S]*Nobody has taken it yet[\s\S]*\[Acknowledge\]/);
  const told = bench.thread().map((message) => plainText(message, (id) => bench.slack.nameOf(id)));
  assert.ok(told.includes('@ann: Acknowledged.'), told.join('\n'));
});

test('a press on a message that is behind says why nothing was done', async () => {
  const { ts } = bench.root();
  const stale = structuredClone(bench.root().blocks);
  await click('incident_acknowledge');
  await waitForRoot(/Undo acknowledge/);
  const root = bench.slack.messages('ops').find((message) => message.ts === ts);
  if (root !== undefined && stale !== undefined) root.blocks = stale;
  assert.match((await click('incident_acknowledge', { user: 'bob' })).text, /acknowledged already/);
  assert.ok(bench.audit.some(({ what, outcome }) => what.startsWith('incident acknowledge') && outcome === 'rejected'));
});

test('assign to me, unassign; assign to somebody by a form, who must be a member', async () => {
  await click('incident_assign_me');
  await waitForRoot(/Assigned to @ann/);
  await click('incident_unassign');
  await waitForRoot(/Nobody has taken it yet/);

  const view = await form('incident_more', 'assign');
  const person = (user: string) => ({ person: { person: { type: 'users_select', selected_user: user } } });
  for (const [user, problem] of [
    ['guest', /Only full members/],
    ['outsider', /Only full members/],
    ['gone', /Only full members/],
  ] as const) {
    const refused = await bench.slack.submitView({ user: 'ann', viewId: view.id, values: person(user) });
    assert.match(JSON.stringify(refused), problem);
  }
  const empty = await bench.slack.submitView({ user: 'ann', viewId: view.id });
  assert.match(JSON.stringify(empty), /Pick a person/);
  await bench.slack.submitView({ user: 'ann', viewId: view.id, values: person('bob') });
  await waitForRoot(/Assigned to @bob/);
  assert.equal(bench.slack.views.has(view.id), false);
  await bench.slack.waitFor(
    () =>
      bench
        .thread()
        .some((message) => plainText(message, (id) => bench.slack.nameOf(id)) === '@ann: Assigned to @bob.'),
    {
      what: 'who has it, in the thread',
    },
  );
});

test('snooze by the menu, until tomorrow by the clock of the person, by any time; and its undo', async () => {
  const seconds = async (): Promise<number> =>
    (Date.parse((await bench.open()).snoozed?.until ?? '') - bench.now().getTime()) / 1000;
  await choose('incident_snooze', '30m');
  await waitForRoot(/Snoozed until[\s\S]*\[End snooze\]/);
  assert.ok(Math.abs((await seconds()) - 1800) < 60);
  await click('incident_unsnooze');
  await waitForRoot(/\[Snooze v\]/);

  await choose('incident_snooze', 'tomorrow');
  const until = new Date((await bench.open()).snoozed?.until ?? '');
  // Berlin in winter, as the people of the practice workspace have it.
  assert.equal(until.getUTCHours(), 8);
  await waitForRoot(/\[End snooze\]/);
  await click('incident_unsnooze');
  await waitForRoot(/\[Snooze v\]/);

  const view = await form('incident_snooze', 'other');
  const submit = (value: string) => bench.slack.submitView({ user: 'ann', viewId: view.id, values: time(value) });
  for (const bad of ['5 bananas', '10s', '-3h', 'always', '<!channel>', '99999 days']) {
    const refused = JSON.stringify(await submit(bad));
    assert.match(refused, /"response_action":"errors".*"time":".*for example 30m, 2h or 1d/, bad);
  }
  assert.equal((await bench.open()).snoozed, undefined);
  await submit('1h30m');
  await waitForRoot(/Snoozed until/);
  assert.ok(Math.abs((await seconds()) - 5400) < 60);
  await bench.slack.waitFor(() => /Snoozed for 1h 30m/.test(last().text));
});

test('silence one host by the form, with its undo in the answer', async () => {
  for (const _ of [1, 2]) await bench.fails('host02');
  await bench.shown();
  const view = await form('incident_more', 'silence');
  const choice = { host: { host: { type: 'static_select', selected_option: { value: 'host02' } } } };
  const bad = await bench.slack.submitView({ user: 'ann', viewId: view.id, values: { ...choice, ...time('soon') } });
  assert.match(JSON.stringify(bad), /don't understand the time \\"soon\\"/);
  const none = await bench.slack.submitView({ user: 'ann', viewId: view.id, values: time('2h') });
  assert.match(JSON.stringify(none), /Pick a host/);
  await bench.slack.submitView({ user: 'ann', viewId: view.id, values: { ...choice, ...time('always') } });
  const answer = await bench.slack.waitFor(() =>
    /host02 is silenced until somebody/.test(last().text) ? last() : undefined,
  );
  await waitForRoot(/^ERROR: Mail stops on host01/);
  assert.equal((await bench.desk.board()).silences[0]?.until, null);
  assert.match((await click('incident_end_silence', { messageTs: answer.ts })).text, /host02 is no longer silenced/);
  assert.deepEqual((await bench.desk.board()).silences, []);
  assert.match((await click('incident_end_silence', { messageTs: answer.ts })).text, /over already/);
});

test('silence the whole cause: asks first, a bad time is said in the form, the undo is there', async () => {
  const view = await form('incident_more', 'silence');
  const press = { user: 'ann', viewId: view.id, actionId: 'incident_silence_cause' };
  await assert.rejects(bench.slack.clickInView({ ...press, values: time('2h') }), /asks first/);
  await bench.slack.clickInView({ ...press, confirmed: true, values: time('never ever') });
  const problem = await bench.slack.waitFor(() => {
    const now = bench.slack.views.get(view.id);
    return now !== undefined && /don't understand/.test(JSON.stringify(now.blocks)) ? now : undefined;
  });
  assert.ok(
    problem.blocks.some(({ block_id }) => block_id === 'time'),
    'the form is still there',
  );
  await bench.slack.clickInView({ ...press, confirmed: true, values: time('2h') });
  await bench.slack.waitFor(() =>
    /The cause is silenced for 2h/.test(JSON.stringify(bench.slack.views.get(view.id)?.blocks)),
  );
  await waitForRoot(/Cause silenced until/);
  await choose('incident_more', 'unsilence');
  await waitForRoot(/^ERROR[\s\S]*Nobody has taken it yet$/m);
  assert.deepEqual((await bench.desk.board()).silences, []);
});

test('check now: one host in the thread, many as a watch does', async () => {
  const { slack } = bench;
  assert.match((await click('incident_check')).text, /Checking host01.*in the thread of the incident/s);
  await slack.waitFor(() => bench.thread().some(({ text }) => text.startsWith('host01: mail stops')), {
    what: 'the run in the thread',
    ...patient,
  });
  for (const name of names) for (const _ of [1, 2]) await bench.fails(name);
  await bench.shown();
  const shown = slack.messages('ops').length;
  const queued = (): number => bench.audit.filter(({ outcome }) => outcome === 'queued').length;
  const before = queued();
  assert.match((await click('incident_check', { user: 'bob' })).text, /Checking 5 hosts; the incident shows/);
  await slack.waitFor(() => queued() === before + 5);
  await bench.shown();
  assert.equal(slack.messages('ops').length, shown);
});

test('prove the fix: its hosts are checked, and the thread says what came of it', async () => {
  assert.match((await click('incident_prove')).text, /Proving the fix/);
  await waitForRoot(/A fix is being proved since|Not proved/);
  await bench.slack.waitFor(() => bench.thread().some(({ text }) => /not proved/i.test(text)), {
    what: 'the end of the proof: the login is still refused',
    ...patient,
  });
});

test('the timeline goes into the thread as Markdown, once for each state', async () => {
  await click('incident_acknowledge');
  await bench.shown();
  assert.match((await choose('incident_more', 'timeline')).text, /as a Markdown file/);
  await choose('incident_more', 'timeline');
  const files = bench.thread().flatMap((message) => message.files ?? []);
  assert.equal(files.length, 1);
  assert.match(files[0]?.name ?? '', /^incident-.*\.md$/);
  assert.match(files[0]?.content.toString('utf8') ?? '', /## Timeline[\s\S]*Acknowledged\\?\. \(Ann Adler\)/);
});

test('the policy is asked at each press, and in forms', async () => {
  for (const [user, words] of [
    ['guest', /Guests of this workspace/],
    ['ultra', /Guests of this workspace/],
  ] as const) {
    for (const actionId of ['incident_acknowledge', 'incident_assign_me', 'incident_check', 'incident_prove'])
      assert.match((await click(actionId, { user })).text, words, actionId);
    assert.match((await choose('incident_snooze', '30m', { user })).text, words);
    const views = bench.slack.views.size;
    assert.match((await choose('incident_more', 'silence', { user })).text, words);
    assert.equal(bench.slack.views.size, views);
  }
  assert.equal((await bench.open()).acknowledged, undefined);
  assert.ok(
    bench.audit.some(
      ({ what, who, outcome }) => who === 'U0GUEST' && outcome === 'denied' && what.startsWith('incident acknowledge'),
    ),
  );
});

test('values are only looked up: forged ones do nothing', async () => {
  const forged = ['x; rm -rf /', '../../etc', '$(id)', 'i-does-not-exist', ''];
  for (const value of forged) {
    const blocks = (bench.root().blocks ?? []) as readonly { elements?: { action_id?: string; value?: string }[] }[];
    for (const { elements } of blocks)
      for (const element of elements ?? []) if (element.action_id === 'incident_acknowledge') element.value = value;
    const outcome = await bench.slack.click({
      user: 'ann',
      channel: 'ops',
      messageTs: bench.root().ts,
      actionId: 'incident_acknowledge',
    });
    assert.equal(outcome.outcome, 'acknowledged', value);
  }
  assert.equal((await bench.open()).acknowledged, undefined);
});

test('a resolved incident takes nothing more, and a form that was open by then says so', async () => {
  const view = await form('incident_snooze', 'other');
  const { id } = await bench.open();
  const { ts } = bench.root();
  for (const _ of [1, 2]) await bench.works('host01');
  await bench.shown();
  const late = await bench.slack.submitView({ user: 'ann', viewId: view.id, values: time('2h') });
  assert.match(JSON.stringify(late), /resolved: there is nothing left to do/);
  assert.match(
    (await click('incident_timeline', { messageTs: ts })).text,
    /as a Markdown file/,
    'a closed incident still has its timeline',
  );
  await assert.rejects(bench.desk.act(id, { kind: 'acknowledge' }, 'U0ANN'), /resolved/);
});
