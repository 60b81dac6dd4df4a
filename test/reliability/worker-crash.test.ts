import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../queue/examples.ts';
import { noRedis } from '../queue/redis-server.ts';
import { count, openScene, type Scene } from './processes.ts';

const scene = (what: string, body: (scene: Scene) => Promise<void>): void => {
  test(what, { skip: noRedis }, async () => {
    const open = await openScene();
    try {
      await body(open);
    } finally {
      await open.end();
    }
  });
};

scene(
  'a worker killed in the middle of a run, with the settings in use: another one does it, one report',
  async (on) => {
    const first = await on.worker({ hang: 'diagnose', settings: {} });
    await on.ask('a', 'host01');
    await until(() => first.lines.includes('diagnose a'), 'the run is under way');
    const second = await on.worker({ settings: {} });
    await first.kill();
    assert.equal((await on.ask('b', 'host01', 'C2')).outcome, 'joined', 'people may join meanwhile');
    await on.reported(2);
    assert.deepEqual(on.reports(), ['finished a C1', 'finished a C2']);
    assert.equal(count(second.lines, 'diagnose a'), 1);
    assert.equal((await on.ask('c', 'host01')).outcome, 'queued', 'the host is free');
    await on.reported(3);
  },
);

scene(
  'a worker killed between diagnosis and report: the next one reports without asking the host again',
  async (on) => {
    const first = await on.worker({ hang: 'report' });
    await on.ask('a', 'host01');
    await until(() => first.lines.includes('reporting a'), 'the report is due');
    await first.kill();
    const second = await on.worker();
    await on.reported(1);
    assert.deepEqual(on.reports(), ['finished a C1']);
    assert.equal(count(second.lines, 'diagnose'), 0);
  },
);

scene(
  'a worker frozen longer than its hold on a run: another one does it, and nothing is said twice after it wakes',
  async (on) => {
    const first = await on.worker({ diagnoseMs: 1000 });
    await on.ask('a', 'host01');
    await until(() => first.lines.includes('diagnose a'), 'the run is under way');
    first.signal('SIGSTOP');
    await on.worker();
    await on.reported(1);
    first.signal('SIGCONT');
    await on.ask('b', 'host02');
    await on.reported(2);
    await on.ask('c', 'host01');
    await on.reported(3);
    assert.deepEqual(on.reports(), ['finished a C1', 'finished b C1', 'finished c C1']);
  },
);

scene('a run that kills every worker is given up after three of them, said once, and its host is free', async (on) => {
  await on.ask('p', 'poison01');
  let workers = 0;
  for (; on.reports().length === 0 && workers < 8; workers++) {
    const worker = await on.worker();
    await Promise.race([worker.gone, until(() => on.reports().length > 0, 'it is reported')]);
  }
  assert.deepEqual(on.reports(), ['failed p C1']);
  assert.equal(workers, 4, 'three died, the fourth said so');
  await until(async () => (await on.ask('q', 'poison01')).outcome === 'queued', 'the host is free');
});

scene('a worker that is told to stop gives its run back at once; it is not told as a failure', async (on) => {
  const first = await on.worker({ hang: 'diagnose', settings: {} });
  await on.ask('a', 'host01');
  await until(() => first.lines.includes('diagnose a'), 'the run is under way');
  first.signal('SIGTERM');
  await first.gone;
  assert.ok(first.lines.includes('closed'));
  const second = await on.worker({ settings: {} });
  await on.reported(1);
  assert.deepEqual(on.reports(), ['finished a C1']);
  assert.equal(count(second.lines, 'log warn a run begins again after an interruption'), 0, 'it did not count as lost');
});

scene('two workers, many hosts, one of them killed: every run is reported, once', async (on) => {
  const first = await on.worker({ diagnoseMs: 150 });
  const second = await on.worker({ diagnoseMs: 150 });
  const hosts = Array.from({ length: 30 }, (_, index) => `host${index}`);
  for (const host of hosts) assert.equal((await on.ask(`run-${host}`, host)).outcome, 'queued');
  await until(() => count(first.lines, 'diagnose') > 0 && count(second.lines, 'diagnose') > 0, 'both are at work');
  await first.kill();
  await on.reported(hosts.length);
  assert.equal(on.reports().length, hosts.length);
  assert.deepEqual(new Set(on.reports()), new Set(hosts.map((host) => `finished run-${host} C1`)));
});
