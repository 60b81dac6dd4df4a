import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { problemsOf } from '../../src/adapters/practice-slack/blocks/problems.ts';
import { checkMessage } from '../../src/adapters/slack/blocks/check-message.ts';
import { eventMessage } from '../../src/adapters/slack/blocks/incident/event.ts';
import { levelOf } from '../../src/adapters/slack/blocks/incident/headline.ts';
import { incidentListMessage } from '../../src/adapters/slack/blocks/incident/incident-list.ts';
import { assignModal, readOrigin, silenceModal, snoozeModal } from '../../src/adapters/slack/blocks/incident/modals.ts';
import { incidentRoot } from '../../src/adapters/slack/blocks/incident/root.ts';
import {
  maintenanceMessage,
  watchAddedMessage,
  watchesMessage,
} from '../../src/adapters/slack/blocks/incident/watch-messages.ts';
import type { SlackMessage } from '../../src/adapters/slack/outbox/slack-message.ts';
import type { Target } from '../../src/domain/command/command.ts';
import { causeKey } from '../../src/domain/incident/cause.ts';
import type { Board, Incident, IncidentHost, Silence } from '../../src/domain/incident/incident.ts';
import { defaultIncidentSettings } from '../../src/domain/incident/settings.ts';

const at = '2026-11-22T14:05:00.000Z';
const hostile = '<!channel> <@U0ANN> <!subteam^S1> *x* `y` ``` & <http://x|y> \u0000\u001b[31m\u202e\ud800';

const incidentHost = (host: string, given: Partial<IncidentHost> = {}): IncidentHost => ({
  host,
  joinedAt: at,
  seenAt: at,
  state: 'failing',
  summary: 'x',
  queue: { first: 1, most: 9, now: 4 },
  runId: 'r',
  ...given,
});

const make = (given: Partial<Incident> = {}): Incident => ({
  id: '20261122-1405-authentication-4f2a',
  cause: { stage: 'authentication', code: 'AUTH_REJECTED', relay: 'smtp.example.com:587' },
  state: 'open',
  channel: 'C0OPS',
  title: 'The relay refuses the login (535)',
  meaning: 'It does.',
  action: 'Ask the owner of the account.',
  commands: ['sudo vi /etc/mail/authinfo'],
  certainty: 'proven',
  openedAt: at,
  hosts: [incidentHost('host01')],
  events: [],
  told: { hosts: 1, queue: 1 },
  version: 1,
  published: { version: 0, events: 0 },
  ...given,
});

const context = { offered: () => true, previousLink: 'https://x.slack.com/archives/C/p1' };
const many = Array.from({ length: 500 }, (_, index) =>
  incidentHost(`h${index}-${'x'.repeat(56)}`, {
    changes: ['sendmail.cf changed', `authinfo changed, ${index}`],
    queue: { first: 1, most: 1e6, now: 1e6 - index },
  }),
);
const who = { by: 'U0ANN', at };
const everything: Partial<Incident> = {
  acknowledged: who,
  assigned: { ...who, to: 'U0BOB' },
  snoozed: { until: at, by: 'U0ANN' },
  silenced: { until: null, by: 'U0ANN' },
  escalatedAt: at,
  proving: { ...who, queueThen: 3 },
  previous: { id: 'i-0', resolvedAt: at },
  certainty: 'likely',
};
const foul: Partial<Incident> = {
  title: hostile.repeat(20),
  action: hostile.repeat(100),
  commands: Array.from({ length: 50 }, () => hostile.repeat(10)),
  hosts: Array.from({ length: 40 }, (_, index) => incidentHost(`${hostile}${index}`, { changes: [hostile.repeat(5)] })),
  cause: { stage: 'relay', code: hostile, relay: hostile.repeat(5) },
  events: [{ at, kind: 'resolved', words: hostile.repeat(50), told: true }],
};

const shapes: Record<string, Partial<Incident>> = {
  'one host': {},
  '500 hosts': { hosts: many, ...everything },
  'hosts that recover': {
    hosts: [incidentHost('a', { state: 'recovering', flapping: true }), incidentHost('b', { state: 'left' })],
  },
  'a host out of reach': { cause: { stage: 'access', code: 'SSH_REFUSED', relay: null } },
  'hostile words': { ...everything, ...foul },
  'nothing known': {
    action: '',
    commands: [],
    hosts: [incidentHost('a', { queue: { first: null, most: null, now: null } })],
  },
};

const good = (message: SlackMessage): void => {
  assert.deepEqual(checkMessage(message), []);
  // The practice Slack has rules of its own.
  assert.deepEqual(problemsOf(message.blocks, 'message'), []);
};

for (const [name, given] of Object.entries(shapes))
  for (const state of ['open', 'resolved'] as const)
    test(`the root of an incident with ${name}, ${state}, is within Slack's limits`, () => {
      const hosts = (given.hosts ?? make().hosts).map((one) =>
        state === 'open' ? one : { ...one, state: 'left' as const, leftAt: at, leftBecause: 'recovered' as const },
      );
      good(incidentRoot(make({ ...given, hosts, state, resolvedAt: at }), context));
    });

/** Everything in blocks that Slack would act on: mentions, links, mrkdwn. */
const active = (value: unknown): unknown[] => {
  if (Array.isArray(value)) return value.flatMap(active);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as { type?: string; text?: unknown };
  const here =
    ['user', 'usergroup', 'broadcast', 'link', 'channel'].includes(type ?? '') ||
    (type === 'mrkdwn' && /[<*_`]/.test(String(text)))
      ? [value]
      : [];
  return [...here, ...Object.values(value).flatMap(active)];
};

test('hostile words call nobody and link nowhere: only people by id do, and the incident before', () => {
  const found = active(incidentRoot(make({ ...everything, ...foul }), context).blocks) as Record<string, unknown>[];
  assert.deepEqual(
    found.map((each) => each['user_id'] ?? each['url']),
    ['U0BOB', 'U0ANN', 'https://x.slack.com/archives/C/p1'],
  );
  assert.deepEqual(active(incidentRoot(make(foul), context).blocks), []);
  assert.doesNotMatch(incidentRoot(make(foul), context).text, /</);
});

test('an event calls nobody but an escalation, and then exactly whom it should', () => {
  const event = { at, kind: 'joined' as const, words: hostile, told: true };
  assert.deepEqual(active(eventMessage(make(), event, { ...defaultIncidentSettings, escalateTo: 'U0BOB' }).blocks), []);
  for (const [escalateTo, called] of [
    ['U0BOB', { type: 'user', user_id: 'U0BOB' }],
    ['S0MAILADMIN', { type: 'usergroup', usergroup_id: 'S0MAILADMIN' }],
  ] as const) {
    const message = eventMessage(make(), { ...event, kind: 'escalated' }, { ...defaultIncidentSettings, escalateTo });
    good(message);
    assert.deepEqual(active(message.blocks), [called]);
    assert.doesNotMatch(message.text, /</);
  }
});

test('events of any words are within the limits', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 5000 }), (words) => {
      good(eventMessage(make(), { at, kind: 'queue', words, told: true, by: words }, defaultIncidentSettings));
    }),
  ));

test('the look follows who has it in hand', () => {
  assert.equal(levelOf(make()), 'error');
  assert.equal(levelOf(make({ acknowledged: who })), 'warning');
  assert.equal(levelOf(make({ hosts: [incidentHost('a', { state: 'recovering' })] })), 'info');
  const left = { state: 'left', leftAt: at } as const;
  assert.equal(
    levelOf(make({ state: 'resolved', hosts: [incidentHost('a', { ...left, leftBecause: 'recovered' })] })),
    'success',
  );
  assert.equal(
    levelOf(make({ state: 'resolved', hosts: [incidentHost('a', { ...left, leftBecause: 'maintenance' })] })),
    'info',
  );
});

test('500 hosts are a dozen names and a number', () => {
  const words = JSON.stringify(incidentRoot(make({ hosts: many }), context).blocks);
  assert.match(words, /Mail stops on 500 hosts/);
  assert.match(words, /and 488 more/);
  assert.equal(new Set(words.match(/h\d+-x{10}/g)).size, 12);
});

test('a host out of reach is a name alone', () => {
  const hosts = [incidentHost('a', { queue: { first: null, most: null, now: null } })];
  const cause = { stage: 'access', code: 'SSH_REFUSED', relay: null } as const;
  const words = JSON.stringify(incidentRoot(make({ hosts, cause }), context).blocks);
  assert.match(words, /a cannot be reached, so nothing is known of the mail there/);
  assert.match(words, /Access by SSH/);
  assert.doesNotMatch(words, /could not be read|waits/);
});

test('what changed before it broke is said once for all hosts that share it', () => {
  const words = JSON.stringify(
    incidentRoot(
      make({
        hosts: ['a', 'b', 'c'].map((name) => incidentHost(name, { changes: ['sendmail.cf changed', `DS${name}`] })),
      }),
      context,
    ).blocks,
  );
  assert.equal(words.match(/sendmail\.cf changed/g)?.length, 1);
  assert.match(words, /a, b and c: sendmail\.cf changed/);
  assert.match(words, /and 1 more/);
});

test('buttons that nobody may press there are not shown', () => {
  const blocks = JSON.stringify(incidentRoot(make(), { offered: (right) => right !== 'diagnose' }).blocks);
  assert.doesNotMatch(blocks, /incident_check|incident_prove/);
  assert.match(blocks, /incident_acknowledge/);
});

for (const [name, given] of Object.entries(shapes))
  test(`forms about an incident with ${name} are within Slack's limits`, () => {
    const incident = make(given);
    const origin = { incident: incident.id, channel: 'C0OPS' };
    for (const view of [
      snoozeModal(incident, origin),
      assignModal(incident, origin),
      silenceModal(incident, origin),
      silenceModal(incident, origin, hostile.repeat(50)),
    ]) {
      // Names of hosts come from the configuration, where they are short; such a form is about none with others.
      if (!JSON.stringify(given.hosts ?? '').includes('channel'))
        assert.deepEqual(problemsOf(view.blocks, 'modal'), []);
      assert.deepEqual(readOrigin(view.private_metadata ?? ''), origin);
    }
  });

const silence = (given: Partial<Silence>): Silence => ({
  id: `s-${given.host ?? given.cause}`,
  kind: 'silence',
  until: null,
  by: 'U0ANN',
  at,
  ...given,
});

const names = many.map(({ host }) => host);

test('the list of incidents is within the limits, worst first, with ends for what is held back', () => {
  const incidents = Array.from({ length: 60 }, (_, index) =>
    make({
      ...(index % 2 === 0 ? everything : {}),
      ...(index === 7 ? foul : {}),
      id: `i-${index}`,
      hosts: many.slice(0, index + 1),
    }),
  );
  const board: Board = {
    incidents,
    silences: [
      silence({ cause: causeKey(make().cause) }),
      ...names.map((host) => silence({ host, kind: 'maintenance', until: at })),
      ...Array.from({ length: 30 }, (_, index) => silence({ host: `alone${index}`, at: `${index}` })),
    ],
    past: [{ id: 'p', cause: 'x', title: hostile, hosts: names, openedAt: at, resolvedAt: at }],
  };
  const links = new Map([['i-59', 'https://x.slack.com/archives/C/p1']]);
  const message = incidentListMessage({ board, links, hosts: names, prefix: '/mail' });
  good(message);
  const words = JSON.stringify(message.blocks);
  assert.match(words, /60 open incidents/);
  assert.match(words, /and 45 more/);
  assert.ok(words.indexOf('"nobody has taken it') < words.indexOf('assigned to') || words.indexOf('assigned to') < 0);
  assert.match(words, /"action_id":"incident_end_maintenance\.1","value":"all"/);
  assert.match(words, /"action_id":"incident_end_silence\.0"/);
  good(incidentListMessage({ board: { incidents: [], silences: [], past: [] }, links, hosts: names, prefix: '' }));
});

test('answers about watches and maintenance of anything are within the limits', () => {
  const targets = names.map((name): Target => ({ kind: 'host', name }));
  good(watchAddedMessage({ targets, hosts: names, everySeconds: 300, channel: 'C0OPS' }));
  good(maintenanceMessage(targets, names, at));
  const watches = targets.map((target) => ({ target, everySeconds: 90, addedBy: 'U0ANN', channel: 'C0OPS' }));
  const rows = watches.map((watch) => ({ watch, state: { hosts: 3, failing: 1, working: 1 }, nextAt: at }));
  good(watchesMessage(rows, 'C0OPS', '/mail'));
  good(watchesMessage([], undefined, ''));
  assert.match(watchesMessage(rows.slice(0, 1), undefined, '').text, /^1 watch\./);
});
