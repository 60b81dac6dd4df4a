import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryCollections } from '../../src/adapters/store/memory-collections.ts';
import type { OwnDesk } from '../../src/application/incidents/create-incident-desk.ts';
import { ActionRefused } from '../../src/domain/incident/actions.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { type Bench, type Faults, faultyCollections, openBench, openScreen, recordOf } from './desk-bench.ts';
import type { Found } from './examples.ts';

const story: readonly (readonly [string, Found])[] = [
  ['host01', 'login'],
  ['host02', 'login'],
  ['host01', 'login'],
  ['host02', 'login'],
  ['host01', 'works'],
  ['host02', 'works'],
  ['host01', 'works'],
  ['host02', 'works'],
];

const long = 60_000;

const run = async (bench: Bench, desk: OwnDesk, steps = story): Promise<void> => {
  for (const [name, what] of steps) {
    bench.minutes += 1;
    await desk.follow(recordOf(name, what, bench.minutes));
  }
  await desk.idle(long);
};

test('an incident is shown, edited, told, resolved and put away', async () => {
  const bench = openBench();
  const desk = bench.desk();
  await run(bench, desk, story.slice(0, 4));
  const open = await desk.ofHost('host02');
  assert.deepEqual(
    bench.screen.roots.get(open?.id ?? '')?.hosts.map(({ host }) => host),
    ['host01', 'host02'],
  );
  assert.equal((await desk.health(['host01', 'host09']))[0]?.failing, 2);
  await run(bench, desk, story.slice(4));
  const id = open?.id ?? '';
  assert.equal(bench.screen.roots.get(id)?.state, 'resolved');
  const board = await desk.board();
  assert.deepEqual(board.incidents, [], 'a closed one is put away');
  assert.equal(board.past[0]?.id, id);
  assert.equal((await desk.get(id))?.state, 'resolved');
  assert.deepEqual(
    bench.screen.thread.map((line) => line.split(' ').slice(2).join(' ')),
    [
      'host02 fails the same way: 2 hosts now (host01 and host02).',
      'Resolved after 5m. Mail flows again on host01 and host02.',
    ],
  );
  await assert.rejects(desk.act(id, { kind: 'acknowledge' }, 'U1'), ActionRefused);
  await assert.rejects(desk.act('20261122-1405-relay-0000', { kind: 'acknowledge' }, 'U1'), /not kept any more/);
});

test('hosts that are not watched open nothing; one whose watch has no channel neither', async () => {
  const bench = openBench();
  const unwatched = bench.desk({ watches: [] });
  await run(bench, unwatched, story.slice(0, 4));
  assert.deepEqual((await unwatched.board()).incidents, []);
  assert.equal((await unwatched.health(['host01']))[0]?.failing, 2, 'its health is known all the same');
  const watches = [
    { target: { kind: 'host', name: 'host01' }, everySeconds: 60, channel: 'C9', addedBy: 'U1' },
  ] as const;
  await run(bench, bench.desk({ watches }), [['host01', 'login']]);
  assert.equal((await unwatched.ofHost('host01'))?.channel, 'C9', 'the channel of its watch');
});

test('what only another process watches stays in its incident; what nobody watches leaves it', async () => {
  const bench = openBench();
  const desk = bench.desk();
  await run(bench, desk, story.slice(0, 4));
  const newer = bench.desk({ watches: [], elsewhere: ['host02'] });
  await newer.tick();
  await newer.idle(long);
  assert.equal(await newer.ofHost('host01'), undefined);
  assert.equal((await newer.ofHost('host02'))?.state, 'open');
});

test('checks that end without a result are told as well: they hold an incident open', async () => {
  const bench = openBench();
  const desk = bench.desk();
  await run(bench, desk, story.slice(0, 4));
  bench.minutes += 1;
  const { diagnosis: _, ...broken } = recordOf('host02', 'login', bench.minutes);
  await desk.follow({ ...broken, failure: 'The diagnosis ended without a result.' });
  bench.minutes += 61;
  await desk.tick();
  await desk.idle(long);
  assert.match(bench.screen.thread.at(-1) ?? '', /no check could tell whether mail flows on host02\./);
  assert.equal((await desk.ofHost('host02'))?.state, 'open');
});

test('Slack that is down fails no run; the next tick shows what is there by then', async () => {
  const bench = openBench();
  let down = true;
  const desk = bench.desk({
    screen: {
      publish: async (incident: Incident) => {
        if (down) throw new Error('Slack is down');
        await bench.screen.publish(incident);
      },
    },
  });
  await run(bench, desk, story.slice(0, 4));
  assert.equal(bench.screen.roots.size, 0);
  down = false;
  const other = bench.desk();
  await other.tick();
  await other.idle(long);
  assert.equal([...bench.screen.roots.values()][0]?.hosts.length, 2);
});

test('two processes never publish one incident at once, and nothing of it is left unshown', async () => {
  const bench = openBench();
  let now = 0;
  let most = 0;
  let published = 0;
  const slow = {
    publish: async (incident: Incident): Promise<void> => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
      published += 1;
      await bench.screen.publish(incident);
      now -= 1;
    },
  };
  const first = bench.desk({ screen: slow });
  const desks = [first, bench.desk({ screen: slow }), bench.desk({ screen: slow })];
  await run(bench, first, story.slice(0, 4));
  const { id } = (await first.ofHost('host01')) as Incident;
  const kinds = ['acknowledge', 'unacknowledge'] as const;
  for (let time = 0; time < 30; time++)
    await desks[time % 3]?.act(id, { kind: kinds[time % 2] ?? 'acknowledge' }, 'U1');
  await Promise.all(desks.map((desk) => desk.idle(long)));
  assert.equal(most, 1);
  assert.ok(published < 32, 'changes that come while it is shown are shown together');
  const { version, published: shown, events } = (await first.get(id)) as Incident;
  assert.deepEqual([shown.version, shown.events], [version, events.length]);
  assert.equal(bench.screen.roots.get(id)?.version, version);
});

test('checks that see the same edit nothing; a queue that grows a little does, at most once a minute', async () => {
  const bench = openBench();
  let edits = 0;
  const counting = {
    publish: async (incident: Incident): Promise<void> => {
      edits += 1;
      await bench.screen.publish(incident);
    },
  };
  const desk = bench.desk({ screen: counting });
  await run(bench, desk, story.slice(0, 3));
  assert.equal(edits, 1);
  await run(
    bench,
    desk,
    Array.from({ length: 10 }, () => ['host01', 'login'] as const),
  );
  await desk.tick();
  await desk.idle(long);
  assert.equal(edits, 1);
  for (let waiting = 1; waiting <= 8; waiting++) {
    bench.minutes += 0.25;
    await desk.follow(recordOf('host01', 'login', bench.minutes, waiting));
    await desk.idle(long);
  }
  assert.ok([2, 3].includes(edits), `${edits} edits in two minutes`);
});

test('a process that died while it published: another one does it when its hold is over', async () => {
  const bench = openBench();
  const dead = bench.desk({ screen: { publish: () => new Promise(() => undefined) } });
  await dead.follow(recordOf('host01', 'login', 1));
  await dead.follow(recordOf('host01', 'login', 2));
  await dead.idle(20);
  const living = bench.desk();
  await living.tick();
  await living.idle(long);
  assert.equal(bench.screen.roots.size, 0, 'it is held');
  bench.minutes = 2;
  await living.tick();
  await living.idle(long);
  assert.equal(bench.screen.roots.size, 1);
});

/** The story with one call that fails, by a process that repeats a run that failed, and ends with two ticks of another process. */
const withFault = async (position: number, what: 'before' | 'after'): Promise<{ calls: number; seen: unknown }> => {
  const inner = createMemoryCollections();
  const bench = openBench(inner);
  const faults: Faults = { calls: 0, failing: new Map([[position, what]]) };
  const desk = bench.desk({ collections: faultyCollections(inner, faults) });
  for (const [name, found] of story) {
    bench.minutes += 1;
    const record = recordOf(name, found, bench.minutes);
    await desk.follow(record).catch(() => desk.follow(record));
    await desk.idle(long);
  }
  const { calls } = faults;
  const other = bench.desk();
  for (let tick = 0; tick < 2; tick++) {
    // The hold of the process that failed is over by then.
    bench.minutes += 2;
    await other.tick();
    await other.idle(long);
  }
  const board = await other.board();
  const roots = [...bench.screen.roots.values()];
  const seen = {
    open: board.incidents,
    past: board.past.map(({ hosts }) => hosts),
    roots: roots.map(({ state, hosts, events }) => [state, hosts.map(({ host }) => host), events.length]),
    thread: bench.screen.thread,
    kept: await Promise.all(roots.map(async ({ id }) => (await other.get(id))?.version === roots[0]?.version)),
  };
  await inner.close();
  return { calls, seen };
};

test('every call of the store may fail, done or not: the same incident, shown once, resolved and put away', async () => {
  const whole = await withFault(-1, 'before');
  assert.deepEqual((whole.seen as { open: unknown; past: unknown }).past, [['host01', 'host02']]);
  assert.ok(whole.calls > 40, `${whole.calls} calls`);
  for (let position = 0; position < whole.calls; position++)
    for (const what of ['before', 'after'] as const)
      assert.deepEqual((await withFault(position, what)).seen, whole.seen, `call ${position} failed, ${what} its work`);
});

test('publishing may fail at every time, with or without the message posted', async () => {
  for (let position = 0; position < 5; position++)
    for (const posted of [true, false]) {
      const bench = openBench();
      let calls = 0;
      const screen = openScreen();
      const failing = {
        publish: async (incident: Incident): Promise<void> => {
          const fails = calls++ === position;
          if (!fails || posted) await screen.publish(incident);
          if (fails) throw new Error('Slack did not answer');
        },
      };
      await run(bench, bench.desk({ screen: failing }));
      const other = bench.desk({ screen });
      await other.tick();
      await other.idle(long);
      assert.deepEqual(
        [...screen.roots.values()].map(({ state }) => state),
        ['resolved'],
      );
      assert.equal(screen.thread.length, 2);
      assert.deepEqual((await other.board()).incidents, []);
    }
});

test('a proof asks for checks at once and then every minute, each once over all processes', async () => {
  const bench = openBench();
  const [desk, other] = [bench.desk(), bench.desk()];
  await run(bench, desk, story.slice(0, 4));
  const { id } = (await desk.ofHost('host01')) as Incident;
  await desk.act(id, { kind: 'prove' }, 'U1');
  await Promise.all([desk.tick(), other.tick()]);
  assert.deepEqual(
    bench.asked.map(({ host, requestedBy, place }) => [host, requestedBy, place]),
    [
      ['host01', 'U1', undefined],
      ['host02', 'U1', undefined],
    ],
  );
  bench.minutes += 1;
  await Promise.all([desk.tick(), other.tick()]);
  assert.equal(bench.asked.length, 4);
  assert.equal(new Set(bench.asked.map(({ runId }) => runId)).size, 4);
  await run(bench, desk, [
    ['host01', 'works'],
    ['host02', 'works'],
  ]);
  assert.equal((await desk.get(id))?.state, 'resolved');
  assert.ok(bench.screen.thread.some((line) => line.includes('The fix is proved')));
  await Promise.all([desk.idle(long), other.idle(long)]);
});

test('maintenance: of a group, and its end; failing checks before and within it count for nothing after it', async () => {
  const bench = openBench();
  const desk = bench.desk();
  await run(bench, desk, story.slice(0, 4));
  const erp = [{ kind: 'group', name: 'erp' }] as const;
  assert.deepEqual(await desk.maintain(erp, 3600, 'U1'), ['host01', 'host02', 'host03']);
  await desk.idle(long);
  assert.deepEqual((await desk.board()).incidents, []);
  assert.ok(bench.screen.thread.at(-1)?.includes('Closed, its hosts are in maintenance, after'));
  await run(bench, desk, [['host01', 'login']]);
  assert.deepEqual(await desk.maintain(erp, 'end', 'U1'), ['host01', 'host02', 'host03']);
  assert.deepEqual(await desk.maintain(erp, 'end', 'U1'), []);
  await run(bench, desk, [['host01', 'login']]);
  assert.equal(await desk.ofHost('host01'), undefined, 'one failing check since the window');
  await run(bench, desk, [['host01', 'login']]);
  assert.ok((await desk.ofHost('host01'))?.previous);
});

test('a silence is ended by its id, once', async () => {
  const bench = openBench();
  const desk = bench.desk();
  await run(bench, desk, story.slice(0, 4));
  const { id } = (await desk.ofHost('host01')) as Incident;
  await desk.act(id, { kind: 'silence', host: 'host01', seconds: null }, 'U1');
  assert.equal(await desk.ofHost('host01'), undefined);
  const [silence] = (await desk.board()).silences;
  assert.equal((await desk.endSilence(silence?.id ?? '', 'U2'))?.host, 'host01');
  assert.equal((await desk.ofHost('host01'))?.id, id, 'it fails still, so it is back');
  assert.equal(await desk.endSilence(silence?.id ?? '', 'U2'), undefined);
  await desk.idle(long);
});
