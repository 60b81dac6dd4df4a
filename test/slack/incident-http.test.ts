import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { incidentRoot } from '../../src/adapters/slack/blocks/incident/root.ts';
import { createSlackApp } from '../../src/adapters/slack/index.ts';
import { buildPolicy } from '../../src/domain/policy/policy.ts';
import { hosts, inventoryOf, listLog, quietLogger, startBench } from './slack-bench.ts';
import { openIncident, smallDesk } from './small-desk.ts';

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

test('HTTP mode: forms open, say what is wrong, and close', async () => {
  const port = await freePort();
  const bench = await startBench({ slack: { requestUrl: `http://127.0.0.1:${port}/slack/events` }, work: false });
  const { slack, writer } = bench;
  const incident = openIncident(['host01']);
  const snoozed: number[] = [];
  const app = createSlackApp({
    botToken: slack.botToken,
    mode: { kind: 'http', signingSecret: slack.signingSecret, port },
    apiUrl: slack.apiUrl,
    inventory: inventoryOf(hosts),
    requestDiagnosis: async () => {
      throw new Error('nothing is to be checked here');
    },
    explain: () => ({ stage: 'none', code: null, meaning: '', action: '', commands: [] }),
    incidents: {
      ...smallDesk(() => [incident]),
      act: async (_, action) => {
        if (action.kind === 'snooze') snoozed.push(action.seconds);
        return incident;
      },
    },
    surveys: bench.surveys,
    policy: buildPolicy({}),
    audit: { record: () => undefined },
    clock: { now: () => new Date() },
    log: listLog([]),
    boltLogger: quietLogger,
    writer,
    onDeaf: () => undefined,
  });
  try {
    await app.start();
    const { text, blocks } = incidentRoot(incident, { offered: () => true });
    const sent = await writer.client.apiCall('chat.postMessage', { channel: 'C0OPS', text, blocks });
    const messageTs = String((sent as { ts?: string }).ts);
    const at = { user: 'ann', channel: 'ops', messageTs };
    await slack.click({ ...at, actionId: 'incident_snooze', choose: `other ${incident.id}` });
    const view = await slack.waitFor(() => [...slack.views.values()][0], { timeoutMs: 60_000, what: 'the form' });
    const submit = (value: string) =>
      slack.submitView({
        user: 'ann',
        viewId: view.id,
        values: { time: { time: { type: 'plain_text_input', value } } },
      });
    assert.match(JSON.stringify(await submit('soon')), /"response_action":"errors".*don't understand/);
    assert.equal(slack.views.size, 1);
    assert.equal((await submit('45m')).outcome, 'acknowledged');
    assert.equal(slack.views.size, 0);
    assert.deepEqual(snoozed, [2700]);
  } finally {
    await app.stop(1_000);
    await bench.stop();
  }
});
