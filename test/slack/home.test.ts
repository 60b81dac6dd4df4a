import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import type { View } from '../../src/adapters/practice-slack/workspace.ts';
import { checkMessage } from '../../src/adapters/slack/blocks/check-message.ts';
import { homeBlocks } from '../../src/adapters/slack/home/home-view.ts';
import { incidentKey } from '../../src/adapters/slack/incident-posts.ts';
import type { Watching } from '../../src/application/watching/watching.ts';
import { outcomeOfHealth } from '../../src/domain/fleet/host-outcome.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { buildPolicy } from '../../src/domain/policy/policy.ts';
import type { Watch } from '../../src/domain/watch/watch.ts';
import { type Bench, type BenchOptions, host, startBench } from './slack-bench.ts';
import { hostHealth, openIncident, smallDesk } from './small-desk.ts';

const manifest: unknown = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'));

let bench: Bench;
const open = async (options: BenchOptions = {}): Promise<Bench> => {
  bench = await startBench({ ...options, slack: { manifest } });
  return bench;
};
afterEach(() => bench.stop());

const shown = (view: View | undefined): string => JSON.stringify(view?.blocks ?? '');
const home = (user = 'ann'): string => shown(bench.slack.home(user));
/** Opens the page and waits until one that has `words` is shown. */
const look = async (words: RegExp, user = 'ann'): Promise<View> => {
  await bench.slack.openHome({ user });
  return await shows(words, user);
};
const shows = async (words: RegExp, user = 'ann'): Promise<View> =>
  await bench.slack.waitFor(
    () => {
      const view = bench.slack.home(user);
      return view !== undefined && words.test(shown(view)) ? view : undefined;
    },
    { what: `${words} in the App Home` },
  );
const viewId = (user = 'ann'): string => bench.slack.home(user)?.id ?? '';
const direct = (): string[] => bench.slack.messages('D0ANN').map(({ text }) => text);

const at = new Date(Date.now() - 300_000).toISOString();
const incident = openIncident(['host01'], { openedAt: at, acknowledged: { by: 'U0BOB', at } });
const health = [
  hostHealth('host01', { at, status: 'failed', summary: 'the relay refuses the login' }),
  hostHealth('host02', { at }),
];
const desk = smallDesk(
  () => [incident],
  () => health,
);

test('open incidents with link, age and who has them; failing hosts, last checks, and what one may ask for', async () => {
  const { writer } = await open({ app: { incidents: desk } });
  await writer.outbox.post(incidentKey(incident, 'root'), incident, { text: 'root', blocks: [] });
  await look(/1 open incident/u);
  assert.match(home(), /https:\/\/practice\.slack\.example\/archives\/C0OPS\/p\d+/u);
  assert.match(home(), /Open for 5 min · [\s\S]*"user_id":"U0BOB"/u);
  assert.match(home(), /mail stops on 1 of 3 hosts/u);
  assert.match(home(), /failed: the relay refuses the login · 5 min ago/u);
  assert.match(home(), /Check host01/u);
  assert.match(home(), /Last checks[\s\S]*host02[\s\S]*healthy · 5 min ago/u);
  assert.match(home(), /\/mail diagnose HOST/u);
});

test('a host is checked from the menu and from its button; the answer comes under Messages', async () => {
  const { slack } = await open({ app: { incidents: desk } });
  await look(/Check host01/u);
  await slack.clickInView({ user: 'ann', viewId: viewId(), actionId: 'home_check', typed: 'host', choose: 'host02' });
  await shows(/Checking host02\. Progress and the answer appear here under Messages\./u);
  await slack.waitFor(() => direct().some((text) => text.startsWith('host02: mail')), { what: 'the answer' });
  await slack.clickInView({ user: 'ann', viewId: viewId(), actionId: 'home_check.0' });
  await shows(/Checking host01\./u);
  assert.equal(bench.audit.filter(({ outcome }) => outcome === 'queued').length, 2);
  assert.ok(slack.messages('ops').length === 0 && direct().every((text) => !text.includes('under Messages')));
});

test('the menu has failing hosts first, then groups, and finds by what is typed; a press of what is gone does nothing', async () => {
  const { slack } = await open({ app: { incidents: desk } });
  await look(/Check host01/u);
  const missing = slack.clickInView({ user: 'ann', viewId: viewId(), actionId: 'home_check', choose: 'nohost' });
  await assert.rejects(missing, /no option nohost here; there is: host01, erp, all, host02, db\.example\.com$/u);
  const typed = slack.clickInView({
    user: 'ann',
    viewId: viewId(),
    actionId: 'home_check',
    typed: 'PAYR',
    choose: 'x',
  });
  await assert.rejects(typed, /there is: host01$/u);
});

test('status and incidents are answered under Messages', async () => {
  const { slack } = await open({ app: { incidents: desk } });
  await look(/Status of all hosts/u);
  await slack.clickInView({ user: 'ann', viewId: viewId(), actionId: 'home_status' });
  await slack.waitFor(() => direct().some((text) => /host01/u.test(text)), { what: 'the status' });
  await shows(/The answer is here under Messages/u);
  await slack.clickInView({ user: 'ann', viewId: viewId(), actionId: 'home_incidents' });
  await slack.waitFor(() => direct().length === 2, { what: 'the incidents' });
});

test('a check that ended is there at the next look and after Refresh', async () => {
  const { slack } = await open();
  await look(/Nothing was checked yet/u);
  await slack.dm({ user: 'ann', text: 'diagnose host01' });
  await slack.waitFor(() => bench.audit.some(({ outcome }) => outcome === 'finished'));
  const menuBlock = (): unknown => slack.home('ann')?.blocks.find(({ type }) => type === 'actions')?.block_id;
  const before = menuBlock();
  await slack.clickInView({ user: 'ann', viewId: viewId(), actionId: 'home_refresh' });
  await shows(/mail stops on 1 of 3 hosts/u);
  assert.notEqual(menuBlock(), before, 'a menu that keeps its choice could not choose the same again');
});

test('guests and people from outside read a plain sentence, and nothing of hosts', async () => {
  await open({ app: { incidents: desk } });
  await look(/Guests of this workspace cannot use me/u, 'guest');
  await look(/Only members of the workspace/u, 'outsider');
  for (const user of ['guest', 'outsider']) {
    assert.doesNotMatch(home(user), /host0|home_/u);
    assert.equal(bench.slack.home(user)?.blocks.length, 1);
  }
});

test('only what a person may ask for: each part by its own row', async () => {
  const all = buildPolicy({});
  const bobOnly = { users: ['U0BOB'] };
  const policy = { ...all, incidents: bobOnly, diagnose: bobOnly, watch: { userGroups: ['S0MAILADMIN'] } };
  await open({ app: { incidents: desk, policy } });
  await look(/Status of all hosts/u, 'ann');
  assert.doesNotMatch(home(), /open incident|home_incidents|home_check|home_watch"|\/mail diagnose|\/mail watch /u);
  assert.match(home(), /failed: the relay refuses the login/u);
  await look(/1 open incident/u, 'bob');
  assert.match(home('bob'), /home_check[\s\S]*home_watch"/u);
});

test('a press is judged anew: whoever lost the right since is refused', async () => {
  const policy = { ...buildPolicy({}), diagnose: { users: ['U0ANN'] } };
  const { slack } = await open({ app: { incidents: desk, policy } });
  await look(/Check host01/u);
  policy.diagnose = { users: ['U0BOB'] };
  await slack.clickInView({ user: 'ann', viewId: viewId(), actionId: 'home_check.0' });
  await shows(/you are not among them/u);
  assert.equal(bench.audit.filter(({ outcome }) => outcome === 'queued').length, 0);
});

test('Slack refusing, failing or throttling the page harms nothing; the next look shows it', async () => {
  const { slack, log } = await open({ app: { incidents: desk } });
  slack.fail('views.publish', { error: 'not_enabled' });
  await slack.openHome({ user: 'ann' });
  await slack.waitFor(() => log.some(({ message }) => message === 'the App Home could not be shown'));
  assert.equal(slack.home('ann'), undefined);
  slack.fail('views.publish', { status: 429, retryAfter: 1 });
  await look(/1 open incident/u);
  assert.ok(slack.deliveries.every(({ state }) => state === 'acknowledged'));
});

test('a page that another process replaced meanwhile is replaced by a newer one', async () => {
  const { slack } = await open({ app: { incidents: desk } });
  await look(/1 open incident/u);
  slack.fail('views.publish', { error: 'hash_conflict' });
  await slack.openHome({ user: 'ann' });
  await slack.waitFor(() => slack.callsOf('views.publish').length === 3, { what: 'the page after the conflict' });
  const calls = slack.callsOf('views.publish');
  assert.deepEqual(calls.map(({ answer }) => answer).slice(-2), ['hash_conflict', 'ok']);
  await sleep(100);
  assert.equal(slack.callsOf('views.publish').length, 3);
});

test('a page published by another process while this one was being built is found by its hash', async () => {
  let slow = false;
  const slowDesk: typeof desk = {
    ...desk,
    board: async () => {
      if (slow) await sleep(300);
      return await desk.board();
    },
  };
  const { slack, writer } = await open({ app: { incidents: slowDesk } });
  await look(/1 open incident/u);
  slow = true;
  await slack.openHome({ user: 'ann' });
  const view = { type: 'home', blocks: [{ type: 'divider' }] };
  await writer.outbox.caller.call('views.publish', { user_id: 'U0ANN', view });
  await shows(/1 open incident/u);
  assert.deepEqual(
    slack.callsOf('views.publish').map(({ answer }) => answer),
    ['ok', 'ok', 'hash_conflict', 'ok'],
  );
});

test('a group is watched from the menu, with the incidents in the configured channel', async () => {
  const added: Watch[] = [];
  const watching: Watching = {
    list: async () => added,
    watchedHosts: async () => new Set<string>(),
    add: async (watches) => void added.push(...watches),
    remove: async () => [],
    tick: async () => undefined,
  };
  const { slack } = await open({ app: { incidents: desk, watching, incidentChannel: 'C0OPS' } });
  await look(/0 watches/u);
  await slack.clickInView({ user: 'ann', viewId: viewId(), actionId: 'home_watch', choose: 'erp' });
  await slack.waitFor(() => direct().length === 1, { what: 'the answer' });
  assert.deepEqual(
    added.map(({ target, addedBy }) => [target.kind, target.name, addedBy]),
    [['group', 'erp', 'U0ANN']],
  );
  await shows(/1 watch\b/u);
});

test('the Messages tab is no reason to show the page; many looks at once end in the newest page', async () => {
  const { slack } = await open({ app: { incidents: desk } });
  await slack.openHome({ user: 'ann', tab: 'messages' });
  await sleep(200);
  assert.equal(slack.home('ann'), undefined);
  await Promise.all(Array.from({ length: 12 }, async () => await slack.openHome({ user: 'ann' })));
  await shows(/1 open incident/u);
  await sleep(300);
  assert.ok(slack.callsOf('views.publish').length <= 12);
  assert.equal(slack.callsOf('views.publish').filter(({ answer }) => answer === 'ok').length > 0, true);
});

test('what cannot be read in time is said, the rest is there', async () => {
  await open({
    app: { incidents: { ...desk, board: () => new Promise(() => undefined) }, limits: { lookUpMs: 150 } },
  });
  await look(/The incidents could not be read in time/u);
  assert.match(home(), /failed: the relay refuses the login/u);
});

test('hundreds of hosts and incidents, hostile and long words: within the limits of Slack', async () => {
  const names = Array.from({ length: 500 }, (_, count) => `host${count}-${'x'.repeat(50)}`);
  const nasty = `<!channel> *bold* &amp; <https://x|y> \u202e\u0000 ${'long '.repeat(400)}`;
  const many: Incident[] = Array.from({ length: 120 }, (_, count) =>
    openIncident(names.slice(count, count + 200), { id: `i-${count}`, title: nasty, openedAt: at }),
  );
  const bad = names.map((name) => hostHealth(name, { at, status: 'failed', summary: nasty }));
  const blocks = homeBlocks({
    now: new Date(),
    incidents: many.map((each) => ({ incident: each, link: 'https://practice.slack.example/archives/C0OPS/p1' })),
    outcomes: bad.map((each) => outcomeOfHealth(each.host, each)),
    watches: 500,
    allowed: () => true,
    notice: nasty,
  });
  assert.deepEqual(checkMessage({ text: 'x', blocks }), []);
  const { slack } = await open({
    hosts: names.map((name) => host(name)),
    app: {
      incidents: smallDesk(
        () => many,
        () => bad,
      ),
    },
  });
  await look(/120 open incidents/u);
  assert.match(home(), /mail stops on 500 of 500 hosts/u);
  assert.ok(home().length < 200_000);
  const wrong = slack.clickInView({ user: 'ann', viewId: viewId(), actionId: 'home_check', choose: 'nohost' });
  await assert.rejects(wrong, /no option nohost/u);
});
