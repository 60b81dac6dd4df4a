import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startPracticeSlack } from '../src/adapters/practice-slack/index.ts';
import { noRedis, startRedis } from '../test/queue/redis-server.ts';
import { type Measured, median, type Part, quantile } from './part.ts';
import { notBuilt, startService } from './service-process.ts';

const perSecond = 50;
const seconds = 10;
/** Every command names a host of its own, or most would only join a run. */
const hostCount = perSecond * (seconds + 2);

const hostName = (index: number): string => `host${String(index).padStart(4, '0')}`;

const measure = async (): Promise<Measured> => {
  const missing = noRedis || notBuilt();
  if (missing) return { skipped: missing };
  const folder = mkdtempSync(join(tmpdir(), 'stuckmail-bench-'));
  const file = join(folder, 'stuckmail.yaml');
  writeFileSync(file, `hosts:\n${Array.from({ length: hostCount }, (_, index) => `  ${hostName(index)}:\n`).join('')}`);
  const redis = await startRedis();
  const slack = await startPracticeSlack();
  try {
    const bot = await startService('bot', {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      REDIS_URL: redis.url,
      STUCKMAIL_CONFIG: file,
      LOG_LEVEL: 'info',
    });
    try {
      const refused: string[] = [];
      const ask = async (index: number): Promise<number> => {
        const began = performance.now();
        const { outcome } = await slack.typeCommand({
          user: 'ann',
          channel: 'ops',
          text: `/mail diagnose ${hostName(index)}`,
        });
        if (outcome === 'failed') refused.push(hostName(index));
        return performance.now() - began;
      };
      const round = async (from: number, count: number): Promise<number[]> => {
        const asked: Promise<number>[] = [];
        const began = performance.now();
        for (let index = 0; index < count; index += 1) {
          asked.push(ask(from + index));
          await pause(Math.max(0, began + ((index + 1) * 1000) / perSecond - performance.now()));
        }
        return Promise.all(asked);
      };
      await round(0, perSecond);
      const times = await round(perSecond, perSecond * seconds);
      return {
        figures: [
          {
            name: `commands acknowledged of ${times.length}`,
            value: times.length - refused.length,
            unit: '',
            limit: { atLeast: times.length },
          },
          { name: 'acknowledged after, median', value: median(times), unit: 'ms' },
          {
            name: 'acknowledged after, 99th percentile',
            value: quantile(times, 0.99),
            unit: 'ms',
            limit: { atMost: 100 },
          },
        ],
      };
    } finally {
      await bot.stop();
    }
  } finally {
    await slack.close();
    await redis.stop();
    rmSync(folder, { recursive: true });
  }
};

export const acknowledgement: Part = {
  title: `A /mail command is acknowledged, while ${perSecond} a second arrive`,
  measure,
};
