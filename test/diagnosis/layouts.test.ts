import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProbeResult } from '../../src/domain/collector/probe.ts';
import { diagnose } from '../../src/domain/diagnosis/diagnose.ts';
import { healthyHost, withOutput } from './recorded-host.ts';

// Hosts that are laid out otherwise than most, made of the recorded healthy one.

const judge = (results: readonly ProbeResult[]) =>
  diagnose({
    host: 'host01',
    results,
    tryLogin: true,
    startedAt: new Date(0),
    seconds: 1,
    cleaner: () => (line) => line,
  });

/** The results with one more command in a probe. */
const withCommand = (
  results: readonly ProbeResult[],
  probe: string,
  command: string,
  lines: readonly string[],
): ProbeResult[] =>
  results.map((one) =>
    one.probe === probe ? { ...one, outputs: [...one.outputs, { command, exitCode: 0, lines }] } : one,
  );

const clock = 1_795_360_781;
const minutes = 60;
const day = 86_400;

/** One message in the queue; its kind by the first letters of its file. */
const waiting = (
  results: readonly ProbeResult[],
  {
    file = 'qf6AMFJcaa000099',
    age,
    tries = 0,
    rest = '',
  }: { file?: string; age: number; tries?: number; rest?: string },
): ProbeResult[] =>
  withOutput(
    withOutput(results, 'queue', /^ls QUEUE/, () => [`/var/spool/mqueue ${file.slice(0, 2)}=1 df=1`]),
    'queue',
    /^status lines of queued/,
    () => [`${file} T=${clock - age} K=${tries === 0 ? 0 : clock - minutes} N=${tries}${rest}`],
  );

const runsEvery = (results: readonly ProbeResult[], interval: string): ProbeResult[] =>
  withOutput(results, 'service', /^cat /, () => ['14', `/usr/lib/sendmail -bd -q${interval}`]);

const cfUnchanged = (results: readonly ProbeResult[]): ProbeResult[] =>
  withCommand(results, 'configuration', 'age in seconds of the files that Sendmail reads', [
    `${90 * day} /etc/mail/sendmail.cf`,
  ]);

test('mail that nobody has tried yet waits for the next queue run, unless that is over', () => {
  assert.equal(judge(runsEvery(waiting(healthyHost, { age: 20 * minutes }), '1h')).status, 'healthy');
  assert.equal(judge(runsEvery(waiting(healthyHost, { age: 89 * minutes }), '1h30m')).status, 'healthy');
  assert.equal(judge(runsEvery(waiting(healthyHost, { age: 120 * minutes }), '24h')).code, 'QUEUE_BACKLOG_WAITING');
  assert.equal(judge(runsEvery(waiting(healthyHost, { age: 20 * minutes }), '15')).code, 'QUEUE_BACKLOG_WAITING');
  assert.equal(judge(runsEvery(waiting(healthyHost, { age: 300 * minutes }), '1h')).failedStage, 'queue');
});

test('mail that waits for another machine than the relay holds up nothing else', () => {
  const status = (text: string) =>
    judge(cfUnchanged(waiting(healthyHost, { age: 4 * day, tries: 90, rest: ` M=Deferred: ${text}` })));
  assert.equal(status('Connection timed out with oldhub.corp.example.').status, 'degraded');
  assert.equal(status('oldhub.corp.example.: No route to host').code, 'QUEUE_DEFERRED');
  assert.equal(status('Connection timed out with smtp.relay.example.').code, 'QUEUE_BACKLOG_WAITING');
});

test('mail that waits for the relay of before a change waits for the next queue run', () => {
  const changed = withCommand(healthyHost, 'configuration', 'age in seconds of the files that Sendmail reads', [
    '20 /etc/mail/sendmail.cf',
  ]);
  const rest = ' M=Deferred: Connection refused by former.relay.example.';
  assert.equal(judge(waiting(changed, { age: 600, tries: 1, rest })).code, 'QUEUE_BACKLOG_WAITING');
});

test('held and lost mail of long ago is a warning where mail goes out, fresh one the answer', () => {
  for (const [file, code] of [
    ['hf6AMFJcaa000099', 'QUEUE_QUARANTINED'],
    ['Qf6AMFJcaa000099', 'QUEUE_LOST_ENTRIES'],
  ] as const) {
    const old = judge(waiting(healthyHost, { file, age: 40 * day }));
    assert.deepEqual([old.status, old.code], ['degraded', code]);
    const fresh = judge(waiting(healthyHost, { file, age: 60 * minutes }));
    assert.deepEqual([fresh.failedStage, fresh.code], ['queue', code]);
  }
});

test('a queue that is being brought out is no standstill', () => {
  const backlog = waiting(healthyHost, {
    age: 60 * minutes,
    tries: 2,
    rest: ' M=Deferred: Connection refused by smtp.relay.example.',
  });
  const busy = withOutput(backlog, 'service', /^ps -e/, (lines) => [
    ...lines,
    '  31 root sendmail: ./6AMFJcaa000042 smtp.relay.example.: client DATA status',
  ]);
  assert.equal(judge(backlog).failedStage, 'queue');
  assert.deepEqual([judge(busy).status, judge(busy).code], ['degraded', 'QUEUE_BEING_PROCESSED']);
});

test('without a daemon by design, commands hand in to the relay themselves', () => {
  const down = withOutput(
    withOutput(healthyHost, 'service', /^lssrc/, () => [
      'Subsystem         Group            PID          Status',
      ' sendmail         mail                          inoperative',
    ]),
    'service',
    /^ps -e/,
    () => ['  21 smmsp sendmail: Queue runner@00:30:00 for /var/spool/clientmqueue'],
  );
  const submitsTo = (host: string) =>
    judge(withCommand(down, 'configuration', 'grep MTAHost /etc/mail/submit.cf', [`D{MTAHost}${host}`]));
  assert.equal(submitsTo('[smtp.relay.example]').status, 'degraded');
  for (const own of ['[127.0.0.1]', 'localhost', '[IPv6:::1]'])
    assert.equal(submitsTo(own).code, 'SERVICE_INOPERATIVE', own);
});

test('a relay that refuses STARTTLS and takes mail in clear stops nothing, one that does not take it stops all', () => {
  const refusing = (reply: string) =>
    judge(
      withOutput(healthyHost, 'dialogue', /^SMTP dialogue/, (lines) => [
        ...lines.slice(0, lines.indexOf('tls : CONNECTION ESTABLISHED')),
        'tls = failed',
        'starttls > STARTTLS',
        'starttls < 454 4.7.0 TLS not available due to local problem',
        'starttls = reply 454',
        `clear < ${reply}`,
        `clear = ${reply.slice(0, 3)}`,
      ]),
    );
  assert.deepEqual(
    [refusing('250 2.1.0 Ok').status, refusing('250 2.1.0 Ok').code],
    ['degraded', 'STARTTLS_REFUSED_454'],
  );
  assert.equal(refusing('530 Must issue a STARTTLS command first').failedStage, 'starttls');
});

test('a tunnel on the host is the way to the relay: no TLS is missed on it, and what goes there counts as sent', () => {
  const dialogue = (answer: string) => [
    'resolve : 127.0.0.1 127.0.0.1',
    'connect : 127.0.0.1 port 2525 ok',
    'connect = ok 127.0.0.1',
    'greeting < 220 smtp.relay.example ESMTP relay ready',
    'greeting = 220',
    'ehlo < 250 AUTH PLAIN LOGIN',
    'ehlo = 250',
    'starttls = not-offered',
    'auth : entry authinfo:127.0.0.1 with U I P M',
    'auth : offered PLAIN LOGIN',
    `auth < ${answer}`,
    `auth = ${answer.slice(0, 3)}`,
    ...(answer.startsWith('2')
      ? ['mail < 250 2.1.0 Ok', 'mail = 250']
      : ['mail < 530 Authentication required', 'mail = 530']),
    'end = ok',
  ];
  const tunnel = (answer: string) => {
    const facts = withOutput(healthyHost, 'facts', /^facts$/, (lines) =>
      lines.map((line) => line.replace(/^relay=.*/, 'relay=127.0.0.1').replace(/^port=.*/, 'port=2525')),
    );
    const logged = withOutput(facts, 'logs', /^tail of/, (lines) =>
      lines.map((line) => line.replace('relay=smtp.relay.example. [198.51.100.25]', 'relay=[127.0.0.1] [127.0.0.1]')),
    );
    const entry = withOutput(logged, 'configuration', /^compare /, (lines) =>
      lines.map((line) => line.replace('smtp.relay.example', '127.0.0.1')),
    );
    return judge(withOutput(entry, 'dialogue', /^SMTP dialogue/, () => dialogue(answer)));
  };
  const well = tunnel('235 2.7.0 Authentication successful');
  assert.deepEqual([well.status, well.alsoFound], ['healthy', []]);
  assert.equal(tunnel('535 Authentication Credentials Invalid').failedStage, 'authentication');
});
