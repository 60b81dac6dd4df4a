import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { createMemoryCollections } from '../../src/adapters/store/memory-collections.ts';
import { createMemoryStore } from '../../src/adapters/store/memory-store.ts';
import type { Collections } from '../../src/application/ports/collection.ts';
import type { RunRecord, RunStore } from '../../src/application/ports/run-store.ts';
import type { SurveySight } from '../../src/application/ports/survey-reporter.ts';
import type { DiagnosisRequest } from '../../src/application/request-diagnosis.ts';
import type { SurveyRequest, SurveyTiming } from '../../src/application/surveys/survey.ts';
import { createSurveys, type Surveys } from '../../src/application/surveys/surveys.ts';
import { doneIn, headline } from '../../src/domain/fleet/fleet-words.ts';
import { quiet, until } from '../queue/examples.ts';
import { healthy, refusedLogin } from '../slack/canned.ts';

const request: SurveyRequest = {
  id: 's1',
  scope: 'erp',
  hosts: ['a', 'b', 'c'],
  place: { team: 'T1', channel: 'C1' },
  requestedBy: 'U1',
};

const place = { ...request.place, survey: 's1' };
const recordOf = (host: string, given: Partial<RunRecord> = {}): RunRecord => ({
  request: { runId: `s1-${host}`, host, requestedBy: 'U1', place, requestedAt: '2026-11-22T14:05:00.000Z' },
  state: 'running',
  views: [{ place, requestedBy: 'U1', posts: {} }],
  diagnosis: healthy(host),
  ...given,
});

let collections: Collections;
let store: RunStore;
let asked: DiagnosisRequest[];
let refuse: (host: string) => boolean;
let progress: SurveySight[];
let ends: SurveySight[];
let refuseEnd: boolean;
let nowMs: number;
let open: Surveys[];

/** One process more. */
const surveys = (timing: Partial<SurveyTiming> = {}): Surveys => {
  const created = createSurveys({
    collections,
    store,
    requestDiagnosis: async (wanted) => {
      if (refuse(wanted.host)) throw new Error('the queue is away');
      asked.push(wanted);
      return { outcome: 'queued', runId: wanted.runId, record: recordOf(wanted.host) };
    },
    reporter: {
      progress: async (sight) => void progress.push(sight),
      finished: async (sight) => {
        if (refuseEnd) throw new Error('Slack is away');
        ends.push(sight);
      },
    },
    clock: { now: () => new Date(nowMs) },
    log: quiet,
    timing: { editEveryMs: 0, lookEveryMs: 1, ...timing },
  });
  open.push(created);
  return created;
};

beforeEach(() => {
  collections = createMemoryCollections();
  nowMs = Date.parse('2026-11-22T14:05:00.000Z');
  store = createMemoryStore({ clock: { now: () => new Date(nowMs) } });
  asked = [];
  refuse = () => false;
  progress = [];
  ends = [];
  refuseEnd = false;
  open = [];
});
afterEach(async () => {
  for (const each of open) each.stop();
  await collections.close();
  await store.close();
});

const ended = (count: number) => until(() => ends.length >= count, `${count} ends were published`, 20_000);
const hostsAsked = (): readonly string[] => asked.map(({ host }) => host).toSorted();

test('a survey is stored, queued, followed, and ends with the last outcome; the same request again starts nothing', async () => {
  const one = surveys();
  await one.open(request);
  await one.begin('s1');
  assert.deepEqual(
    asked.map(({ runId, place: where }) => [runId, where?.survey]),
    [
      ['s1-a', 's1'],
      ['s1-b', 's1'],
      ['s1-c', 's1'],
    ],
  );
  await one.open({ ...request, scope: 'something else' });
  await one.begin('s1');
  assert.equal(asked.length, 3);
  await one.follow(recordOf('a'));
  await one.follow(recordOf('a', { diagnosis: refusedLogin('a') }));
  await until(() => progress.some(({ picture }) => doneIn(picture) === 1), 'one is done', 20_000);
  await one.follow(recordOf('b', { diagnosis: refusedLogin('b') }));
  await one.follow(recordOf('c'));
  await ended(1);
  const [end] = ends;
  assert.equal(end?.survey.scope, 'erp');
  assert.deepEqual(end.late, [], 'nothing was missing at the end');
  assert.match(headline(end.picture), /^1 of 3 hosts can't send mail/, 'the first outcome of a host stays');
  await until(async () => (await collections.open<string[]>('surveys-open').get('all'))?.length === 0, 'it is closed');
  await one.tick();
  assert.equal(ends.length, 1);
});

test('versions grow with every state', async () => {
  const one = surveys();
  await one.open(request);
  await one.begin('s1');
  for (const host of request.hosts) {
    await one.follow(recordOf(host));
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
  await ended(1);
  const versions = [...progress, ...ends].map(({ version }) => version);
  assert.deepEqual(
    versions,
    versions.toSorted((a, b) => a - b),
  );
  assert.ok((ends[0]?.version ?? 0) > Math.max(...progress.map(({ version }) => version)));
});

test('what could not be queued is queued by the next tick of any process', async () => {
  const bot = surveys();
  refuse = (host) => host !== 'a';
  await bot.open(request);
  await bot.begin('s1');
  assert.deepEqual(hostsAsked(), ['a']);
  bot.stop();
  refuse = () => false;
  const worker = surveys();
  await worker.tick();
  assert.deepEqual(hostsAsked(), ['a'], 'the bot may still be at it');
  nowMs += 16_000;
  await worker.tick();
  assert.deepEqual(new Set(hostsAsked()), new Set(['a', 'b', 'c']));
  const before = asked.length;
  nowMs += 16_000;
  await worker.tick();
  assert.equal(asked.length, before, 'once is enough');
});

test('a survey whose bot died before it queued anything is taken over', async () => {
  const bot = surveys();
  await bot.open(request);
  bot.stop();
  await surveys().tick();
  assert.deepEqual(hostsAsked(), ['a', 'b', 'c']);
});

test('hosts without an answer: asked for once more, then said to be missing; an answer that comes later shows', async () => {
  const one = surveys();
  await one.open(request);
  await one.begin('s1');
  await one.follow(recordOf('a'));
  await one.follow(
    recordOf('b', { diagnosis: undefined as never, failure: 'The check of b was interrupted 3 times.' }),
  );
  nowMs += 121_000;
  await one.tick();
  assert.deepEqual(hostsAsked(), ['a', 'b', 'c', 'c']);
  assert.equal(ends.length, 0);
  nowMs += 500_000;
  await one.tick();
  await ended(1);
  assert.deepEqual(
    ends[0]?.picture.groups.map(({ standing, outcomes }) => [standing, ...outcomes.map(({ host }) => host)]),
    [
      ['broken', 'b'],
      ['missing', 'c'],
      ['healthy', 'a'],
    ],
  );
  await one.follow(recordOf('c', { diagnosis: refusedLogin('c') }));
  await ended(2);
  const [early, late] = ends;
  assert.ok(early !== undefined && late !== undefined);
  assert.match(headline(late.picture), /^1 of 3 hosts can't send mail/);
  assert.ok(late.version > early.version);
  assert.deepEqual(
    ends.map((end) => end.late.map(({ host }) => host)),
    [[], ['c']],
  );
});

test('an end that Slack did not take is published by the next tick, of another process too', async () => {
  const one = surveys();
  refuseEnd = true;
  await one.open(request);
  await one.begin('s1');
  for (const host of request.hosts) await one.follow(recordOf(host));
  await until(async () => (await one.get('s1'))?.survey.endedAt !== undefined, 'it ended');
  one.stop();
  refuseEnd = false;
  await surveys().tick();
  await ended(1);
});

test('a run that several surveys wait for goes into each, and into no other place', async () => {
  const one = surveys();
  await one.open(request);
  await one.open({ ...request, id: 's2', hosts: ['a', 'z'] });
  const views = ['s1', 's2'].map((survey) => ({ place: { ...place, survey }, requestedBy: 'U1', posts: {} }));
  await one.follow(recordOf('a', { views: [...views, { place: request.place, requestedBy: 'U1', posts: {} }] }));
  assert.deepEqual(
    await Promise.all(['s1', 's2'].map(async (id) => (await one.get(id))?.outcomes.map(({ host }) => host))),
    [['a'], ['a']],
  );
});
