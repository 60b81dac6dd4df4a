import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { startPracticeSlack } from '../src/adapters/practice-slack/index.ts';
import { createRedisQueue } from '../src/adapters/queue/redis-queue.ts';
import { createRedisStore } from '../src/adapters/store/redis-store.ts';
import type { RunRecord } from '../src/application/ports/run-store.ts';
import { quiet } from '../test/queue/examples.ts';
import { startRedis } from '../test/queue/redis-server.ts';
import { startService } from './service-process.ts';

const isOver = (record: RunRecord | undefined): boolean => record?.state === 'finished' || record?.state === 'failed';

/** One worker process as in production, with a Redis and a practice Slack of its own. */
export interface WorkerDesk {
  /** Has all these hosts diagnosed at once; the records when all are over, or after the limit. */
  run(hosts: readonly string[], limitSeconds: number): Promise<{ records: (RunRecord | undefined)[]; seconds: number }>;
  /** Highest memory so far, in MiB. */
  peakMemory(): number;
  /** Seconds of the processor so far, of all threads. */
  cpuSeconds(): number;
  /** URL of its Redis. */
  readonly redis: string;
  stop(): Promise<void>;
}

/** Clock ticks of /proc/PID/stat are hundredths of a second on every Linux that runs Node. */
const cpuSecondsOf = (pid: number | undefined): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

export const openWorkerDesk = async (configurationFile: string): Promise<WorkerDesk> => {
  const redis = await startRedis();
  const slack = await startPracticeSlack();
  const queue = createRedisQueue({ url: redis.url, log: quiet });
  const store = createRedisStore({ url: redis.url, log: quiet, patient: true });
  const worker = await startService('worker', {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_API_URL: slack.apiUrl,
    REDIS_URL: redis.url,
    STUCKMAIL_CONFIG: configurationFile,
    LOG_LEVEL: 'info',
  });
  let rounds = 0;
  return {
    run: async (hosts, limitSeconds) => {
      const began = performance.now();
      const seconds = (): number => (performance.now() - began) / 1000;
      const round = ++rounds;
      const runs = hosts.map((host) => ({ runId: `bench-${round}-${host}`, host }));
      for (const { runId, host } of runs) {
        const place = { team: 'terminal', channel: 'bench' };
        await queue.enqueue({ runId, host, requestedBy: 'bench', place, requestedAt: new Date().toISOString() });
      }
      const records: (RunRecord | undefined)[] = [];
      // One look at a time: everything shares this machine.
      for (const [at, { runId }] of runs.entries()) {
        do {
          records[at] = await store.get(runId);
          if (!isOver(records[at])) await pause(50);
        } while (!isOver(records[at]) && seconds() < limitSeconds);
      }
      return { records, seconds: seconds() };
    },
    redis: redis.url,
    peakMemory: () => worker.peakMemory(),
    cpuSeconds: () => cpuSecondsOf(worker.child.pid),
    stop: async () => {
      await worker.stop();
      await queue.close(0);
      await store.close();
      await slack.close();
      await redis.stop();
    },
  };
};
