import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type PracticeSlack, startPracticeSlack } from '../../src/adapters/practice-slack/index.ts';
import { findFault } from '../../src/adapters/simulated-host/faults/index.ts';
import { startFleet } from '../../src/adapters/simulated-host/start-fleet.ts';
import { until } from '../queue/examples.ts';
import { noRedis, type RedisServer, startRedis } from '../queue/redis-server.ts';

const program = join(import.meta.dirname, '../../src/main/stuckmail.ts');

interface Service {
  kill(): Promise<void>;
}

type PracticeMessage = ReturnType<PracticeSlack['messages']>[number];

interface Scene {
  readonly slack: PracticeSlack;
  readonly redis: RedisServer;
  readonly start: (role: 'bot' | 'worker') => Promise<Service>;
}

/** Bot and workers as they are started in production, between a real Redis, a practice Slack and a simulated host. */
function scene(what: string, faultName: string, body: (scene: Scene) => Promise<void>): void {
  test(what, { skip: noRedis }, async () => {
    const undo: (() => Promise<void>)[] = [];
    try {
      const fault = findFault(faultName);
      assert.ok(fault !== undefined);
      const redis = await startRedis();
      undo.push(() => redis.stop());
      const fleet = await startFleet([{ name: 'host01', fault }]);
      undo.push(() => fleet.close());
      const slack = await startPracticeSlack({ deadlineMs: 30_000 });
      undo.push(() => slack.close());
      const env = {
        PATH: process.env['PATH'] ?? '',
        REDIS_URL: redis.url,
        STUCKMAIL_CONFIG: fleet.configurationFile,
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_APP_TOKEN: slack.appToken,
        SLACK_API_URL: slack.apiUrl,
      };
      const start = async (role: 'bot' | 'worker'): Promise<Service> => {
        const service = await startProgram(role, env);
        undo.push(() => service.kill());
        return service;
      };
      await body({ slack, redis, start });
    } finally {
      for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
    }
  });
}

async function startProgram(role: string, env: NodeJS.ProcessEnv): Promise<Service> {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', program, role], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => void (output += data.toString()));
  const gone = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  try {
    await until(() => output.includes('stuckmail is running'), `the ${role} runs`);
  } catch (cause) {
    await kill();
    throw new Error(`the ${role} did not start: ${output}`, { cause });
  }
  return { kill };
}

/** What people see in the channel, by step of the run; a file of evidence has no step. */
function shown(slack: PracticeSlack, step: string): PracticeMessage[] {
  const stepOf = ({ metadata, files }: PracticeMessage): unknown =>
    files === undefined ? metadata?.event_payload['step'] : 'file';
  return slack.messages('ops').filter((message) => stepOf(message) === step);
}

/** Waits until so many reports are there and nothing more is written. */
async function settle(slack: PracticeSlack, reports: number): Promise<void> {
  await slack.waitFor(() => shown(slack, 'report').length >= reports, { timeoutMs: 90_000, what: 'the report' });
  let calls = -1;
  await until(async () => {
    const quiet = calls === slack.calls.length;
    calls = slack.calls.length;
    await sleep(2000);
    return quiet;
  }, 'nothing more is written');
}

const ask = async (slack: PracticeSlack): Promise<void> => {
  const { outcome } = await slack.typeCommand({ user: 'ann', channel: 'ops', text: '/mail diagnose host01' });
  assert.equal(outcome, 'acknowledged');
};

scene(
  'the worker is killed in the middle of a run and Slack fails: one root message, one report',
  // Its probes take some seconds, so that there is a middle to be killed in.
  'dns-dead',
  async ({ slack, start }) => {
    await start('bot');
    const first = await start('worker');
    slack.fail('chat.postMessage', { status: 500, afterPosting: true });
    await ask(slack);
    await slack.waitFor(() => shown(slack, 'root')[0], { timeoutMs: 90_000, what: 'the root message' });
    await first.kill();
    slack.fail('chat.postMessage', { status: 429, retryAfter: 1 });
    slack.fail('chat.postMessage', { status: 500, afterPosting: true });
    slack.fail('chat.update', { status: 500 }, 2);
    await start('worker');
    await settle(slack, 1);
    assert.equal(shown(slack, 'root').length, 1, 'one root message');
    assert.equal(shown(slack, 'report').length, 1, 'one report');
    assert.ok(shown(slack, 'file').length <= 1, 'one file at most');
    assert.equal(shown(slack, 'report')[0]?.thread_ts, shown(slack, 'root')[0]?.ts);
    assert.match(shown(slack, 'root')[0]?.text ?? '', /host01: mail stops at/);
  },
);

scene(
  'Redis is killed under a bot and a worker: people are told, and it goes on when Redis is back',
  'healthy',
  async ({ slack, start, redis }) => {
    await start('bot');
    await start('worker');
    await redis.kill();
    await ask(slack);
    await slack.waitFor(() => slack.privateAnswers.some(({ text }) => text.includes('Nothing was queued for host01')), {
      timeoutMs: 90_000,
      what: 'the word that nothing was queued',
    });
    await redis.start();
    await ask(slack);
    await settle(slack, 1);
    assert.equal(shown(slack, 'root').length, 1);
    assert.equal(shown(slack, 'report').length, 1);
  },
);
