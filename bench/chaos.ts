import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { stringify } from 'yaml';
import { type PracticeSlack, startPracticeSlack } from '../src/adapters/practice-slack/index.ts';
import { createRedisCollections } from '../src/adapters/store/redis-collections.ts';
import { causeKey, causeOf } from '../src/domain/incident/cause.ts';
import type { Board } from '../src/domain/incident/incident.ts';
import { quiet } from '../test/queue/examples.ts';
import { noRedis, startRedis } from '../test/queue/redis-server.ts';
import type { Measured, Part } from './part.ts';
import { type Recording, recordFault, startReplayFleet } from './replay-fleet.ts';
import { notBuilt, type ServiceProcess, startService } from './service-process.ts';

const commandCount = 200;
const watchedCount = 25;
const stateChanges = 50;
const chaosSeconds = 300;
/** After the last kill: for what is under way, and for the two checks a minute apart that a state may need. */
const settleSeconds = 300;
const commandChannel = 'ops';
const incidentChannel = 'C0PRIVATE';

const nameOf = (kind: string, at: number): string => `${kind}${String(at + 1).padStart(3, '0')}`;
const between = (from: number, to: number): number => from + Math.random() * (to - from);

/** A process that is killed and started again, one after the other. */
const makeVictim = (start: () => Promise<ServiceProcess>) => {
  let service: ServiceProcess | undefined;
  return {
    start: async (): Promise<void> => {
      // A start may fail while Redis is away; a supervisor would try again too.
      for (let tries = 0; service === undefined; tries += 1) {
        try {
          service = await start();
        } catch (error) {
          if (tries >= 20) throw error;
          await pause(500);
        }
      }
    },
    kill: async (): Promise<void> => {
      const killed = service;
      service = undefined;
      await killed?.kill();
    },
    stop: async (): Promise<void> => service?.stop(),
  };
};

interface Typed {
  readonly host: string;
  readonly acknowledged: boolean;
}

const stepOf = (message: ReturnType<PracticeSlack['messages']>[number]): string | undefined => {
  const payload = message.metadata?.event_payload;
  const { run, step } = (payload ?? {}) as { readonly run?: string; readonly step?: string };
  return run === undefined ? undefined : `${run} ${step}`;
};

/** Posts that stand there more than once, by what they are about. */
const postedTwice = (slack: PracticeSlack): string[] => {
  const counts = new Map<string, number>();
  for (const channel of [commandChannel, incidentChannel])
    for (const message of slack.messages(channel)) {
      const step = message.files === undefined ? stepOf(message) : undefined;
      if (step !== undefined) counts.set(step, (counts.get(step) ?? 0) + 1);
    }
  return [...counts].filter(([, count]) => count > 1).map(([step]) => step);
};

const reportsOf = (slack: PracticeSlack, host: string): number =>
  slack
    .messages(commandChannel)
    .filter((message) => message.metadata?.event_payload['step'] === 'report')
    .filter((message) => slack.thread(commandChannel, message.thread_ts ?? '')[0]?.text.includes(`${host}:`)).length;

/** Whether the person was told that the command came to nothing. */
const toldOf = (slack: PracticeSlack, host: string): boolean =>
  slack.privateAnswers.some(({ text }) => text.includes(`Nothing was queued for ${host}`));

const measure = async (): Promise<Measured> => {
  const missing = noRedis || notBuilt();
  if (missing) return { skipped: missing };
  const undo: (() => Promise<void> | void)[] = [];
  try {
    const [healthy, refused, wrongName] = await Promise.all([
      recordFault('healthy'),
      recordFault('wrong-password'),
      recordFault('relay-name-wrong'),
    ]);
    const states: readonly Recording[] = [healthy, refused, wrongName];
    const asked = Array.from({ length: commandCount * 2 }, (_, at) => nameOf('c', at));
    const watched = Array.from({ length: watchedCount }, (_, at) => nameOf('w', at));
    const fleet = await startReplayFleet([...asked, ...watched], healthy, () => between(200, 2000));
    undo.push(() => fleet.close());
    asked.forEach((host, at) => fleet.set(host, states[at % states.length] ?? healthy));
    const redis = await startRedis();
    undo.push(() => redis.stop());
    const slack = await startPracticeSlack();
    undo.push(() => slack.close());
    const folder = mkdtempSync(join(tmpdir(), 'stuckmail-chaos-'));
    undo.push(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'stuckmail.yaml');
    writeFileSync(
      file,
      stringify({
        ...fleet.configuration,
        slack: { incidentChannel },
        watch: [{ hosts: watched, every: '1m' }],
        incidents: { openAfter: 1, resolveAfter: 1 },
      }),
    );
    const env = {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      REDIS_URL: redis.url,
      STUCKMAIL_CONFIG: file,
      LOG_LEVEL: 'info',
    };
    const processes = (['bot', 'worker', 'worker'] as const).map((role) => makeVictim(() => startService(role, env)));
    for (const each of processes) {
      await each.start();
      undo.push(() => each.stop());
    }
    const victims = [...processes, { kill: () => redis.kill(), start: () => redis.start() }];
    const end = Date.now() + chaosSeconds * 1000;
    let kills = 0;
    const typed: Typed[] = [];
    const wanted = new Map<string, Recording>(watched.map((host) => [host, healthy]));

    const killAtRandom = async (): Promise<void> => {
      while (Date.now() < end) {
        await pause(between(4000, 12_000));
        const victim = victims[Math.floor(Math.random() * victims.length)];
        await victim?.kill();
        kills += 1;
        await pause(between(100, 3000));
        await victim?.start();
      }
    };
    const type = async (): Promise<void> => {
      const waitMs = (chaosSeconds * 1000 * 0.9) / commandCount;
      while (typed.filter(({ acknowledged }) => acknowledged).length < commandCount && typed.length < asked.length) {
        const host = asked[typed.length] ?? '';
        const { outcome } = await slack.typeCommand({
          user: 'ann',
          channel: commandChannel,
          text: `/mail diagnose ${host}`,
        });
        typed.push({ host, acknowledged: outcome === 'acknowledged' });
        await pause(Date.now() < end ? waitMs * between(0.3, 1.2) : 50);
      }
    };
    const changeStates = async (): Promise<void> => {
      for (let change = 0; change < stateChanges; change += 1) {
        const host = watched[change % watchedCount] ?? '';
        const others = states.filter((state) => state !== wanted.get(host));
        const next = others[Math.floor(Math.random() * others.length)] ?? healthy;
        wanted.set(host, next);
        fleet.set(host, next);
        await pause((chaosSeconds * 1000) / stateChanges);
      }
    };
    await Promise.all([killAtRandom(), type(), changeStates()]);

    const collections = createRedisCollections({ url: redis.url, log: quiet, patient: true });
    undo.push(() => collections.close());
    const boards = collections.open<Board>('incidents');
    /** Watched hosts whose incident is not the one their state asks for. */
    const wrongHosts = async (): Promise<string[]> => {
      const board = await boards.get('board');
      return watched.filter((host) => {
        const cause = causeOf((wanted.get(host) ?? healthy).diagnosis);
        const incidents = (board?.incidents ?? []).filter(
          ({ state, hosts }) => state === 'open' && hosts.some((one) => one.host === host && one.state !== 'left'),
        );
        const [only] = incidents;
        if (cause === undefined) return only !== undefined;
        return incidents.length !== 1 || only === undefined || causeKey(only.cause) !== causeKey(cause);
      });
    };
    const owed = (): string[] =>
      typed
        .filter(({ acknowledged, host }) => acknowledged && !toldOf(slack, host) && reportsOf(slack, host) === 0)
        .map(({ host }) => host);
    const limit = Date.now() + settleSeconds * 1000;
    const began = Date.now();
    while (Date.now() < limit && (owed().length > 0 || (await wrongHosts()).length > 0)) await pause(1000);
    const settled = (Date.now() - began) / 1000;
    // What would be said twice is said soon after.
    await pause(5000);

    const board = await boards.get('board');
    const open = (board?.incidents ?? []).filter(({ state }) => state === 'open');
    const lost = owed();
    const wrong = await wrongHosts();
    const twice = postedTwice(slack);
    const sentTwice = typed.filter(({ host }) => reportsOf(slack, host) > 1).map(({ host }) => host);
    const acknowledged = typed.filter((one) => one.acknowledged).length;
    const roots = slack.messages(incidentChannel).filter((message) => message.thread_ts === undefined).length;
    for (const [what, list] of Object.entries({ lost, wrong, twice, sentTwice }))
      if (list.length > 0) console.log(`  ${what}: ${list.slice(0, 12).join(', ')}`);
    return {
      figures: [
        { name: `kills in ${chaosSeconds} s, of bot, two workers and Redis`, value: kills, unit: '' },
        { name: 'commands typed', value: typed.length, unit: '' },
        { name: 'commands acknowledged', value: acknowledged, unit: '', limit: { atLeast: commandCount } },
        {
          name: 'of these: told at once that nothing was queued',
          value: typed.filter((one) => one.acknowledged && toldOf(slack, one.host)).length,
          unit: '',
        },
        { name: 'commands lost: neither a report nor that word', value: lost.length, unit: '', limit: { atMost: 0 } },
        { name: 'commands with two reports', value: sentTwice.length, unit: '', limit: { atMost: 0 } },
        { name: 'messages posted twice', value: twice.length, unit: '', limit: { atMost: 0 } },
        { name: `changes of state of ${watchedCount} watched hosts`, value: stateChanges, unit: '' },
        { name: 'incidents opened', value: open.length + (board?.past.length ?? 0), unit: '' },
        { name: 'their threads', value: roots, unit: '' },
        {
          name: 'hosts in a wrong incident, or in none, at the end',
          value: wrong.length,
          unit: '',
          limit: { atMost: 0 },
        },
        { name: 'after the last kill all was right within', value: settled, unit: 's' },
      ],
    };
  } finally {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  }
};

export const chaos: Part = {
  title: 'Bot, workers and Redis killed at random while people ask and hosts change',
  measure,
};
