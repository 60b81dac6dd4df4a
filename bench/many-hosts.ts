import { setTimeout as pause } from 'node:timers/promises';
import { startPracticeSlack } from '../src/adapters/practice-slack/index.ts';
import { createRedisQueue } from '../src/adapters/queue/redis-queue.ts';
import { findFault } from '../src/adapters/simulated-host/faults/index.ts';
import { startFleet } from '../src/adapters/simulated-host/start-fleet.ts';
import { createRedisStore } from '../src/adapters/store/redis-store.ts';
import type { RunRecord } from '../src/application/ports/run-store.ts';
import { noRedis, startRedis } from '../test/queue/redis-server.ts';
import type { Measured, Part } from './part.ts';
import { notBuilt, startService } from './service-process.ts';

const hostCount = 50;
const longestSeconds = 300;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

const isOver = (record: RunRecord | undefined): boolean => record?.state === 'finished' || record?.state === 'failed';

const measure = async (): Promise<Measured> => {
  const fault = findFault('healthy');
  const missing = noRedis || notBuilt() || (process.platform === 'linux' ? undefined : 'memory is read from /proc');
  if (missing || fault === undefined) return { skipped: missing || 'no simulated host' };
  const redis = await startRedis();
  const slack = await startPracticeSlack();
  const fleet = await startFleet(
    Array.from({ length: hostCount }, (_, index) => ({ name: `host${String(index + 1).padStart(2, '0')}`, fault })),
  );
  const queue = createRedisQueue({ url: redis.url, log });
  const store = createRedisStore({ url: redis.url, log });
  try {
    const worker = await startService('worker', {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_API_URL: slack.apiUrl,
      REDIS_URL: redis.url,
      STUCKMAIL_CONFIG: fleet.configurationFile,
      LOG_LEVEL: 'info',
    });
    try {
      const idle = worker.peakMemory();
      const began = performance.now();
      const runs = fleet.hosts.map(({ name }) => `bench-${name}`);
      for (const { name } of fleet.hosts) {
        const place = { team: 'terminal', channel: 'bench' };
        await queue.enqueue({
          runId: `bench-${name}`,
          host: name,
          requestedBy: 'bench',
          place,
          requestedAt: new Date().toISOString(),
        });
      }
      let records: (RunRecord | undefined)[] = [];
      do {
        await pause(250);
        records = await Promise.all(runs.map((runId) => store.get(runId)));
      } while (!records.every(isOver) && performance.now() - began < longestSeconds * 1000);
      const statuses = records.map((record) => record?.diagnosis?.status ?? 'none');
      const wrong = records.flatMap((record) => {
        const diagnosis = record?.diagnosis;
        const fine = diagnosis === undefined || ['healthy', 'unknown'].includes(diagnosis.status);
        return fine ? [] : [diagnosis.code ?? diagnosis.status];
      });
      const count = (status: string): number => statuses.filter((each) => each === status).length;
      return {
        figures: [
          { name: 'hosts with an answer', value: hostCount - count('none'), unit: '', limit: { atLeast: hostCount } },
          { name: 'hosts found healthy', value: count('healthy'), unit: '' },
          {
            name: `hosts found otherwise (${[...new Set(wrong)].join(', ') || 'none'})`,
            value: wrong.length,
            unit: '',
          },
          // Fifty simulated hosts on a few processors may run into their own limits; that is told as unknown.
          { name: 'hosts where some probe ran out of time', value: count('unknown'), unit: '' },
          {
            name: 'all were done after (all hosts share this machine)',
            value: (performance.now() - began) / 1000,
            unit: 's',
          },
          { name: 'memory of the worker before', value: idle, unit: 'MiB' },
          { name: 'highest memory of the worker', value: worker.peakMemory(), unit: 'MiB', limit: { atMost: 150 } },
        ],
      };
    } finally {
      await worker.stop();
    }
  } finally {
    await queue.close(0);
    await store.close();
    await fleet.close();
    await slack.close();
    await redis.stop();
  }
};

export const manyHosts: Part = { title: `${hostCount} hosts at once, one worker`, measure };
