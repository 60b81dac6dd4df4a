/** A worker on the real queue and store whose host and Slack are made up. Tells on standard output what it does. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createRedisQueue } from '../../src/adapters/queue/redis-queue.ts';
import { createRedisStore } from '../../src/adapters/store/redis-store.ts';
import { executeRun } from '../../src/application/execute-run.ts';
import type { RunReporter } from '../../src/application/ports/run-reporter.ts';
import { diagnosisOf } from '../queue/examples.ts';
import type { WorkerOrder } from './processes.ts';

const order = JSON.parse(process.argv[2] ?? '') as WorkerOrder;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const log = (level: string) => (fields: object, message: string) => {
  const { err, ...rest } = fields as { err?: Error };
  say(`log ${level} ${message} ${err?.message ?? ''} ${JSON.stringify(rest)}`);
};
const parts = { info: log('info'), warn: log('warn'), error: log('error') };
const store = createRedisStore({ url: order.url, log: parts, patient: true });
const queue = createRedisQueue({ url: order.url, log: parts, ...(order.settings ? { settings: order.settings } : {}) });

/** As Slack: what was said there can be looked up, nothing prevents saying it twice. */
async function post(runId: string, word: string): Promise<void> {
  const views = (await store.get(runId))?.views ?? [];
  for (const { place } of views) {
    const line = `${word} ${runId} ${place.channel}`;
    const there = existsSync(order.file) ? readFileSync(order.file, 'utf8').split('\n') : [];
    if (!there.includes(line)) appendFileSync(order.file, `${line}\n`);
  }
}

const reporter: RunReporter = {
  started: async (runId) => say(`started ${runId}`),
  progressed: () => undefined,
  finished: async (runId) => {
    say(`reporting ${runId}`);
    if (order.hang === 'report') await new Promise(() => undefined);
    await post(runId, 'finished');
  },
  failed: async (runId, reason) => {
    say(`failed ${runId} ${reason}`);
    await post(runId, 'failed');
  },
};

await queue.work(
  (attempt) =>
    executeRun(
      {
        store,
        reporter,
        clock: { now: () => new Date() },
        audit: { record: () => undefined },
        log: parts,
        diagnose: async ({ runId, host }) => {
          say(`diagnose ${runId}`);
          if (host.startsWith('poison')) process.kill(process.pid, 'SIGKILL');
          await new Promise((resolve) => {
            setTimeout(resolve, order.hang === 'diagnose' ? 3_600_000 : order.diagnoseMs);
          });
          return diagnosisOf(host);
        },
      },
      attempt,
    ),
  { concurrency: order.concurrency ?? 4 },
);
say('ready');

process.once('SIGTERM', () => {
  void queue
    .close(100)
    .then(() => store.close())
    .then(() => {
      say('closed');
      process.exit(0);
    });
});
