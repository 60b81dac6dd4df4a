import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type PracticeSlack, startPracticeSlack } from '../../src/adapters/practice-slack/index.ts';
import { until } from '../queue/examples.ts';
import { noRedis, startRedis } from '../queue/redis-server.ts';
import type { FleetOrder } from './fleet-program.ts';

const limitMs = 300_000;

interface Program {
  readonly lines: readonly string[];
  kill(): Promise<void>;
}

interface Scene {
  readonly slack: PracticeSlack;
  readonly start: (order: Pick<FleetOrder, 'role'> & Partial<FleetOrder>) => Promise<Program>;
  readonly diagnosed: () => readonly string[];
}

/** Bots and workers in processes of their own, between a real Redis and a practice Slack. */
const scene = (what: string, body: (scene: Scene) => Promise<void>): void => {
  test(what, { skip: noRedis }, async () => {
    const redis = await startRedis();
    const slack = await startPracticeSlack();
    const programs: Program[] = [];
    try {
      await body({
        slack,
        diagnosed: () => programs.flatMap(({ lines }) => lines.filter((line) => line.startsWith('diagnose '))),
        start: async (order) => {
          const { botToken, apiUrl } = slack;
          const program = startProgram({
            url: redis.url,
            slack: { botToken, apiUrl },
            diagnoseMs: 100,
            hosts: 60,
            ...order,
          });
          programs.push(program);
          await until(() => program.lines.includes('ready'), `the ${order.role} is ready`, limitMs);
          return program;
        },
      });
    } finally {
      await Promise.all(programs.map((program) => program.kill()));
      await slack.close();
      await redis.stop();
    }
  });
};

function startProgram(order: FleetOrder): Program {
  const program = join(import.meta.dirname, 'fleet-program.ts');
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  if (child.stdout !== null) createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const gone = once(child, 'exit');
  return {
    lines,
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

const stepsIn = (slack: PracticeSlack): string[] =>
  slack.messages('ops').map(({ metadata }) => String(metadata?.event_payload['step']));

/** Waits for the end, then until nothing more is written, and looks at the whole. */
const assertWhole = async (slack: PracticeSlack, expected: RegExp, causes: number): Promise<void> => {
  const root = await slack.waitFor(() => slack.messages('ops').find(({ text }) => expected.test(text)), {
    what: 'the picture at its end',
    timeoutMs: limitMs,
  });
  await slack.waitFor(() => slack.thread('ops', root.ts).length > causes, {
    what: 'a message a cause',
    timeoutMs: limitMs,
  });
  await sleep(3000);
  const steps = stepsIn(slack);
  assert.deepEqual(new Set(steps).size, steps.length, `each message once: ${steps.join(', ')}`);
  assert.equal(steps.filter((step) => step === 'root').length, 1);
  assert.equal(steps.length, causes + 1);
  assert.match(root.text, expected);
};

scene('the bot is killed while it queues: the rest is queued by a worker, and the picture is whole', async (on) => {
  const bot = await on.start({ role: 'bot', hangAfter: 20 });
  await until(() => bot.lines.includes('hangs'), 'the bot stays in the middle', limitMs);
  await bot.kill();
  await on.start({ role: 'worker' });
  await assertWhole(on.slack, /^erp: 6 of 60 hosts can't send mail: .* on 6; 3 could not be reached\./, 2);
  assert.equal(new Set(on.diagnosed()).size, 60, 'every host was checked');
});

scene(
  'two workers, one is killed in the middle of 150 hosts: the picture is whole, each message is there once',
  async (on) => {
    const first = await on.start({ role: 'worker' });
    await on.start({ role: 'worker' });
    const bot = await on.start({ role: 'bot', hosts: 150 });
    await until(() => first.lines.length > 30, 'the worker has done some', limitMs);
    await first.kill();
    await assertWhole(on.slack, /^erp: 15 of 150 hosts can't send mail: .* on 15; 6 could not be reached\./, 2);
    assert.ok(bot.lines.includes('queued'));
  },
);

scene('whoever publishes the end is killed over it: another goes on there, and nothing shows twice', async (on) => {
  const first = await on.start({ role: 'worker' });
  await on.start({ role: 'bot' });
  await until(() => stepsIn(on.slack).some((step) => step.startsWith('cause-')), 'the thread begins', limitMs);
  await first.kill();
  await on.start({ role: 'worker' });
  await assertWhole(on.slack, /^erp: 6 of 60 hosts can't send mail/, 2);
});
