import type { RunCommand } from '../command.ts';
import { runService } from '../service/run-service.ts';

/** `stuckmail start`: bot and worker in one process; without REDIS_URL also queue and state. */
export const runStart: RunCommand = (args, surroundings) => runService('start', args, surroundings);

/** `stuckmail bot`: listens to Slack and queues runs. */
export const runBot: RunCommand = (args, surroundings) => runService('bot', args, surroundings);

/** `stuckmail worker`: takes runs from the queue and posts what it finds. */
export const runWorker: RunCommand = (args, surroundings) => runService('worker', args, surroundings);
