/** Takes repeated work from Redis and never ends it, so that it can be killed in the middle. */
import { createRedisQueue } from '../../src/adapters/queue/redis-queue.ts';
import type { RedisQueueSettings } from '../../src/adapters/queue/settings.ts';
import { quiet } from './examples.ts';

const [url = '', settings = '{}'] = process.argv.slice(2);
const queue = createRedisQueue({
  url,
  log: quiet,
  prefix: 'killed',
  settings: JSON.parse(settings) as Partial<RedisQueueSettings>,
});
await queue.repeat(100, async () => {
  process.stdout.write('working\n');
  await new Promise(() => undefined);
});
