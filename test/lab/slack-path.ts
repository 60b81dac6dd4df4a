import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPracticeSlack } from '../../src/adapters/practice-slack/index.ts';
import { type StageId, stageTitles } from '../../src/domain/stages/stage-id.ts';
import { pause } from './command.ts';
import { type Login, programArguments, writeConfiguration } from './diagnose.ts';
import { firstFaults } from './faults/first.ts';
import { base } from './ground.ts';
import { runIncidentPath } from './incident-path.ts';
import { LabHost } from './lab-host.ts';
import { findSecrets } from './verdict.ts';

const waitFor = async (what: string, seconds: number, check: () => boolean): Promise<void> => {
  for (const end = Date.now() + seconds * 1000; !check(); await pause(0.1))
    if (Date.now() > end) throw new Error(`lab: ${what} within ${seconds} s`);
};

/**
 * The whole way once for each of the main faults: a person types `/mail diagnose` into the practice Slack, the bot queues it
 * in Redis, a worker looks at the lab host over SSH, and the verdict stands in the thread; then the life of two incidents. Returns
 * how many came out right.
 */
export const runSlackPath = async (
  say: (line: string) => void,
  options: { login: Login; firstSlot: number },
): Promise<{ passed: number; failed: number }> => {
  const children: ChildProcess[] = [];
  const log = join(base, 'slack-path.log');
  writeFileSync(log, '');
  const start = (program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (piece: Buffer) => appendFileSync(log, piece));
    children.push(child);
    return child;
  };
  const hosts: LabHost[] = [];
  const slack = await startPracticeSlack();
  let passed = 0;
  try {
    for (const [at, fault] of firstFaults.entries()) {
      const host = await LabHost.start(options.firstSlot + at);
      hosts.push(host);
      if (fault.mail === 'both') await host.send();
      await fault.break?.(host);
      await host.send();
    }
    start('redis-server', [
      '--port',
      '6379',
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--maxmemory-policy',
      'noeviction',
      '--dir',
      base,
    ]);
    await waitFor('redis-server is ready', 10, () => readFileSync(log, 'utf8').includes('Ready to accept'));
    const env = {
      STUCKMAIL_CONFIG: writeConfiguration(hosts, options.login, 'slack'),
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      REDIS_URL: 'redis://127.0.0.1:6379',
      LOG_LEVEL: 'info',
    };
    for (const role of ['bot', 'worker']) start(process.execPath, [...programArguments(), role], env);
    await waitFor(
      'bot and worker are running',
      30,
      () => (readFileSync(log, 'utf8').match(/stuckmail is running/gu) ?? []).length === 2,
    );
    const started = Date.now();
    await Promise.all(
      hosts.map((host) => slack.typeCommand({ user: 'ann', channel: 'ops', text: `/mail diagnose ${host.name}` })),
    );
    for (const [at, fault] of firstFaults.entries()) {
      const host = hosts[at];
      const name = host?.name ?? '';
      const wanted = fault.expected === 'healthy' ? 'no stage' : stageTitles[fault.expected as StageId];
      const done = await slack
        .waitFor(
          () =>
            slack
              .messages('ops')
              .find((message) => message.text.startsWith(`${name}:`) && slack.thread('ops', message.ts).length > 1),
          { what: `the report about ${name}`, timeoutMs: 60_000 },
        )
        .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
      const wrong: string[] = [];
      if (typeof done === 'string') wrong.push(done);
      else {
        const thread = JSON.stringify(slack.thread('ops', done.ts));
        const isUnknown = options.login === 'plain' && done.text.includes('not enough could be read');
        if (fault.expected === 'healthy' ? /stops at/u.test(done.text) : !done.text.includes(wanted) && !isUnknown)
          wrong.push(`expected ${wanted}: ${done.text}`);
        if (slack.messages('ops').filter((message) => message.text.startsWith(`${name}:`)).length !== 1)
          wrong.push('more than one root message');
        // Root and report, each once; long evidence comes beside them as a file.
        const written = slack.thread('ops', done.ts).filter((message) => !('files' in message));
        if (written.length !== 2) wrong.push(`${written.length} messages in the thread`);
        wrong.push(...findSecrets(thread));
      }
      if (wrong.length === 0) passed += 1;
      const said = typeof done === 'string' ? 'no answer' : done.text.split('\n')[0];
      say(
        `slack: ${fault.name.padEnd(27)} ${String(fault.expected).padEnd(18)} ${(said ?? '').slice(0, 56).padEnd(56)} ${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s  ${wrong.length === 0 ? 'ok' : `WRONG: ${wrong.join('; ').slice(0, 300)}`}`,
      );
    }
    // A login without rights does not see the refused login, so that no incident opens about it.
    const began = Date.now();
    const hostOf = (name: string): LabHost | undefined => hosts[firstFaults.findIndex((fault) => fault.name === name)];
    const [stopped, refused] = [hostOf('service-stopped'), hostOf('login-refused-535')];
    if (stopped === undefined || refused === undefined) throw new Error('lab: a main fault has another name now');
    const wrong = options.login === 'plain' ? [] : await runIncidentPath(slack, { stopped, refused });
    if (wrong.length === 0 && options.login !== 'plain') passed += 1;
    if (options.login !== 'plain')
      say(
        `slack: ${'two incidents, mended'.padEnd(103)} ${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s  ${wrong.length === 0 ? 'ok' : `WRONG: ${wrong.join('; ').slice(0, 600)}`}`,
      );
    const secrets = findSecrets(readFileSync(log, 'utf8'));
    if (secrets.length > 0) {
      say(`slack: ${secrets.join('; ')} of bot or worker  WRONG`);
      passed = 0;
    }
  } catch (error) {
    say(
      `slack: ${error instanceof Error ? error.message : String(error)}\n${readFileSync(log, 'utf8').split('\n').slice(-25).join('\n')}  WRONG`,
    );
    passed = 0;
  } finally {
    for (const child of children.reverse()) child.kill('SIGTERM');
    await Promise.all(
      children.map((child) =>
        Promise.race([
          new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve(0))),
          pause(10),
        ]),
      ),
    );
    for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
    await slack.close();
    for (const host of hosts) await host.stop();
  }
  return { passed, failed: firstFaults.length + (options.login === 'plain' ? 0 : 1) - passed };
};
