import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LogLevel as SlackLevel, type Logger as SlackLogger } from '@slack/bolt';
import { bridgeBoltLogger } from '../../src/adapters/log/bridge-bolt-logger.ts';
import { createAuditLog } from '../../src/adapters/log/create-audit-log.ts';
import { createLogger, type LogLevel, readLogLevel } from '../../src/adapters/log/create-logger.ts';
import { scrubSecrets } from '../../src/adapters/log/scrub.ts';

const capture = (level: LogLevel = 'info') => {
  const lines: string[] = [];
  const logger = createLogger({ level, stream: { write: (line) => void lines.push(line) } });
  return { logger, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> };
};

// Put together at run time, so that no scanner takes the test for a leak.
const planted = {
  bot: ['xoxb', '1111111111', 'AbCdEfGhIjKl'].join('-'),
  rotated: `xoxe.${['xoxp', '1', 'Mi0yLTExMTEx'].join('-')}`,
  app: ['xapp', '1', 'A0', '222222', 'deadbeef'].join('-'),
  bearer: 'Bearer abcdefghijklmnop',
  hook: ['https://hooks.slack.com/commands', 'T0', '1', 'secretpart'].join('/'),
  redis: 'redis://user:p@ss:word@redis.example.com:6379/0',
  smtp: 'AUTH PLAIN AG1haWxvcHMAaHVudGVyMg==',
  pair: 'password=hunter2 next',
  key: `-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\nAAAA\n-----END OPENSSH PRIVATE KEY-----`,
  cutKey: '-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA',
};
const leaks =
  /AbCdEfGhIjKl|Mi0yLTExMTEx|deadbeef|abcdefghijklmnop|secretpart|p@ss|word@|AG1haWxv|hunter2|b3BlbnNzaC1rZXk|MIIEowIBAA/;

for (const [name, text] of Object.entries(planted)) {
  test(`a planted secret does not reach the log: ${name}`, () => {
    assert.match(text, leaks, 'the secret is planted');
    const { logger, lines } = capture();
    const error = Object.assign(new Error(`went wrong: ${text}`, { cause: new Error(text) }), { config: { x: text } });
    logger.info(`message ${text}`);
    logger.info({ a: { b: { c: { d: text } } }, list: [text] }, 'fields');
    logger.error({ err: error }, 'error');
    logger.error({ error }, 'error under another key');
    logger.error(error);
    logger.child({ bound: text }).info('child');
    createAuditLog(logger).record({ who: 'U1', what: text, where: 'C1', outcome: 'denied', detail: text });
    bridgeBoltLogger(logger).error('bolt', text, error, { deep: text });
    assert.equal(lines.length, 8);
    for (const line of lines) {
      assert.doesNotMatch(line, leaks);
      JSON.parse(line);
    }
  });
}

test('values of secret keys are redacted at every depth we log, whatever they look like', () => {
  const { logger, lines } = capture();
  logger.info({ password: 'zap', a: { token: 'zap', b: { passphrase: 'zap', c: { privateKey: 'zap' } } } }, 'x');
  logger.info({ hosts: [{ password: 'zap' }], headers: { authorization: 'zap' }, response_url: 'zap' }, 'x');
  logger.child({ ssh: { password: 'zap' } }).info({ ssh2: { password: 'zap' } }, 'x');
  assert.equal(lines.length, 3);
  for (const line of lines) assert.doesNotMatch(line, /zap/);
});

test('ordinary text stays as it is', () => {
  const text =
    'dsn=5.7.8, stat=Authentication failed; see https://example.com/a:b@c and token ring, 250-AUTH PLAIN LOGIN, host01:/etc/mail';
  assert.equal(scrubSecrets(text), text);
});

test('an error keeps what helps: type, message, stack, code, level, the error of Slack and its causes', () => {
  const { logger, last } = capture();
  const error = Object.assign(
    new TypeError('outer', { cause: Object.assign(new Error('inner'), { code: 'ECONNRESET' }) }),
    {
      code: 'X',
      level: 'client-socket',
      data: { error: 'channel_not_found', body: 'kept out' },
    },
  );
  logger.error({ err: error }, 'x');
  const err = last()['err'] as Record<string, unknown>;
  assert.deepEqual(
    [err['type'], err['message'], err['code'], err['level']],
    ['TypeError', 'outer', 'X', 'client-socket'],
  );
  assert.equal(err['slackError'], 'channel_not_found');
  assert.equal((err['cause'] as Record<string, unknown>)['code'], 'ECONNRESET');
  assert.deepEqual(Object.keys(err).sort(), ['cause', 'code', 'level', 'message', 'slackError', 'stack', 'type']);
});

test('errors whose causes go in a circle end', () => {
  const { logger, lines } = capture();
  const error = new Error('round');
  error.cause = error;
  logger.error({ err: error }, 'x');
  assert.equal(lines.length, 1);
});

test('the audit line is written at every level and holds exactly the record', () => {
  const { logger, last } = capture('error');
  createAuditLog(logger).record({ who: 'U1', what: 'diagnose host01', where: 'C1', outcome: 'queued' });
  const { time, ...rest } = last();
  assert.equal(typeof time, 'string');
  assert.deepEqual(rest, {
    level: 'info',
    audit: true,
    who: 'U1',
    what: 'diagnose host01',
    where: 'C1',
    outcome: 'queued',
    msg: 'audit',
  });
});

test('the bridge fits what Bolt takes, joins its parts and finds the error', () => {
  const { logger, last, lines } = capture();
  const asSlack: SlackLogger = bridgeBoltLogger(logger);
  asSlack.setName('socket');
  asSlack.warn('lost', 'the socket', { attempt: 2 }, new Error('gone'));
  assert.equal(last()['msg'], 'lost the socket {"attempt":2} gone');
  assert.equal((last()['err'] as Record<string, unknown>)['message'], 'gone');
  assert.equal(last()['source'], 'socket');
  asSlack.debug('payload', { text: 'typed by somebody' });
  assert.equal(lines.length, 1, 'payloads stay out');
  assert.equal(asSlack.getLevel(), SlackLevel.INFO);
  assert.equal(bridgeBoltLogger(capture('debug').logger).getLevel(), SlackLevel.INFO);
  assert.equal(bridgeBoltLogger(capture('trace').logger).getLevel(), SlackLevel.DEBUG);
  assert.equal(bridgeBoltLogger(capture('fatal').logger).getLevel(), SlackLevel.ERROR);
});

test('LOG_LEVEL: empty is info, other words are refused with the list', () => {
  assert.equal(readLogLevel(undefined), 'info');
  assert.equal(readLogLevel(' Warn '), 'warn');
  assert.throws(() => readLogLevel('loud'), /LOG_LEVEL is "loud"; expected one of trace, debug, info/);
});
