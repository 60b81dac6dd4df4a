import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Configuration } from '../../src/adapters/hosts/configuration.ts';
import { loadConfiguration } from '../../src/adapters/hosts/load-configuration.ts';
import { createLogger } from '../../src/adapters/log/create-logger.ts';
import { startPracticeSlack } from '../../src/adapters/practice-slack/index.ts';
import { findFault } from '../../src/adapters/simulated-host/faults/index.ts';
import { startFleet } from '../../src/adapters/simulated-host/start-fleet.ts';
import type { Board } from '../../src/domain/incident/incident.ts';
import { createClosers } from '../../src/main/service/closers.ts';
import { startService } from '../../src/main/service/start-service.ts';
import { until } from '../queue/examples.ts';
import { noRedis, startRedis } from '../queue/redis-server.ts';
import { host, inventoryOf } from '../slack/slack-bench.ts';

const faultNamed = (name: string) => {
  const fault = findFault(name);
  assert.ok(fault !== undefined, name);
  return fault;
};

/** Counts who calls and hangs up: a host that is not there, and every check of it is one call. */
const startDeadHost = async () => {
  let calls = 0;
  const server = createServer((socket) => {
    calls += 1;
    socket.on('error', () => undefined);
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, calls: () => calls, close: () => void server.close() };
};

test('two bots and two workers, restarted in the middle, with a Redis that is killed: each slot once, each incident one thread, opened, joined and resolved', {
  skip: noRedis,
}, async () => {
  const undo: (() => Promise<unknown> | void)[] = [];
  try {
    const redis = await startRedis();
    undo.push(() => redis.stop());
    const fleet = await startFleet(
      ['host01', 'host02'].map((name) => ({ name, fault: faultNamed('stale-authinfo-db') })),
    );
    undo.push(() => fleet.close());
    const slack = await startPracticeSlack({ deadlineMs: 60_000 });
    undo.push(() => slack.close());
    const dead = await startDeadHost();
    undo.push(() => dead.close());
    const loaded = await loadConfiguration(fleet.configurationFile);
    const hosts = [...loaded.inventory.hosts, host('dead01', { address: '127.0.0.1', port: dead.port })];
    const configuration: Configuration = {
      ...loaded,
      inventory: inventoryOf(hosts),
      slack: { ...loaded.slack, incidentChannel: slack.channels.ops.id },
      // More often than a file may say, so that the test is short.
      watches: [{ target: { kind: 'all', name: 'all' }, everySeconds: 3, addedBy: null }],
    };
    const start = async (role: 'bot' | 'worker'): Promise<() => Promise<void>> => {
      const logger = createLogger({ level: 'silent', fd: 2 });
      const closers = createClosers(logger);
      undo.push(() => closers.closeAll());
      await startService({
        role,
        environment: {
          botToken: slack.botToken,
          mode: { kind: 'socket', appToken: slack.appToken },
          apiUrl: slack.apiUrl,
          redisUrl: redis.url,
          logLevel: 'silent',
          port: undefined,
        },
        configuration,
        logger,
        closers,
        env: {},
        onDeaf: () => undefined,
        manner: { timing: { postEveryMs: 50, editEveryMs: 50 }, audit: { record: () => undefined }, tickMs: 500 },
      });
      return () => closers.closeAll();
    };
    const client = new Redis(redis.url);
    undo.push(() => client.disconnect());
    client.on('error', () => undefined);
    const board = async (): Promise<Board> =>
      JSON.parse((await client.get('stuckmail:incidents:board')) ?? '{"incidents":[],"past":[]}') as Board;

    const [firstBot, , firstWorker] = [
      await start('bot'),
      await start('bot'),
      await start('worker'),
      await start('worker'),
    ];
    await until(async () => (await board()).incidents.length === 2, 'both incidents are open');
    await until(
      async () => (await board()).incidents.some(({ hosts: own }) => own.length === 2),
      'the hosts with one cause share an incident',
    );
    await Promise.all([firstBot(), firstWorker()]);
    await start('worker');
    await redis.kill();
    await redis.start();
    const checked = dead.calls();
    await until(() => dead.calls() > checked + 1, 'checks go on');
    await Promise.all(fleet.hosts.map((each) => fleet.apply(each, faultNamed('healthy'))));
    await until(async () => (await board()).past.length === 1, 'the login works again');
    await until(async () => (await board()).incidents.length === 1, 'it is shown and put away');
    await start('bot');
    await sleep(2000);

    const roots = slack
      .messages('ops')
      .filter(({ thread_ts, ts }) => thread_ts === undefined || thread_ts === ts)
      .map(({ text }) => text ?? '');
    assert.equal(roots.length, 2, `one message an incident, no other: ${roots.join(' | ')}`);
    assert.equal((await board()).past[0]?.hosts.length, 2);
    const slots = await client.keys('stuckmail:claim:slot-dead01-*');
    assert.ok(dead.calls() <= slots.length, `${dead.calls()} checks in ${slots.length} slots`);
    assert.ok(dead.calls() >= 4);
  } finally {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  }
});
