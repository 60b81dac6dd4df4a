import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { act } from '../../src/domain/incident/act.ts';
import { ActionRefused, type IncidentAction } from '../../src/domain/incident/actions.ts';
import { activeHosts } from '../../src/domain/incident/changed.ts';
import type { HostHealth } from '../../src/domain/incident/host-health.ts';
import { type Board, emptyBoard, type Incident } from '../../src/domain/incident/incident.ts';
import { endMaintenance, maintain } from '../../src/domain/incident/maintain.ts';
import { noteOutcome } from '../../src/domain/incident/note-outcome.ts';
import { passTime } from '../../src/domain/incident/pass-time.ts';
import { settle } from '../../src/domain/incident/settle.ts';
import { at, type Found, found } from './examples.ts';

const hosts = ['host01', 'host02', 'host03', 'host04'];

type Step =
  | { readonly kind: 'check'; readonly host: string; readonly what: Found; readonly queued: number | null }
  /** The same check again: of the last ones, counted from the newest. */
  | { readonly kind: 'again'; readonly back: number }
  | { readonly kind: 'act'; readonly action: IncidentAction; readonly which: number }
  | { readonly kind: 'window'; readonly host: string; readonly seconds: number | 'end' }
  | { readonly kind: 'wait'; readonly minutes: number };

const host = fc.constantFrom(...hosts);
const seconds = fc.integer({ min: 60, max: 7200 });

const action: fc.Arbitrary<IncidentAction> = fc.oneof(
  fc.constantFrom<IncidentAction[]>(
    { kind: 'acknowledge' },
    { kind: 'unacknowledge' },
    { kind: 'unassign' },
    { kind: 'unsnooze' },
    { kind: 'unsilence' },
    { kind: 'prove' },
    { kind: 'assign', to: 'U2' },
  ),
  seconds.map((span): IncidentAction => ({ kind: 'snooze', seconds: span })),
  fc.record({ kind: fc.constant('silence' as const), host, seconds: fc.option(seconds) }),
  seconds.map((span): IncidentAction => ({ kind: 'silence', seconds: span })),
  fc.record({ kind: fc.constant('unsilence' as const), host }),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('check' as const),
      host,
      what: fc.constantFrom<Found[]>('works', 'works', 'login', 'login', 'tls', 'stopped', 'unreachable', 'unknown'),
      queued: fc.option(fc.integer({ min: 0, max: 500 })),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('again' as const), back: fc.nat(12) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('act' as const), action, which: fc.nat(3) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('window' as const),
      host,
      seconds: fc.oneof(seconds, fc.constant('end' as const)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 50 }) }) },
);

const settings = { openAfter: 2, resolveAfter: 2, escalateAfterSeconds: 600, escalateTo: 'S1' };

/** What holds from one board to the next, whatever happened between. */
const holdTogether = (before: Board, after: Board): void => {
  const inOpen = after.incidents.filter(({ state }) => state === 'open').flatMap(activeHosts);
  assert.equal(new Set(inOpen.map((one) => one.host)).size, inOpen.length, 'no host is in two open incidents');
  assert.equal(new Set(after.incidents.map(({ id }) => id)).size, after.incidents.length, 'no id twice');
  const causes = after.incidents.flatMap(({ state, cause }) => (state === 'open' ? [JSON.stringify(cause)] : []));
  assert.equal(new Set(causes).size, causes.length, 'one open incident a cause');
  for (const incident of after.incidents) {
    assert.equal(incident.state === 'open', activeHosts(incident).length > 0, 'open while a host has not recovered');
    assert.equal(incident.state === 'resolved', incident.resolvedAt !== undefined);
    assert.equal(
      incident.state === 'resolved',
      after.past.some(({ id }) => id === incident.id),
      'past when resolved',
    );
    const was = before.incidents.find(({ id }) => id === incident.id);
    if (was === undefined) continue;
    assert.deepEqual(incident.events.slice(0, was.events.length), was.events, 'events are append-only');
    if (was === incident) continue;
    assert.ok(incident.version > was.version, 'the version grows with each change');
    assert.notDeepEqual({ ...incident, version: 0 }, { ...was, version: 0 }, 'a new version is a real change');
  }
  for (const was of before.incidents)
    assert.ok(
      after.incidents.some(({ id }) => id === was.id),
      'no incident disappears',
    );
};

test('random lives: the promises of the board hold after every step, and every repeat is a no-op', () => {
  let opened = 0;
  let resolved = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 120 }), (steps) => {
      let board = emptyBoard;
      const healths = new Map<string, HostHealth>();
      const seen: { runId: string; host: string; what: Found; queued: number | null; minutes: number }[] = [];
      let minutes = 0;

      const follow = ({ runId, host: name, what, queued, minutes: begun }: (typeof seen)[number]): void => {
        const before = healths.get(name);
        const health = noteOutcome(before, { runId, diagnosis: found(name, what, begun, queued) });
        healths.set(name, health);
        const context = { now: at(minutes), settings, channel: 'C1' };
        const settled = settle(board, health, context);
        holdTogether(board, settled);
        assert.equal(settle(settled, health, context), settled, 'settling again changes nothing');
        board = settled;
      };

      const person = (each: Extract<Step, { kind: 'act' }>): void => {
        const incident = board.incidents[each.which % Math.max(1, board.incidents.length)];
        if (incident === undefined) return;
        const name = 'host' in each.action ? each.action.host : undefined;
        try {
          board = act(board, incident, each.action, {
            by: 'U1',
            now: at(minutes),
            health: name === undefined ? undefined : healths.get(name),
          });
        } catch (error) {
          assert.ok(error instanceof ActionRefused, String(error));
        }
      };

      for (const each of steps) {
        const before = board;
        minutes += each.kind === 'wait' ? each.minutes : 1;
        if (each.kind === 'check') {
          const check = { ...each, runId: `run-${minutes}`, minutes };
          seen.push(check);
          follow(check);
        } else if (each.kind === 'again') {
          const old = seen.at(-1 - each.back);
          const was = board;
          if (old === undefined) continue;
          const newest = healths.get(old.host);
          follow(old);
          assert.equal(healths.get(old.host), newest, 'an old check changes no health');
          // Only what was held back by a silence may come of it: the newest health is the same.
          if (was.silences.length === 0 && !steps.some(({ kind }) => kind === 'act' || kind === 'window'))
            assert.equal(board, was, 'a repeat changes nothing');
        } else if (each.kind === 'act') person(each);
        else if (each.kind === 'window') {
          board =
            each.seconds === 'end'
              ? endMaintenance(board, [each.host])
              : maintain(board, [each.host], each.seconds, { by: 'U1', now: at(minutes) });
        }
        const time = { now: at(minutes), settings, isWatched: () => true };
        const passed = passTime(board, time);
        holdTogether(board, passed);
        assert.equal(passTime(passed, time), passed, 'the same time again changes nothing');
        board = passed;
        holdTogether(before, board);
      }
      opened += board.incidents.length;
      resolved += board.incidents.filter(({ state }) => state === 'resolved').length;
    }),
    { numRuns: 600 },
  );
  assert.ok(opened > 300 && resolved > 30, `the lives were too dull: ${opened} opened, ${resolved} resolved`);
});

test('whatever order copies of checks come in, the end is that of the order of time', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<Found[]>('works', 'login', 'tls', 'unknown'), { minLength: 1, maxLength: 20 }),
      fc.array(fc.nat(19), { maxLength: 40 }),
      (story, repeats) => {
        const outcomes = story.map((what, index) => ({ runId: `r${index}`, diagnosis: found('host01', what, index) }));
        const once = outcomes.reduce<HostHealth | undefined>(
          (health, outcome) => noteOutcome(health, outcome),
          undefined,
        );
        let health: HostHealth | undefined;
        for (const [index, outcome] of outcomes.entries()) {
          health = noteOutcome(health, outcome);
          for (const back of repeats.slice(index * 2, index * 2 + 2)) {
            const old = outcomes[index - (back % (index + 1))];
            if (old !== undefined) health = noteOutcome(health, old);
          }
        }
        assert.deepEqual(health, once);
      },
    ),
  );
});

test('mail that flows on every host closes everything, whatever happened before', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let board = emptyBoard;
      const healths = new Map<string, HostHealth>();
      let minutes = 0;
      const check = (name: string, what: Found, queued: number | null): void => {
        minutes += 1;
        const health = noteOutcome(healths.get(name), {
          runId: `run-${minutes}`,
          diagnosis: found(name, what, minutes, queued),
        });
        healths.set(name, health);
        board = settle(board, health, { now: at(minutes), settings, channel: 'C1' });
      };
      for (const each of steps) {
        if (each.kind === 'check') check(each.host, each.what, each.queued);
        const incident = board.incidents.at(-1);
        if (each.kind === 'act' && incident !== undefined && each.action.kind === 'prove' && incident.state === 'open')
          try {
            board = act(board, incident, each.action, { by: 'U1', now: at(minutes) });
          } catch (error) {
            assert.ok(error instanceof ActionRefused);
          }
      }
      for (let round = 0; round < 10; round++) {
        for (const name of hosts) check(name, 'works', 0);
        minutes += 30;
      }
      const open: readonly Incident[] = board.incidents.filter(({ state }) => state === 'open');
      assert.deepEqual(open, []);
    }),
    { numRuns: 300 },
  );
});
