import assert from 'node:assert/strict';
import { test } from 'node:test';
import { act } from '../../src/domain/incident/act.ts';
import { ActionRefused, type IncidentAction } from '../../src/domain/incident/actions.ts';
import { activeHosts } from '../../src/domain/incident/changed.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { endMaintenance, maintain } from '../../src/domain/incident/maintain.ts';
import { noteOutcome } from '../../src/domain/incident/note-outcome.ts';
import { passTime } from '../../src/domain/incident/pass-time.ts';
import { defaultIncidentSettings } from '../../src/domain/incident/settings.ts';
import { timelineMarkdown } from '../../src/domain/incident/timeline.ts';
import { at, found, type Story, story } from './examples.ts';

const open = ({ board }: Story): readonly Incident[] => board.incidents.filter(({ state }) => state === 'open');

const only = (told: Story): Incident => {
  const [incident, ...more] = open(told);
  assert.ok(incident !== undefined && more.length === 0, `${open(told).length} incidents are open`);
  return incident;
};

const failing = (
  told: Story,
  hosts: readonly string[],
  from = 0,
  what: Parameters<Story['check']>[1] = 'login',
): void => {
  for (const host of hosts) {
    told.check(host, what, from);
    told.check(host, what, from + 5);
  }
};

const hostsOf = (incident: Incident): readonly string[] => activeHosts(incident).map(({ host }) => host);

const kinds = ({ events }: Incident): readonly string[] => events.map(({ kind }) => kind);

const byPerson = (told: Story, action: IncidentAction, minutes: number): void => {
  const incident = told.board.incidents.at(-1);
  assert.ok(incident);
  const health = 'host' in action ? told.healths.get(action.host ?? '') : undefined;
  told.board = act(told.board, incident, action, { by: 'U1', now: at(minutes), health });
};

const later = (told: Story, minutes: number, settings = defaultIncidentSettings): void => {
  told.board = passTime(told.board, { now: at(minutes), settings, isWatched: () => true });
};

test('opens after two failing checks in a row, not after one, nor with one that could not tell between', () => {
  const told = story();
  told.check('host01', 'login', 0);
  assert.equal(open(told).length, 0);
  told.check('host01', 'works', 5);
  told.check('host01', 'login', 10);
  told.check('host01', 'unknown', 15);
  assert.equal(open(told).length, 0);
  told.check('host01', 'login', 20);
  const incident = only(told);
  assert.match(incident.id, /^20261122-1425-authentication-[0-9a-f]{4}$/);
  assert.equal(incident.title, 'The relay refuses the login (535)');
  assert.deepEqual(incident.cause, {
    stage: 'authentication',
    code: 'AUTH_INVALID_535',
    relay: 'relay.example.com:587',
  });
});

test('two failing checks with different causes open one as well: mail does not get out', () => {
  const told = story();
  told.check('host01', 'tls', 0);
  told.check('host01', 'login', 5);
  assert.equal(only(told).cause.stage, 'authentication');
});

test('hosts with the same cause share an incident; forty behind one dead jump host too; growth is told at each doubling', () => {
  const told = story();
  const many = Array.from({ length: 40 }, (_, index) => `host${index}`);
  failing(told, many, 0, 'unreachable');
  const incident = only(told);
  assert.equal(hostsOf(incident).length, 40);
  assert.equal(incident.events.length, 40);
  assert.equal(incident.events.filter(({ told: posted }) => posted).length, 5, '2, 4, 8, 16 and 32 hosts');
});

test('different causes are different incidents', () => {
  const told = story();
  failing(told, ['host01']);
  failing(told, ['host02'], 0, 'stopped');
  assert.equal(open(told).length, 2);
});

test('resolved when every host worked twice, with duration and the mail of then and now; a later one names it', () => {
  const told = story();
  told.check('host01', 'login', 0, 10);
  told.check('host01', 'login', 5, 40);
  told.check('host02', 'login', 5, 2);
  told.check('host02', 'login', 10, 3);
  const { id } = only(told);
  told.check('host01', 'works', 15, 5);
  told.check('host01', 'works', 20, 1);
  told.check('host02', 'works', 20, 0);
  assert.deepEqual(hostsOf(only(told)), ['host02'], 'host01 left');
  told.check('host02', 'works', 25, 0);
  const [ended] = told.board.incidents;
  assert.equal(ended?.state, 'resolved');
  assert.equal(
    ended?.events.at(-1)?.words,
    'Resolved after 20m. Mail flows again on host01 and host02. 43 messages waited at most, 1 waits now.',
  );
  failing(told, ['host01'], 60);
  assert.deepEqual(only(told).previous, { id, resolvedAt: at(25) });
  assert.notEqual(only(told).id, id);
});

test('a cause that changes and stays moves the incident when all its hosts come along: same thread', () => {
  const told = story();
  failing(told, ['host01', 'host02'], 0, 'tls');
  const { id } = only(told);
  for (const minutes of [10, 15]) for (const host of ['host01', 'host02']) told.check(host, 'login', minutes);
  const moved = only(told);
  assert.equal(moved.id, id);
  assert.equal(moved.cause.stage, 'authentication');
  assert.equal(moved.events.at(-1)?.kind, 'moved');
  assert.match(moved.events.at(-1)?.words ?? '', /moved from STARTTLS to SMTP authentication/);
});

test('a host that stays alone with another cause gets an incident of its own; a wavering one does not', () => {
  const told = story();
  failing(told, ['host01', 'host02']);
  for (const [index, what] of (['tls', 'login', 'tls', 'login'] as const).entries()) {
    told.check('host01', what, 10 + 5 * index);
    told.check('host02', 'login', 10 + 5 * index);
  }
  only(told);
  for (const minutes of [40, 45, 50, 55]) {
    told.check('host01', 'tls', minutes);
    told.check('host02', 'login', minutes);
  }
  assert.deepEqual(open(told).map(hostsOf), [['host02'], ['host01']]);
  failing(told, ['host02'], 60, 'tls');
  assert.deepEqual(hostsOf(only(told)), ['host01', 'host02'], 'the cause is open already, so it joins at once');
  assert.match(told.board.incidents[0]?.events.at(-1)?.words ?? '', /^Closed, its hosts fail otherwise now/);
});

test('a flapping host keeps its incident open, is told once, and is done only after half an hour of calm', () => {
  const told = story();
  let minutes = 0;
  const next = (what: 'works' | 'login', times: number): void => {
    for (let time = 0; time < times; time++) {
      told.check('host01', what, minutes);
      minutes += 5;
    }
  };
  next('works', 1);
  for (let round = 0; round < 5; round++) {
    next('login', 2);
    next('works', 2);
  }
  assert.ok(told.board.incidents.length <= 2, `${told.board.incidents.length} incidents`);
  const incident = only(told);
  assert.equal(kinds(incident).filter((kind) => kind === 'flapping').length, 1);
  next('works', 6);
  assert.equal(open(told).length, 0, 'calm for half an hour');
});

test('a host that fails at every second check opens an incident at its third failure, however often it is checked', () => {
  for (const every of [1, 5, 60]) {
    const told = story();
    for (let check = 0; check < 5; check++) {
      assert.equal(open(told).length, 0, `check ${check}, every ${every} minutes`);
      told.check('host01', check % 2 === 0 ? 'login' : 'works', check * every);
    }
    const incident = only(told);
    const said = incident.events.filter(({ kind }) => kind === 'flapping');
    assert.equal(said.length, 1);
    assert.equal(said[0]?.told, true, 'or nobody would know why one failing check opened it');
    assert.match(said[0]?.words ?? '', /turns between working and failing/);
  }
});

test('a flapping host is calm after six working checks that took half an hour, whichever is longer', () => {
  for (const [every, checks] of [
    [1, 31],
    [5, 7],
    [60, 6],
  ] as const) {
    const told = story();
    let minutes = 0;
    const next = (what: 'works' | 'login'): void => told.check('host01', what, (minutes += every));
    for (let check = 0; check < 5; check++) next(check % 2 === 0 ? 'login' : 'works');
    for (let check = 0; check < checks; check++) {
      only(told);
      next('works');
    }
    assert.equal(open(told).length, 0, `every ${every} minutes`);
    next('login');
    assert.equal(open(told).length, 0, 'counting begins again');
  }
});

test('single failures with six working checks between them open nothing, and failures in a window do not count', () => {
  const told = story();
  for (let check = 0; check < 70; check++) told.check('host01', check % 7 === 0 ? 'login' : 'works', check * 5);
  assert.equal(open(told).length, 0);
  let health = noteOutcome(undefined, { runId: 'r0', diagnosis: found('host02', 'login', 0) });
  for (let check = 1; check < 5; check++) {
    const diagnosis = found('host02', check % 2 === 0 ? 'login' : 'works', check);
    health = noteOutcome(health, { runId: `r${check}`, diagnosis }, false);
  }
  assert.equal(health.wavering, 0);
});

test('a host that no check can judge any more is told once, with others at most once an hour, until one can', () => {
  const told = story();
  failing(told, ['host01', 'host02', 'host03']);
  const unclear = (): readonly string[] =>
    only(told).events.flatMap(({ kind, words }) => (kind === 'unclear' ? [words] : []));
  told.check('host01', 'unknown', 10);
  told.check('host02', 'unknown', 20);
  const { version } = only(told);
  told.check('host01', 'unknown', 30);
  assert.equal(only(told).version, version, 'the same again changes nothing');
  later(told, 69);
  assert.deepEqual(unclear(), []);
  later(told, 70);
  assert.deepEqual(unclear(), [
    'For 1h no check could tell whether mail flows on host01. The incident stays open until one can.',
  ]);
  later(told, 90);
  assert.equal(unclear().length, 1);
  told.check('host03', 'unknown', 100);
  told.check('host03', 'login', 105);
  later(told, 130);
  assert.match(unclear()[1] ?? '', /mail flows on host02\./);
  later(told, 600);
  assert.equal(unclear().length, 2, 'host03 failed after its unclear check');
  for (const minutes of [610, 615]) told.check('host01', 'works', minutes);
  assert.deepEqual(hostsOf(only(told)), ['host02', 'host03']);
});

test('queue growth is told when it doubled and is at least 50 more', () => {
  const told = story();
  told.check('host01', 'login', 0, 10);
  told.check('host01', 'login', 5, 20);
  for (const [index, queued] of [30, 45, 69, 70, 80, 139, 140, 150].entries())
    told.check('host01', 'login', 10 + 5 * index, queued);
  const words = only(told).events.flatMap((event) => (event.kind === 'queue' ? [event.words] : []));
  assert.deepEqual(words, [
    '70 messages wait on 1 host now; 20 when it began.',
    '140 messages wait on 1 host now; 20 when it began.',
  ]);
});

test('each action has its undo, is said with the person, and is refused when it makes no sense', () => {
  const told = story();
  failing(told, ['host01', 'host02']);
  const steps: readonly (readonly [IncidentAction, string])[] = [
    [{ kind: 'acknowledge' }, 'acknowledged'],
    [{ kind: 'unacknowledge' }, 'unacknowledged'],
    [{ kind: 'assign', to: 'U2' }, 'assigned'],
    [{ kind: 'unassign' }, 'unassigned'],
    [{ kind: 'snooze', seconds: 3600 }, 'snoozed'],
    [{ kind: 'unsnooze' }, 'unsnoozed'],
    [{ kind: 'silence', seconds: null }, 'silenced'],
    [{ kind: 'unsilence' }, 'unsilenced'],
    [{ kind: 'silence', host: 'host01', seconds: 600 }, 'silenced'],
    [{ kind: 'unsilence', host: 'host01' }, 'unsilenced'],
  ];
  for (const [action, kind] of steps) {
    byPerson(told, action, 20);
    const event = only(told).events.at(-1);
    assert.deepEqual([event?.kind, event?.by, event?.told], [kind, 'U1', true]);
  }
  assert.deepEqual(hostsOf(only(told)), ['host01', 'host02'], 'the silence was taken back');
  assert.deepEqual(told.board.silences, []);
  byPerson(told, { kind: 'acknowledge' }, 21);
  for (const action of [{ kind: 'acknowledge' }, { kind: 'unsnooze' }, { kind: 'unsilence' }] as const)
    assert.throws(() => byPerson(told, action, 22), ActionRefused);
  assert.throws(() => byPerson(told, { kind: 'silence', host: 'host09', seconds: null }, 22), /not in this incident/);
});

test('nothing is told while it is snoozed but the end and what people do; the end of the snooze is', () => {
  const told = story();
  failing(told, ['host01']);
  byPerson(told, { kind: 'snooze', seconds: 3600 }, 6);
  failing(told, ['host02', 'host03', 'host04'], 10);
  const quiet = only(told).events.slice(2);
  assert.equal(quiet.length, 3);
  assert.ok(quiet.every((event) => !event.told));
  later(told, 60);
  assert.ok(only(told).snoozed);
  later(told, 66);
  assert.equal(only(told).snoozed, undefined);
  assert.equal(only(told).events.at(-1)?.words, 'The snooze is over: 4 hosts still fail.');
});

test('a silenced cause opens no incident and takes no host; silenced hosts neither; after it counting begins again', () => {
  const told = story();
  failing(told, ['host01']);
  byPerson(told, { kind: 'silence', seconds: 1200 }, 6);
  failing(told, ['host02'], 10);
  assert.deepEqual(hostsOf(only(told)), ['host01']);
  byPerson(told, { kind: 'silence', host: 'host01', seconds: null }, 12);
  assert.equal(open(told).length, 0, 'its only host was taken out');
  later(told, 40);
  assert.deepEqual(
    told.board.silences.map(({ host }) => host),
    ['host01'],
  );
  const before = noteOutcome(undefined, { runId: 'a', diagnosis: found('host05', 'login', 0) }, false);
  const after = noteOutcome(before, { runId: 'b', diagnosis: found('host05', 'login', 5) }, false);
  assert.deepEqual([after.failing, after.sameCause], [0, 0]);
  assert.equal(noteOutcome(after, { runId: 'c', diagnosis: found('host05', 'login', 10) }).failing, 1);
});

test('hosts in maintenance leave with that word; the window ends by the clock or by a person', () => {
  const told = story();
  failing(told, ['host01', 'host02']);
  told.board = maintain(told.board, ['host01', 'host09'], 7200, { by: 'U1', now: at(10) });
  assert.deepEqual(hostsOf(only(told)), ['host02']);
  assert.equal(only(told).events.at(-1)?.words, 'host01 is in maintenance for 2h and out of this incident.');
  told.check('host01', 'login', 15);
  assert.deepEqual(hostsOf(only(told)), ['host02']);
  told.board = maintain(told.board, ['host01'], 3600, { by: 'U1', now: at(20) });
  assert.equal(told.board.silences.length, 2, 'the newer window stands in for the older');
  told.board = endMaintenance(told.board, ['host09']);
  assert.equal(endMaintenance(told.board, ['host09']), told.board);
  later(told, 81);
  assert.deepEqual(told.board.silences, []);
});

test('a fix is proved by checks that began later, and by queues that become smaller', () => {
  const told = story();
  for (const minutes of [0, 5]) told.check('host01', 'login', minutes, 50);
  for (const minutes of [0, 5]) told.check('host02', 'login', minutes, 10);
  byPerson(told, { kind: 'prove' }, 10);
  assert.throws(() => byPerson(told, { kind: 'prove' }, 10), /under way/);
  told.check('host01', 'works', 9, 50);
  told.check('host01', 'works', 11, 60);
  told.check('host02', 'works', 11, 10);
  told.check('host02', 'works', 12, 10);
  assert.ok(only(told).proving, 'more waits than then');
  told.check('host01', 'works', 13, 20);
  assert.equal(open(told).length, 0);
  assert.deepEqual(kinds(told.board.incidents[0] as Incident).slice(-2), ['proved', 'resolved']);
  assert.equal(
    told.board.incidents[0]?.events.at(-2)?.words,
    'The fix is proved: mail gets out on 2 hosts, checked anew within 3m. 60 messages waited then, 30 now.',
  );
});

test('a fix is not proved when a check fails, or when the queues do not become smaller in half an hour', () => {
  const told = story();
  for (const minutes of [0, 5]) told.check('host01', 'login', minutes, 50);
  byPerson(told, { kind: 'prove' }, 10);
  told.check('host01', 'login', 11, 50);
  assert.equal(only(told).proving, undefined);
  assert.equal(only(told).events.at(-1)?.words, 'Not proved: host01: login.');
  byPerson(told, { kind: 'prove' }, 20);
  for (const minutes of [21, 22, 23]) told.check('host01', 'works', minutes, 50);
  later(told, 40);
  assert.ok(only(told).proving);
  later(told, 51);
  assert.match(only(told).events.at(-1)?.words ?? '', /^Not proved within 30m: mail gets out, but the queues/);
  told.check('host01', 'works', 55, 50);
  assert.equal(open(told).length, 0, 'working checks alone resolve it then');
});

test('escalates once, and only when nobody took it, and not while it is snoozed', () => {
  const settings = { ...defaultIncidentSettings, escalateAfterSeconds: 900, escalateTo: 'S1' };
  const told = story();
  failing(told, ['host01']);
  byPerson(told, { kind: 'snooze', seconds: 1200 }, 6);
  later(told, 21, settings);
  assert.equal(only(told).escalatedAt, undefined);
  later(told, 30, settings);
  assert.equal(only(told).escalatedAt, at(30));
  const after = told.board;
  later(told, 60, settings);
  assert.equal(told.board, after);
  const other = story();
  failing(other, ['host01']);
  byPerson(other, { kind: 'assign', to: 'U2' }, 6);
  later(other, 60, settings);
  assert.equal(only(other).escalatedAt, undefined);
});

test('a host that is watched no more leaves its incident', () => {
  const told = story();
  failing(told, ['host01', 'host02']);
  told.board = passTime(told.board, {
    now: at(10),
    settings: defaultIncidentSettings,
    isWatched: (host) => host !== 'host01',
  });
  assert.deepEqual(hostsOf(only(told)), ['host02']);
});

test('the timeline is Markdown in which nothing a host printed is markup', () => {
  const told = story();
  failing(told, ['host01']);
  const incident = { ...only(told), action: '| run `rm` <b>\n# now' };
  const text = timelineMarkdown(incident);
  assert.match(text, /^# The relay refuses the login \\\(535\\\)$/m);
  assert.match(text, /Recommended: \\\| run \\`rm\\` \\<b\\> \\# now$/m);
  assert.match(text, /- 2026-11-22 14:10:00 host01: host01: login\.$/m);
});
