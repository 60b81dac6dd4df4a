import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { checkNode } from '../../src/main/doctor/check-files.ts';
import { judgeRedis } from '../../src/main/doctor/check-redis.ts';
import type { Finding } from '../../src/main/doctor/finding.ts';
import { makeFolder, runStuckmail } from './run-stuckmail.ts';

const folder = makeFolder('ssh: { knownHosts: none }\nhosts:\n  host01: { address: 127.0.0.1, port: 1 }\n');
after(folder.remove);

const runDoctor = async (
  env: Record<string, string>,
): Promise<{ code: number | null; byCheck: Map<string, Finding> }> => {
  const { code, stdout, stderr } = await runStuckmail(['doctor', '--json'], { cwd: folder.path, env });
  assert.equal(stderr, '');
  return { code, byCheck: new Map((JSON.parse(stdout) as Finding[]).map((finding) => [finding.check, finding])) };
};

test('with nothing but a configuration: what is not set up is skipped, what does not work is named', async () => {
  const { code, byCheck } = await runDoctor({});
  assert.equal(code, 2);
  assert.equal(byCheck.get('Node')?.status, 'ok');
  assert.equal(byCheck.get('configuration')?.detail, './stuckmail.yaml, 1 host');
  assert.match(byCheck.get('known_hosts')?.detail ?? '', /none does not exist; log in to each host once/);
  assert.match(byCheck.get('host host01')?.detail ?? '', /^SSH_REFUSED: /);
  assert.equal(byCheck.get('Redis')?.status, 'skipped');
  assert.equal(byCheck.get('Slack')?.status, 'skipped');
});

test('Redis that is away, and its password stays out of the answer', async () => {
  const { byCheck } = await runDoctor({ REDIS_URL: 'redis://user:hunter2@127.0.0.1:1' });
  const { status, detail = '' } = byCheck.get('Redis') ?? {};
  assert.equal(status, 'failed');
  assert.match(detail, /does not answer: .*ECONNREFUSED/);
  assert.doesNotMatch(detail, /hunter2/);
});

test('Slack tokens are tried at Slack, and missing scopes are named', async () => {
  const slack = createServer((request, response) => {
    const ok = request.headers.authorization === 'Bearer xoxb-good';
    response.setHeader('x-oauth-scopes', 'commands,chat:write');
    response.end(JSON.stringify(ok ? { ok, user: 'stuckmail', team: 'Ops' } : { ok, error: 'invalid_auth' }));
  });
  slack.listen(0, '127.0.0.1');
  await once(slack, 'listening');
  try {
    const SLACK_API_URL = `http://127.0.0.1:${(slack.address() as AddressInfo).port}/api/`;
    const good = await runDoctor({ SLACK_API_URL, SLACK_BOT_TOKEN: 'xoxb-good', SLACK_APP_TOKEN: 'xapp-bad' });
    assert.equal(good.byCheck.get('Slack bot token')?.detail, 'is @stuckmail in Ops');
    assert.match(good.byCheck.get('Slack scopes')?.detail ?? '', /missing: .*app_mentions:read/);
    assert.match(good.byCheck.get('Slack app token')?.detail ?? '', /invalid_auth/);
    const bad = await runDoctor({ SLACK_API_URL, SLACK_BOT_TOKEN: 'xoxb-bad' });
    assert.match(bad.byCheck.get('Slack bot token')?.detail ?? '', /auth\.test: .*invalid_auth/);
    assert.match(
      bad.byCheck.get('Slack app token')?.detail ?? '',
      /expected SLACK_APP_TOKEN .* or SLACK_SIGNING_SECRET/,
    );
    const swapped = await runDoctor({ SLACK_API_URL, SLACK_BOT_TOKEN: 'xapp-1' });
    assert.match(swapped.byCheck.get('Slack bot token')?.detail ?? '', /must begin with xoxb-/);
  } finally {
    slack.close();
    slack.closeAllConnections();
  }
});

test('Redis is judged by what can lose commands', () => {
  const info = (policy: string, aof: string): string =>
    `# Server\r\nredis_version:7.0.15\r\n# Memory\r\nmaxmemory_policy:${policy}\r\n# Persistence\r\naof_enabled:${aof}\r\n`;
  const statuses = (text: string): string[] => judgeRedis(text).map(({ status }) => status);
  assert.deepEqual(statuses(info('noeviction', '1')), ['ok', 'ok', 'ok']);
  assert.deepEqual(statuses(info('allkeys-lru', '0')), ['ok', 'failed', 'warning']);
  assert.deepEqual(statuses('redis_version:5.0.1\n'), ['warning', 'failed', 'warning']);
});

test('key files and known_hosts that cannot do are said, each with what was expected', async () => {
  const odd = makeFolder(
    'ssh: { knownHosts: odd }\nhosts:\n  a: { address: 127.0.0.1, port: 1, identityFile: open }\n  b: { address: 127.0.0.1, port: 1, identityFile: gone }\n',
  );
  try {
    mkdirSync(join(odd.path, 'odd'));
    writeFileSync(join(odd.path, 'open'), 'a key', { mode: 0o644 });
    const { stdout } = await runStuckmail(['doctor', '--json'], { cwd: odd.path });
    const found = (JSON.parse(stdout) as Finding[]).filter(({ check }) => /known_hosts|SSH key/.test(check));
    assert.deepEqual(
      found.map(({ status, detail }) => [status, detail.replace(/^\S*\/(\w+)/, '$1')]),
      [
        ['failed', 'odd is a directory; expected a file'],
        ['warning', 'open may be read by others (mode 644); chmod 600 ends that'],
        ['failed', 'gone does not exist; `identityFile` in stuckmail.yaml names it'],
      ],
    );
  } finally {
    odd.remove();
  }
});

test('old Node is refused', () => {
  const { engines } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
    engines: { node: string };
  };
  assert.equal(checkNode(engines.node.replace('>=', '') + '.0').status, 'ok');
  assert.deepEqual(
    ['18.20.0', '20.13.0', '20.14.0', '24.1.0'].map((version) => checkNode(version).status),
    ['failed', 'failed', 'ok', 'ok'],
  );
});
