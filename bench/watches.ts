import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { stringify } from 'yaml';
import { createRedisHistory } from '../src/adapters/store/redis-history.ts';
import { quiet } from '../test/queue/examples.ts';
import { noRedis, startRedis } from '../test/queue/redis-server.ts';
import type { Figure, Measured, Part } from './part.ts';
import { recordFault, startReplayFleet } from './replay-fleet.ts';
import { notBuilt } from './service-process.ts';
import { openWorkerDesk } from './worker-desk.ts';

/** A hundred hosts every minute are as many checks as 500 every five minutes; connections are closed after 45 s in both. */
const hostCount = 100;
const standsFor = 500;
const warmSeconds = 75;
const measuredSeconds = 180;
const historyHosts = 5;
const days = 30;
const checksADay = 288;
const mebibyte = 2 ** 20;

const usedMemory = async (client: Redis): Promise<number> =>
  Number(/^used_memory:(\d+)/m.exec(await client.info('memory'))?.[1]);

/** Mean bytes of a run record. */
const recordBytes = async (client: Redis): Promise<number> => {
  const keys = await client.keys('stuckmail:run:*');
  const sizes = await Promise.all(keys.map((key) => client.memory('USAGE', key, 'SAMPLES', 0)));
  return sizes.reduce<number>((sum, size) => sum + Number(size), 0) / Math.max(1, keys.length);
};

const measureWorker = async (): Promise<Figure[]> => {
  const [healthy, refused] = [await recordFault('healthy'), await recordFault('wrong-password')];
  const names = Array.from({ length: hostCount }, (_, at) => `w${String(at + 1).padStart(3, '0')}`);
  const fleet = await startReplayFleet(names, healthy, () => 500);
  names.filter((_, at) => at % 10 === 0).forEach((name) => fleet.set(name, refused));
  const folder = mkdtempSync(join(tmpdir(), 'stuckmail-watches-'));
  const file = join(folder, 'stuckmail.yaml');
  writeFileSync(
    file,
    stringify({
      ...fleet.configuration,
      slack: { incidentChannel: 'C0PRIVATE' },
      watch: [{ hosts: 'all', every: '1m' }],
    }),
  );
  try {
    const worker = await openWorkerDesk(file);
    const client = new Redis(worker.redis);
    try {
      await pause(warmSeconds * 1000);
      const [answered, cpu, began] = [fleet.answered(), worker.cpuSeconds(), performance.now()];
      await pause(measuredSeconds * 1000);
      const [checks, cpuSeconds] = [fleet.answered() - answered, worker.cpuSeconds() - cpu];
      const seconds = (performance.now() - began) / 1000;
      return [
        {
          name: `checks in ${measuredSeconds} s (${standsFor} hosts every 5 minutes: 300)`,
          value: checks,
          unit: '',
          limit: { atLeast: 285 },
        },
        {
          name: 'the worker uses of one core',
          value: (100 * cpuSeconds) / seconds,
          unit: '%',
          limit: { atMost: 25 },
        },
        { name: 'its processor time a check', value: (1000 * cpuSeconds) / checks, unit: 'ms' },
        { name: 'its highest memory', value: worker.peakMemory(), unit: 'MiB' },
        {
          name: `run records of ${standsFor} hosts, kept for an hour`,
          value: ((await recordBytes(client)) * standsFor * 12) / mebibyte,
          unit: 'MiB',
        },
      ];
    } finally {
      client.disconnect();
      await worker.stop();
    }
  } finally {
    await fleet.close();
    rmSync(folder, { recursive: true });
  }
};

const measureHistory = async (): Promise<Figure[]> => {
  const redis = await startRedis();
  const store = createRedisHistory({ url: redis.url, log: quiet, days, patient: true });
  const client = new Redis(redis.url);
  try {
    const before = await usedMemory(client);
    const began = Date.now() - days * 86_400_000 + 60_000;
    for (let host = 0; host < historyHosts; host += 1)
      for (let check = 0; check < days * checksADay; check += 1) {
        // An hour of failures a day, and a queue that is never the same.
        const fails = check % checksADay < 12;
        await store.append(`host${host}`, {
          at: began + Math.round((check * 86_400_000) / checksADay) + Math.round(Math.random() * 2000),
          outcome: fails ? 'failed' : 'healthy',
          stage: fails ? 'authentication' : null,
          code: fails ? 'AUTH_INVALID_535' : null,
          queue: {
            total: Math.floor(Math.random() * 50),
            deferred: fails ? 20 : 0,
            oldestSeconds: fails ? 1800 : null,
          },
          seconds: 1 + Math.random() * 3,
        });
      }
    const taken = (await usedMemory(client)) - before;
    const read = (await store.read('host0', 0)).length;
    return [
      {
        name: `history of one host, ${read} checks in ${days} days`,
        value: taken / historyHosts / mebibyte,
        unit: 'MiB',
      },
      { name: `the same of ${standsFor} hosts`, value: (taken / historyHosts / mebibyte) * standsFor, unit: 'MiB' },
    ];
  } finally {
    client.disconnect();
    await store.close();
    await redis.stop();
  }
};

const measure = async (): Promise<Measured> => {
  const missing = noRedis || notBuilt() || (process.platform === 'linux' ? undefined : 'times are read from /proc');
  if (missing) return { skipped: missing };
  return { figures: [...(await measureHistory()), ...(await measureWorker())] };
};

export const watches: Part = { title: `${standsFor} watched hosts every 5 minutes, one worker`, measure };
