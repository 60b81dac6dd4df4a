import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { startPracticeSlack } from '../../src/adapters/practice-slack/index.ts';
import { startFleet } from '../../src/adapters/simulated-host/start-fleet.ts';
import { until } from '../queue/examples.ts';
import { noRedis, startRedis } from '../queue/redis-server.ts';
import { assertClean } from './assert-clean.ts';
import { planted, plantedFault, plantFiles } from './plant.ts';

const program = join(import.meta.dirname, '../../src/main/stuckmail.ts');

/** Everything Redis wrote down; its append-only file holds each command as it came. */
const dumpOf = (socket: string): string => {
  const folder = join(dirname(socket), 'appendonlydir');
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('');
};

test('Slack, Redis and the log of every level hold no planted secret', { skip: noRedis }, async () => {
  const undo: (() => Promise<void>)[] = [];
  try {
    const redis = await startRedis();
    undo.push(() => redis.stop());
    const fleet = await startFleet([{ name: 'host01', fault: plantedFault }]);
    undo.push(() => fleet.close());
    plantFiles(join(dirname(fleet.configurationFile), 'host01'));
    const slack = await startPracticeSlack({ deadlineMs: 30_000 });
    undo.push(() => slack.close());
    const env = {
      PATH: process.env['PATH'] ?? '',
      REDIS_URL: redis.url,
      STUCKMAIL_CONFIG: fleet.configurationFile,
      STUCKMAIL_KEY_PASSPHRASE: planted.keyPassphrase,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      LOG_LEVEL: 'trace',
    };
    let logged = '';
    const start = async (role: string): Promise<void> => {
      const child = spawn(process.execPath, ['--import', 'tsx', program, role], { env });
      const gone = once(child, 'exit');
      undo.push(async () => {
        child.kill('SIGKILL');
        await gone;
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (piece: Buffer) => {
          output += piece.toString();
          logged += piece.toString();
        });
      await until(() => output.includes('stuckmail is running'), `the ${role} runs`);
    };
    await start('bot');
    await start('worker');
    slack.fail('chat.postMessage', { status: 500 });
    const { outcome } = await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail diagnose host01' });
    assert.equal(outcome, 'acknowledged');
    await slack.waitFor(() => slack.messages('ops').some(({ files }) => files !== undefined), {
      timeoutMs: 90_000,
      what: 'the file with the evidence',
    });
    await until(() => /finished/.test(dumpOf(redis.url)), 'the run is closed in Redis');

    const shown = JSON.stringify([
      slack.messages('ops'),
      slack.privateAnswers,
      [...slack.files.values()].map(({ name, title, content }) => [name, title, content.toString('utf8')]),
      slack.calls,
    ]);
    assert.match(shown, /AUTH=client/, 'the evidence of the log is there');
    assertClean('Slack', shown);
    const dump = dumpOf(redis.url);
    assert.match(dump, /AUTH=client/);
    assertClean('Redis', dump);
    assertClean('the log', logged);
    for (const token of [slack.botToken, slack.appToken]) {
      assert.ok(!logged.includes(token), 'a token in the log');
      assert.ok(!dump.includes(token), 'a token in Redis');
    }
  } finally {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  }
});

test('a start that fails shows neither tokens nor the password of Redis', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', program, 'worker'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      REDIS_URL: `redis://someone:${encodeURIComponent(planted.password)}@127.0.0.1:1/0`,
      SLACK_BOT_TOKEN: planted.slackToken,
      STUCKMAIL_CONFIG: join(import.meta.dirname, 'no-such-file.yaml'),
      LOG_LEVEL: 'trace',
    },
    timeout: 20_000,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece: Buffer) => {
      output += piece.toString();
    });
  await once(child, 'close');
  assert.notEqual(output, '');
  assertClean('the crash report', output);
});
