import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { incidentRoot } from '../../src/adapters/slack/blocks/incident/root.ts';
import type { IncidentDesk } from '../../src/application/incidents/incident-desk.ts';
import { type Bench, startBench } from './slack-bench.ts';
import { openIncident, smallDesk } from './small-desk.ts';

const incident = openIncident(['host01'], { channel: 'C0OPS' });
const patient = { timeoutMs: 60_000 };
let bench: Bench;
afterEach(() => bench.stop());

/** A bench with a desk that does what the test says, and the message of the incident in a channel. */
const begin = async (desk: Partial<IncidentDesk>, channel = 'C0OPS'): Promise<string> => {
  bench = await startBench({ work: false, app: { incidents: { ...smallDesk(() => [incident]), ...desk } } });
  const { text, blocks } = incidentRoot(incident, { offered: () => true });
  const sent = await bench.writer.client.apiCall('chat.postMessage', { channel, text, blocks: blocks });
  return String((sent as { ts?: string }).ts);
};

const slow = (ms: number) => async (): Promise<typeof incident> =>
  new Promise((resolve) => setTimeout(() => resolve(incident), ms));

test('a slow desk: Slack is acknowledged in time, and the person is told when it is done', async () => {
  const messageTs = await begin({ act: slow(3_500) });
  const outcome = await bench.slack.click({ user: 'ann', channel: 'ops', messageTs, actionId: 'incident_acknowledge' });
  assert.equal(outcome.outcome, 'acknowledged');
  assert.equal(bench.slack.privateAnswers.length, 0);
  const answer = await bench.slack.waitFor(() => bench.slack.privateAnswers[0], patient);
  assert.match(answer.text, /^Acknowledged/);
});

test('a slow desk behind a form: the form closes, and the person is told when it is done', async () => {
  const messageTs = await begin({ act: slow(3_500) });
  const at = { user: 'ann', channel: 'ops', messageTs };
  await bench.slack.click({ ...at, actionId: 'incident_snooze', choose: `other ${incident.id}` });
  const view = await bench.slack.waitFor(() => [...bench.slack.views.values()][0], patient);
  const values = { time: { time: { type: 'plain_text_input', value: '3h' } } };
  const outcome = await bench.slack.submitView({ user: 'ann', viewId: view.id, values });
  assert.equal(outcome.outcome, 'acknowledged');
  assert.equal(bench.slack.views.size, 0);
  const answer = await bench.slack.waitFor(() => bench.slack.privateAnswers[0], patient);
  assert.match(answer.text, /^Snoozed for 3h/);
});

test('a desk that fails: nothing is claimed to have happened, and the error is logged with its cause', async () => {
  const messageTs = await begin({
    act: async () => {
      throw new Error('Redis is away');
    },
  });
  await bench.slack.click({ user: 'ann', channel: 'ops', messageTs, actionId: 'incident_acknowledge' });
  const answer = await bench.slack.waitFor(() => bench.slack.privateAnswers[0], patient);
  assert.match(answer.text, /Not confirmed: .*logged\. Look whether it was done/);
  assert.ok(bench.log.some(({ fields }) => (fields['err'] as Error | undefined)?.message === 'Redis is away'));
});

test('an incident that cannot be read in time opens no form, and says so', async () => {
  const messageTs = await begin({ get: slow(5_000) });
  const at = { user: 'ann', channel: 'ops', messageTs };
  const outcome = await bench.slack.click({ ...at, actionId: 'incident_more', choose: `silence ${incident.id}` });
  assert.equal(outcome.outcome, 'acknowledged');
  const answer = await bench.slack.waitFor(() => bench.slack.privateAnswers[0], patient);
  assert.match(answer.text, /could not read that incident, and nothing was done/);
  assert.equal(bench.slack.views.size, 0);
});

test('Slack refuses the form: the person is told to press again', async () => {
  const messageTs = await begin({});
  bench.slack.fail('views.open', { error: 'expired_trigger_id' });
  const at = { user: 'ann', channel: 'ops', messageTs };
  await bench.slack.click({ ...at, actionId: 'incident_more', choose: `assign ${incident.id}` });
  const answer = await bench.slack.waitFor(() => bench.slack.privateAnswers[0], patient);
  assert.match(answer.text, /did not let me open the form, and nothing was changed/);
});

test('in a shared channel, people from outside are refused, and nothing reaches the desk', async () => {
  const acts: string[] = [];
  const act = async (_: string, action: { kind: string }): Promise<typeof incident> => {
    acts.push(action.kind);
    return incident;
  };
  const messageTs = await begin({ act }, 'C0SHARED');
  const press = (user: string) =>
    bench.slack.click({ user, channel: 'ext-partner', messageTs, actionId: 'incident_acknowledge' });
  await press('outsider');
  const refused = await bench.slack.waitFor(() => bench.slack.privateAnswers[0], patient);
  assert.match(refused.text, /another organisation/);
  assert.deepEqual(acts, []);
  await press('ann');
  await bench.slack.waitFor(() => acts.length === 1, patient);
});
