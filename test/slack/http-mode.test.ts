import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { createSlackApp } from '../../src/adapters/slack/index.ts';
import { QueueUnavailable } from '../../src/application/ports/job-queue.ts';
import { buildPolicy } from '../../src/domain/policy/policy.ts';
import { hosts, inventoryOf, listLog, quietLogger, startBench } from './slack-bench.ts';

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

test('HTTP mode: signed requests are answered, unsigned ones are not, and events wait for the queue', async () => {
  const port = await freePort();
  const bench = await startBench({
    slack: {
      requestUrl: `http://127.0.0.1:${port}/slack/events`,
      subscriptions: ['app_mention'],
      retryDelaysMs: [0, 50, 50],
    },
    work: false,
  });
  const { slack, writer } = bench;
  const asked: string[] = [];
  let down = true;
  const app = createSlackApp({
    botToken: slack.botToken,
    mode: { kind: 'http', signingSecret: slack.signingSecret, port },
    apiUrl: slack.apiUrl,
    inventory: inventoryOf(hosts),
    requestDiagnosis: async ({ runId, host, requestedBy, place }) => {
      asked.push(runId);
      if (down) {
        down = false;
        throw new QueueUnavailable('the queue is down; nothing was queued', { ambiguous: false });
      }
      const request = {
        runId,
        host,
        requestedBy,
        requestedAt: new Date().toISOString(),
        ...(place === undefined ? {} : { place }),
      };
      return { outcome: 'queued', runId, record: await bench.store.open(request) };
    },
    surveys: bench.surveys,
    explain: () => ({ stage: 'none', code: null, meaning: '', action: '', commands: [] }),
    policy: buildPolicy({}),
    audit: { record: () => undefined },
    clock: { now: () => new Date() },
    log: listLog([]),
    boltLogger: quietLogger,
    writer,
    onDeaf: assert.ifError,
  });
  await app.start();
  try {
    assert.equal(app.health().connected, true);
    assert.equal(
      (await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail help' })).outcome,
      'acknowledged',
    );
    assert.match(slack.privateAnswers.at(-1)?.text ?? '', /diagnose HOST/);

    const said = await slack.say({ user: 'ann', channel: 'ops', text: '@stuckmail diagnose host01' });
    const [delivery] = await said.delivered;
    assert.deepEqual(
      delivery?.attempts.map(({ kind }) => kind),
      ['unreachable', 'acknowledged'],
    );
    assert.equal(asked[0], asked[1]);

    const unsigned = await fetch(`http://127.0.0.1:${port}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-signature': 'v0=00',
        'x-slack-request-timestamp': '1',
      },
      body: 'command=%2Fmail&text=diagnose+host01',
    });
    assert.equal(unsigned.status, 401);
    assert.equal(asked.length, 2);
  } finally {
    await app.stop(500);
    await bench.stop();
  }
});
