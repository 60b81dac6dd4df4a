import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfiguration } from '../../src/adapters/hosts/load-configuration.ts';
import { createLiveProgress } from '../../src/adapters/terminal/live-progress.ts';
import { fit, printable } from '../../src/adapters/terminal/printable.ts';
import { renderDiagnosis } from '../../src/adapters/terminal/render-diagnosis.ts';
import { renderHosts } from '../../src/adapters/terminal/render-hosts.ts';
import { renderOverview } from '../../src/adapters/terminal/render-overview.ts';
import { type Style, styleOf } from '../../src/adapters/terminal/style.ts';
import type { Diagnosis } from '../../src/domain/diagnosis/diagnosis.ts';
import { stageIds, stageTitles } from '../../src/domain/stages/stage-id.ts';

const plain: Style = { color: false, width: 80 };

const refused: Diagnosis = {
  schemaVersion: 1,
  host: 'host01',
  status: 'failed',
  failedStage: 'authentication',
  code: 'RELAY_AUTH_REFUSED',
  certainty: 'proven',
  summary: 'smtp.example.com refuses the login of this host (535).',
  meaning: 'The relay knows no such login, or the password changed. '.repeat(3).trim(),
  action: 'Put the new password into /etc/mail/authinfo and build the map again.',
  commands: ['makemap hash /etc/mail/authinfo < /etc/mail/authinfo'],
  stages: stageIds.map((id, at) => ({
    id,
    title: stageTitles[id],
    status: at < 6 ? 'passed' : at === 6 ? 'failed' : at === 7 ? 'skipped' : 'unknown',
    summary: at === 6 ? '535 5.7.8 Authentication failed' : `stage ${at}`,
    seconds: 0.1,
    evidence: [
      { command: `command ${id}`, exitCode: at === 6 ? 1 : 0, lines: [`\u001b[31mline of ${id}\u001b[0m\u0007`] },
    ],
  })),
  alsoFound: [{ stage: 'queue', code: 'X', summary: '3 messages wait', action: 'They go out once the login works.' }],
  checklist: [
    { id: 'a', title: 'Sendmail runs', status: 'done' },
    { id: 'b', title: 'Login works', status: 'failed' },
    { id: 'c', title: 'Relay accepts', status: 'not-checked' },
  ],
  relay: { host: 'smtp.example.com', port: 587 },
  queue: { total: 3, deferred: 3, quarantined: 0, oldestSeconds: 7300 },
  startedAt: '2026-11-22T10:00:00.000Z',
  seconds: 1.23,
};

test('a diagnosis says where, why, what to do, on what evidence, and what was checked', () => {
  const text = renderDiagnosis(refused, plain);
  for (const part of [
    'host01  FAILED (proven)\n  smtp.example.com refuses the login of this host (535).',
    'What it means',
    'What to do',
    '      makemap hash /etc/mail/authinfo < /etc/mail/authinfo',
    'FAILED   SMTP authentication  535 5.7.8 Authentication failed',
    'skipped  Relay acceptance',
    '$ command authentication   # exit 1',
    '      line of authentication',
    'Mail queue: 3 messages wait',
    '[x] Sendmail runs',
    '[!] Login works',
    '[ ] Relay accepts',
    'Relay smtp.example.com:587. Queue: 3 waiting, 3 deferred, the oldest for 2 h.',
    'Checked 2026-11-22 10:00:00 UTC in 1.2 s.',
  ]) {
    assert.ok(text.includes(part), `${part}\n${text}`);
  }
  assert.doesNotMatch(text, /line of service/, 'evidence of a stage that passed is not shown');
});

test('no escape sequence of a host reaches the terminal, and no line is wider than it (commands are kept whole)', () => {
  const text = renderDiagnosis(
    { ...refused, summary: `\u001b]0;title\u0007\u001b[2J${'word '.repeat(60)}${'x'.repeat(300)}` },
    plain,
  );
  assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  for (const line of text.split('\n')) assert.ok(line.length <= 80, line);
});

test('colour only on a terminal, and never with NO_COLOR', () => {
  assert.equal(styleOf({ isTTY: true, columns: 90 }, {}).color, true);
  assert.equal(styleOf({ isTTY: true }, { NO_COLOR: '1' }).color, false);
  assert.equal(styleOf({ isTTY: true }, { NO_COLOR: '' }).color, true);
  assert.equal(styleOf({ isTTY: true }, { TERM: 'dumb' }).color, false);
  assert.equal(styleOf({}, {}).color, false);
  assert.deepEqual(
    [10, 90, 500].map((columns) => styleOf({ columns }, {}).width),
    [40, 90, 120],
  );
  const colored = renderDiagnosis(refused, { color: true, width: 80 });
  assert.match(colored, /\u001b\[31;1mFAILED\u001b\[0m/);
  assert.equal(printable(colored), printable(renderDiagnosis(refused, plain)), 'colour changes nothing else');
});

test('several hosts: a line each, and how many are healthy', () => {
  const healthy: Diagnosis = {
    ...refused,
    host: 'host02',
    status: 'healthy',
    failedStage: null,
    summary: 'Mail gets out.',
  };
  assert.equal(
    renderOverview([refused, healthy], plain),
    [
      'host01  FAILED       SMTP authentication: smtp.example.com refuses the login ...',
      'host02  HEALTHY      Mail gets out.',
      '',
      '1 of 2 hosts are healthy.',
    ].join('\n'),
  );
});

test('many hosts: the worst first, and the causes that several share', () => {
  const named = (host: string, given: Partial<Diagnosis>): Diagnosis => ({
    ...refused,
    host,
    code: 'AUTH_INVALID_535',
    ...given,
  });
  const fine: Partial<Diagnosis> = { status: 'healthy', failedStage: null, code: null, summary: 'Mail gets out.' };
  const lost: Partial<Diagnosis> = { status: 'unreachable', failedStage: null, code: 'SSH_REFUSED' };
  const text = renderOverview(
    [named('host01', fine), named('host02', {}), named('host03', lost), named('host04', {})],
    { ...plain, width: 100 },
  );
  assert.deepEqual([...text.matchAll(/^host\d+/gmu)].map(String), ['host02', 'host04', 'host03', 'host01']);
  assert.match(
    text,
    /\n\nBy cause:\n {3}2 {2}SMTP authentication: The relay refuses the login \(535\): host02, host04\n {3}1 {2}Reaching the host: The host refuses SSH connections: host03\n\n1 of 4 hosts are healthy\.$/,
  );
});

test('steps show as they come, for several hosts only their ends', () => {
  let text = '';
  const write = (piece: string): void => {
    text += piece;
  };
  const one = createLiveProgress(1, plain, write);
  one.progressed('host01', { kind: 'connecting' });
  one.progressed('host01', { kind: 'stage', stage: 'dns', status: 'passed', summary: 'resolves' });
  one.finished(refused);
  assert.equal(text, 'host01  connecting over SSH\nhost01  passed   DNS  resolves\n\n');
  text = '';
  const two = createLiveProgress(2, plain, write);
  two.progressed('host01', { kind: 'connecting' });
  two.finished(refused);
  assert.equal(text, '1/2  host01  FAILED  1.2 s\n');
});

test('the table of hosts', () => {
  const { inventory } = parseConfiguration(
    'x',
    'ssh: { user: ops }\nhosts: { a: { groups: [erp], become: sudo }, longname: { address: 10.0.0.1, port: 2222, jump: a, aliases: [b] } }',
  );
  assert.equal(
    renderHosts(inventory.hosts, plain),
    [
      'HOST      LOGIN              READS AS        OVER  GROUPS  ALIASES',
      'a         ops@a              root (sudo -n)  -     erp     -',
      'longname  ops@10.0.0.1:2222  ops             a     -       b',
    ].join('\n'),
  );
});

test('text is cut by letters, not in the middle of one', () => {
  assert.equal(fit('a\u{1F600}b\u{1F600}c', 4), 'a...');
  assert.equal(fit('a\n  b', 10), 'a b');
});
