import { after, before } from 'node:test';
import { createRedisQueue } from '../../src/adapters/queue/redis-queue.ts';
import { quiet } from './examples.ts';
import { testQueue } from './queue-contract.ts';
import { noRedis, type RedisServer, startRedis } from './redis-server.ts';

let redis: RedisServer | undefined;
let made = 0;

before(async () => {
  if (noRedis === false) redis = await startRedis();
});
after(async () => redis?.stop());

testQueue('Redis queue', noRedis, (settings) => {
  made += 1;
  return createRedisQueue({ url: redis?.url ?? '', log: quiet, prefix: `t${made}`, settings });
});
