import { createLogger } from '../../adapters/log/create-logger.ts';
import { SetupError, type Surroundings } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { configurationOption, readArguments, refuseWords } from '../read-arguments.ts';
import { readConfiguration } from '../read-configuration.ts';
import { createClosers } from './closers.ts';
import { type Role, readEnvironment } from './read-environment.ts';
import { startService } from './start-service.ts';
import { tryRedisLogin } from './try-redis-login.ts';

/** Runs until a signal ends it. Anything that must not go on silently ends it with an error. */
export const runService = async (role: Role, args: readonly string[], surroundings: Surroundings): Promise<number> => {
  const { values, positionals } = readArguments(args, configurationOption);
  refuseWords(positionals, 'options only');
  const { env, signal } = surroundings;
  const environment = readEnvironment(role, env);
  const configuration = await readConfiguration(values.config, env);
  const logger = createLogger({ level: environment.logLevel });
  const closers = createClosers(logger);
  let onDeaf: (error: Error) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    onDeaf = reject;
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  ended.catch(() => undefined);
  try {
    if (environment.redisUrl !== undefined) await tryRedisLogin(environment.redisUrl);
    await startService({ role, environment, configuration, logger, closers, env, onDeaf });
    logger.info({ role, hosts: configuration.inventory.hosts.length }, 'stuckmail is running');
    if (!signal.aborted) await ended;
    logger.info({ role }, 'stuckmail is stopping');
    return exitStatus.ok;
  } catch (error) {
    logger.fatal({ err: error, role }, 'stuckmail ends with an error');
    const message = error instanceof Error ? error.message : String(error);
    throw new SetupError(`stuckmail ${role}: ${message}`, { cause: error });
  } finally {
    await closers.closeAll();
  }
};
