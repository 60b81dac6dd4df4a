import assert from 'node:assert/strict';
import { test } from 'node:test';
import { array, assert as check, constantFrom, property, record, string } from 'fast-check';
import type { CommandOutput, ProbeResult } from '../../src/domain/collector/probe.ts';
import { diagnose } from '../../src/domain/diagnosis/diagnose.ts';
import { unreachable } from '../../src/domain/diagnosis/unreachable.ts';
import { findRow } from '../../src/domain/error-table/index.ts';
import { probes } from '../../src/domain/stages/index.ts';
import { stageIds } from '../../src/domain/stages/stage-id.ts';
import { healthyHost, withOutput } from './recorded-host.ts';

const judge = (results: readonly ProbeResult[]) =>
  diagnose({
    host: 'host01',
    results,
    tryLogin: true,
    startedAt: new Date(0),
    seconds: 1,
    cleaner: () => (line) => line,
  });

test('the recorded healthy host is healthy, with every stage passed and nothing else found', () => {
  const diagnosis = judge(healthyHost);
  assert.deepEqual(
    diagnosis.stages.map((stage) => [stage.id, stage.status, stage.status === 'passed' ? '' : stage.summary]),
    stageIds.map((id) => [id, 'passed', '']),
  );
  assert.equal(diagnosis.status, 'healthy');
  assert.equal(diagnosis.code, null);
  assert.deepEqual(diagnosis.alsoFound, []);
  assert.deepEqual(diagnosis.relay, { host: 'smtp.relay.example', port: 587 });
});

test('of two proven failures the earlier stage is the answer, the other is also found', () => {
  const refused = withOutput(healthyHost, 'dialogue', /^SMTP dialogue/, (lines) =>
    lines.map((line) =>
      line === 'auth = 235'
        ? 'auth = 535'
        : line.replace(/^auth < .*/, 'auth < 535 Authentication Credentials Invalid'),
    ),
  );
  const both = withOutput(refused, 'service', /^lssrc/, () => [
    'Subsystem         Group            PID          Status',
    ' sendmail         mail                          inoperative',
  ]).map((one) =>
    one.probe === 'service'
      ? {
          ...one,
          outputs: one.outputs.map((output) => (output.command.startsWith('ps') ? { ...output, lines: [] } : output)),
        }
      : one,
  );
  assert.equal(judge(refused).failedStage, 'authentication');
  assert.equal(judge(refused).code, 'AUTH_INVALID_535');
  const diagnosis = judge(both);
  assert.equal(diagnosis.failedStage, 'service');
  assert.equal(diagnosis.certainty, 'proven');
  assert.ok(diagnosis.alsoFound.some((one) => one.code === 'AUTH_INVALID_535' && one.stage === 'authentication'));
});

/** Left out: mailq and build only add to others, and of the name the dialogue is proof enough. */
const spare = new Set(['mailq', 'build', 'dns']);

test('what did not come back is unknown, whichever probe it is, and the host is never healthy then', () => {
  for (const { id } of probes.filter((probe) => !spare.has(probe.id))) {
    for (const end of ['missing', 'timed-out', 'partial'] as const) {
      const results = healthyHost.map((one): ProbeResult => (one.probe === id ? { ...one, end, outputs: [] } : one));
      assert.notEqual(judge(results).status, 'healthy', `${id} ${end}`);
    }
  }
});

/** The log of the recorded host, which was looked at on Nov 22 at 15:19:42, with lines added. */
const logged = (results: readonly ProbeResult[], lines: readonly string[]): ProbeResult[] =>
  withOutput(results, 'logs', /^tail of/, (old) => [...old, ...lines]);
const attempt = (time: string, relay: string, mailer: string, rest: string): string =>
  `Nov 22 ${time} h1 mail:info sendmail[77]: 7AMFJb00${time.replaceAll(':', '')}: to=<jo@dest.example>, delay=00:00:01, xdelay=00:00:01, mailer=${mailer}, pri=120000, relay=${relay}. [198.51.100.25], ${rest}`;
const stageOf = (diagnosis: ReturnType<typeof judge>, id: string) => diagnosis.stages.find((one) => one.id === id);

test('mail that went elsewhere does not clear what the smart host refused', () => {
  const refusal = attempt(
    '15:19:39',
    'smtp.relay.example',
    'relay',
    'dsn=5.7.1, reply=554 5.7.1 Relay access denied, stat=Service unavailable',
  );
  const elsewhere = attempt('15:19:40', 'mail.partner.test', 'esmtp', 'dsn=2.0.0, stat=Sent (ok)').replace(
    '198.51.100.25',
    '203.0.113.40',
  );
  const there = attempt('15:19:40', 'smtp2.relay.example', 'relay', 'dsn=2.0.0, stat=Sent (ok)');
  assert.equal(judge(logged(healthyHost, [refusal, elsewhere])).failedStage, 'relay');
  assert.equal(judge(logged(healthyHost, [refusal, there])).status, 'healthy');
});

test('beside a failure the log has no tick when it tells of failed attempts, and its lines stand first in the evidence', () => {
  const refusal = attempt(
    '15:19:39',
    'smtp.relay.example',
    'relay',
    'dsn=5.7.1, reply=554 5.7.1 Relay access denied, stat=Service unavailable',
  );
  const diagnosis = judge(logged(healthyHost, [refusal]));
  assert.equal(stageOf(diagnosis, 'logs')?.status, 'warned');
  const [first] = stageOf(diagnosis, 'relay')?.evidence ?? [];
  assert.match(first?.command ?? '', /^tail of .*: lines of 7AMFJb00151939$/);
  assert.deepEqual(first?.lines, [refusal]);
});

test('a relay known by an alias of another domain is the same relay', () => {
  const alias = withOutput(healthyHost, 'dns', /^DNS questions/, (lines) => [
    ...lines,
    'canonical edge7.provider.example',
  ]);
  const refusal = attempt(
    '15:19:39',
    'edge9.provider.example',
    'relay',
    'dsn=5.7.1, reply=554 5.7.1 Relay access denied, stat=Service unavailable',
  ).replace('198.51.100.25', '203.0.113.9');
  assert.equal(judge(logged(alias, [refusal])).failedStage, 'relay');
});

test('a refusal that is hours old is only likely, since no mail has tried it again', () => {
  const refusal = attempt(
    '11:19:39',
    'smtp.relay.example',
    'relay',
    'dsn=5.7.1, reply=554 5.7.1 Relay access denied, stat=Service unavailable',
  );
  const diagnosis = judge(withOutput(healthyHost, 'logs', /^tail of/, () => [refusal]));
  assert.deepEqual([diagnosis.failedStage, diagnosis.certainty], ['relay', 'likely']);
});

test('what the evidence begins with proves the finding', () => {
  const stale = withOutput(healthyHost, 'configuration', /^compare /, () => [
    'differs authinfo:smtp.relay.example U I P M',
  ]);
  assert.match(stageOf(judge(stale), 'configuration')?.evidence[0]?.command ?? '', /^compare /);
  const full = withOutput(healthyHost, 'queue', /^df -k/, () => ['lab 100 100 0 100% /var/spool/mqueue']);
  const diagnosis = judge(full);
  assert.equal(diagnosis.code, 'QUEUE_DISK_FULL');
  assert.match(stageOf(diagnosis, 'queue')?.evidence[0]?.command ?? '', /^df /);
});

const waiting = (results: readonly ProbeResult[], status: string): ProbeResult[] =>
  withOutput(
    withOutput(results, 'queue', /^ls QUEUE/, () => ['/var/spool/mqueue qf=1 df=1']),
    'queue',
    /^status lines of queued/,
    () => [`qf7AMFJb00151939 T=1795360000 K=1795360100 N=1 M=${status}`],
  );

test('mail that waits for the name of its own recipients is no fault of the relay nor of the queue', () => {
  const diagnosis = judge(waiting(healthyHost, 'host map: lookup (slow.test): deferred'));
  assert.deepEqual([diagnosis.status, diagnosis.code], ['degraded', 'DNS_MAIL_DOMAIN_SILENT']);
  assert.equal(judge(waiting(healthyHost, 'host map: lookup (corp.example): deferred')).failedStage, 'dns');
  assert.equal(
    judge(waiting(healthyHost, 'Deferred: Connection refused by smtp.relay.example.')).code,
    'QUEUE_BACKLOG_WAITING',
  );
});

test('mail that waits for a local mailbox is no backlog for the relay', () => {
  const diagnosis = judge(waiting(healthyHost, 'Deferred: local mailer (/usr/bin/bellmail) exited with EX_TEMPFAIL'));
  assert.deepEqual([diagnosis.status, diagnosis.code], ['degraded', 'CONFIG_LOCAL_MAILER_FAILED']);
});

test('a smart host whose port is not known makes the host unknown, not healthy', () => {
  const odd = withOutput(healthyHost, 'facts', /^facts$/, (lines) =>
    lines.map((line) => line.replace(/^port=.*/, 'port=')),
  ).map((one): ProbeResult => (one.probe === 'dialogue' || one.probe === 'logs' ? { ...one, outputs: [] } : one));
  assert.equal(judge(odd).status, 'unknown');
});

test('a map that may not be read is unknown, one that cannot be read is a fault', () => {
  const map = (line: string) => withOutput(healthyHost, 'configuration', /^compare /, () => [line]);
  const noLogin = (results: readonly ProbeResult[]) =>
    withOutput(results, 'dialogue', /^SMTP dialogue/, (lines) =>
      lines
        .filter((line) => !/^auth [<>:]/.test(line))
        .map((line) =>
          line
            .replace('auth = 235', 'auth = no-credentials')
            .replace(/^mail < .*/, 'mail < 530 Authentication required')
            .replace('mail = 250', 'mail = 530'),
        ),
    );
  const denied = judge(noLogin(map('denied-map')));
  assert.notEqual(denied.status, 'healthy');
  assert.notEqual(denied.status, 'failed');
  assert.equal(judge(noLogin(map('unreadable-map'))).code, 'CONFIG_AUTHINFO_DB_UNREADABLE');
});

test('a syslog.conf that may not be read is not one without mail', () => {
  const facts = withOutput(healthyHost, 'facts', /^facts$/, (lines) =>
    lines.map((line) => line.replace(/^log_kind=.*/, 'log_kind=unreadable').replace(/^log_file=.*/, 'log_file=')),
  );
  const closed = facts.map((one) => (one.probe === 'logs' ? { ...one, outputs: [] } : one));
  const diagnosis = judge(closed);
  assert.equal(stageOf(diagnosis, 'logs')?.status, 'unknown');
  assert.deepEqual(diagnosis.alsoFound, []);
});

test('any output whatever is judged without a crash, and never as healthy', () => {
  const line = string({ unit: 'binary', maxLength: 120 });
  const commands = healthyHost.flatMap((one) => one.outputs.map((output) => output.command));
  const output = record({
    command: constantFrom(...commands),
    exitCode: constantFrom(0, 1, null),
    lines: array(line, { maxLength: 12 }),
  });
  check(
    property(array(output, { maxLength: 30 }), (outputs: CommandOutput[]) => {
      const results = ['facts', ...probes.map((probe) => probe.id)].map(
        (probe): ProbeResult => ({ probe, end: 'done', outputs, seconds: 1 }),
      );
      assert.notEqual(judge(results).status, 'healthy');
    }),
    { numRuns: 300 },
  );
});

test('one line lost or garbled in a healthy host is never a crash, and every code it leads to is in the table', () => {
  for (const result of healthyHost) {
    for (const [number, output] of result.outputs.entries()) {
      for (const at of output.lines.keys()) {
        for (const garble of [() => [], (text: string) => [`${text.slice(0, text.length / 2)}\u0000\uffff`]]) {
          const lines = output.lines.flatMap((text, index) => (index === at ? garble(text) : [text]));
          const outputs = result.outputs.map((one, index) => (index === number ? { ...one, lines } : one));
          const diagnosis = judge(healthyHost.map((one) => (one === result ? { ...one, outputs } : one)));
          for (const { code } of diagnosis.alsoFound) assert.ok(findRow(code), code);
          if (diagnosis.code !== null) assert.ok(findRow(diagnosis.code), diagnosis.code);
        }
      }
    }
  }
});

test('a host that could not be reached is unreachable, with every stage unknown', () => {
  const diagnosis = unreachable(
    { name: 'host01', address: '10.1.2.3', port: 2222, user: 'mailops' },
    'SSH_REFUSED',
    'connect ECONNREFUSED',
    new Date(0),
    1,
  );
  assert.equal(diagnosis.status, 'unreachable');
  assert.equal(diagnosis.failedStage, null);
  assert.equal(diagnosis.code, 'SSH_REFUSED');
  assert.ok(diagnosis.action.length > 20);
  assert.ok(diagnosis.commands.some((command) => command.includes('-p 2222 10.1.2.3')));
  assert.deepEqual(new Set(diagnosis.stages.map((stage) => stage.status)), new Set(['unknown']));
});

test('what may follow from the fault is mended by mending the fault, and says so', () => {
  const refused = withOutput(healthyHost, 'dialogue', /^SMTP dialogue/, (lines) =>
    lines.map((line) =>
      line === 'auth = 235'
        ? 'auth = 535'
        : line.replace(/^auth < .*/, 'auth < 535 Authentication Credentials Invalid'),
    ),
  );
  const gone = withOutput(refused, 'configuration', /^ls -l of the mail files/, (lines) =>
    lines.map((line) => (line.endsWith(' /etc/mail/authinfo.db') ? 'missing /etc/mail/authinfo.db' : line)),
  );
  const diagnosis = judge(gone);
  assert.equal(diagnosis.code, 'CONFIG_AUTHINFO_DB_MISSING');
  const login = diagnosis.alsoFound.find((one) => one.code === 'AUTH_INVALID_535');
  assert.match(login?.action ?? '', /mend that first/);
});

/** The healthy host, with other rights of the sendmail program. */
const withProgram = (mode: string): readonly ProbeResult[] =>
  withOutput(healthyHost, 'configuration', /^ls -l of the mail files/, (lines) =>
    lines.map((line) => (/^-\S+ .*\/sendmail$/.test(line) ? line.replace(/^\S+/, mode) : line)),
  );

test('a program that only root may run takes no mail of ordinary users, and that is said', () => {
  const diagnosis = judge(withProgram('-rwx------'));
  assert.equal(diagnosis.status, 'degraded');
  assert.equal(diagnosis.code, 'QUEUE_PERMISSION');
  assert.match(diagnosis.summary, /only root may run \/usr\/lib\/sendmail/);
});

for (const mode of ['-r-sr-xr-x', '-rwxr-s---', '-rwxr-xr-x'])
  test(`a program of mode ${mode} is how some hosts want it`, () => {
    assert.equal(judge(withProgram(mode)).status, 'healthy');
  });
