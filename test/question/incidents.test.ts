import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { checkMessage } from '../../src/adapters/slack/blocks/check-message.ts';
import { offerMessage } from '../../src/adapters/slack/blocks/host-menu.ts';
import { openIncidentsMessage, togetherWith } from '../../src/adapters/slack/blocks/open-incidents.ts';
import { incidentKey } from '../../src/adapters/slack/incident-posts.ts';
import { buildPolicy } from '../../src/domain/policy/policy.ts';
import { buildVocabulary } from '../../src/domain/question/lexicon.ts';
import { type Bench, type BenchOptions, startBench } from '../slack/slack-bench.ts';
import { hostHealth, openIncident, smallDesk } from '../slack/small-desk.ts';

const manifest: unknown = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'));

let bench: Bench;
const incident = openIncident(['host01'], { acknowledged: { by: 'U0BOB', at: '2026-11-22T10:05:00.000Z' } });
const open = async (app: NonNullable<BenchOptions['app']>, options: BenchOptions = {}): Promise<Bench> => {
  bench = await startBench({ ...options, app, slack: { manifest } });
  await bench.writer.outbox.post(incidentKey(incident, 'root'), incident, { text: 'root of i-1', blocks: [] });
  return bench;
};
afterEach(() => bench.stop());

const desk = smallDesk(() => [incident]);
const listening = { questionChannels: ['C0MAIL'], incidents: desk };
const words = (message: unknown): string => JSON.stringify(message);
const runs = (): number => bench.audit.filter(({ outcome }) => outcome === 'queued' || outcome === 'joined').length;
const quietly = async (): Promise<void> => {
  await sleep(400);
};

test('by mention: an open incident is answered with its link and who has it, and no check is started', async () => {
  const { slack } = await open({ incidents: desk });
  const said = await slack.say({ user: 'ann', channel: 'mail', text: '@stuckmail why is mail stuck on payroll?' });
  const answer = await slack.waitFor(() => slack.thread('mail', said.ts)[1], { what: 'the answer' });
  const shown = words(answer.blocks);
  assert.match(shown, /https:\/\/practice\.slack\.example\/archives\/C0OPS\/p\d+/u);
  assert.match(shown, /"user_id":"U0BOB"/u);
  assert.match(answer.text, /^host01: there is an open incident\. Mail stops on host01/u);
  assert.equal(runs(), 0);
  await slack.click({ user: 'ann', channel: 'mail', messageTs: answer.ts, actionId: 'check_host.0' });
  await slack.waitFor(() => runs() === 1, { what: 'the check after the button' });
});

test('a command checks all the same; a question in words after /mail does not', async () => {
  const { slack } = await open({ incidents: desk });
  const asked = await slack.typeCommand({ user: 'ann', channel: 'mail', text: '/mail why is mail stuck on host01' });
  assert.match(words(asked), /there is an open incident/u);
  assert.equal(runs(), 0);
  await slack.typeCommand({ user: 'ann', channel: 'mail', text: '/mail diagnose host01' });
  assert.equal(runs(), 1);
});

test('several hosts: the incident for the one, a check of the other', async () => {
  const { slack } = await open({ incidents: desk });
  await slack.dm({ user: 'ann', text: 'are mails from host01 and host02 stuck?' });
  await slack.waitFor(() => slack.messages('D0ANN').some(({ text }) => text.startsWith('host01: there is an open')));
  await slack.waitFor(() => slack.messages('D0ANN').some(({ text }) => text.startsWith('host02: mail')));
  assert.equal(runs(), 1);
});

test('a plain question: the incident is told to the one who asked, with the offer for the other host', async () => {
  const { slack } = await open(listening);
  await slack.say({ user: 'ann', channel: 'mail', text: 'is mail stuck on host01 and host02?' });
  const offer = await slack.waitFor(() => slack.privateAnswers[0], { what: 'the offer' });
  assert.match(words(offer.blocks), /Check host01 anyway[\s\S]*Check host02 now\?/u);
  await quietly();
  assert.deepEqual([slack.messages('mail').length, runs()], [1, 0]);
  await slack.click({
    user: 'ann',
    channel: 'mail',
    messageTs: offer.ts,
    actionId: 'check_host.0',
    value: `host02 ${slack.messages('mail')[0]?.ts}`,
  });
  await slack.waitFor(() => runs() === 1);
});

test('whoever may not read of incidents is not told, and the host is checked', async () => {
  const policy = { ...buildPolicy({}), incidents: { users: ['U0BOB'] } };
  const { slack } = await open({ incidents: desk, policy });
  await slack.dm({ user: 'ann', text: 'is mail stuck on host01?' });
  await slack.waitFor(() => runs() === 1);
  assert.ok(slack.messages('D0ANN').every(({ text }) => !text.includes('open incident')));
});

test('a desk that does not answer keeps nobody from a check', async () => {
  const { slack } = await open({
    incidents: { ...desk, board: () => new Promise(() => undefined) },
    limits: { lookUpMs: 100 },
  });
  await slack.dm({ user: 'ann', text: 'is mail stuck on host01?' });
  await slack.waitFor(() => runs() === 1);
});

test('answers in the thread: the check starts at once, once a while, and for nobody who may not', async () => {
  const { slack } = await open(
    { ...listening, questions: { answer: 'thread', cooldownMs: 60_000 } },
    { access: { users: ['U0ANN'] } },
  );
  await slack.say({ user: 'bob', channel: 'mail', text: 'is mail stuck on host02?' });
  await quietly();
  assert.deepEqual([slack.messages('mail').length, slack.privateAnswers.length, runs()], [1, 0, 0]);
  const said = await slack.say({ user: 'ann', channel: 'mail', text: 'is mail stuck on host02?' });
  await slack.waitFor(() => slack.thread('mail', said.ts).length === 3, { what: 'root and report' });
  await slack.say({ user: 'ann', channel: 'mail', text: 'hello? mail on host02 is still stuck!' });
  const other = await slack.say({ user: 'ann', channel: 'mail', text: 'mail is stuck on host01, why?' });
  await slack.waitFor(() => slack.thread('mail', other.ts).length === 2, { what: 'the incident in the thread' });
  assert.match(slack.thread('mail', other.ts)[1]?.text ?? '', /^host01: there is an open incident/u);
  await quietly();
  assert.deepEqual([runs(), slack.privateAnswers.length], [1, 0]);
});

test('answers in the thread: without a host there is still a private menu, by what the desk knows', async () => {
  const known = smallDesk(
    () => [],
    () => [hostHealth('db.example.com', { status: 'failed' })],
  );
  const { slack } = await open({ ...listening, incidents: known, questions: { answer: 'thread' } });
  await slack.say({ user: 'ann', channel: 'mail', text: 'why is mail stuck?' });
  const menu = await slack.waitFor(() => slack.privateAnswers[0], { what: 'the menu' });
  assert.match(words(menu.blocks), /db\.example\.com \(failed\)[\s\S]*"host01"/u);
  assert.equal(slack.messages('mail').length, 1);
});

test('languages and own words hold in Slack too', async () => {
  const vocabulary = buildVocabulary({ languages: ['en'], words: { mail: ['statements'], ignore: [] } });
  const { slack } = await open({ ...listening, questions: { vocabulary } });
  await slack.say({ user: 'ann', channel: 'mail', text: 'warum gehen von host02 keine Mails mehr raus?' });
  await slack.say({ user: 'ann', channel: 'mail', text: 'why are statements stuck on host02?' });
  await slack.waitFor(() => slack.privateAnswers[0]);
  await quietly();
  assert.equal(slack.privateAnswers.length, 1);
});

test('many incidents, hostile and long words: within the limits of Slack', () => {
  const names = Array.from({ length: 500 }, (_, count) => `host${count}-${'x'.repeat(190)}`);
  const nasty = `<!channel> & <https://x|y> \u202e\u0000 ${'long '.repeat(400)}`;
  const known = names.slice(0, 100).map((_, count) => ({
    incident: openIncident(names, { id: `i-${count}`, title: nasty }),
    hosts: names,
    link: `https://practice.slack.example/archives/C0OPS/p${count}`,
  }));
  const message = openIncidentsMessage(known, '1700000000.000100');
  assert.deepEqual(checkMessage(message), []);
  const more = offerMessage(names.slice(0, 10), '1700000000.000100');
  assert.deepEqual(checkMessage(togetherWith(message, more)), []);
  const long = { text: 'x'.repeat(3000), blocks: more.blocks };
  assert.deepEqual(checkMessage(togetherWith(message, long)), []);
});
