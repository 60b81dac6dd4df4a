import { existsSync } from 'node:fs';
import type { Configuration } from '../adapters/hosts/configuration.ts';
import { loadConfiguration } from '../adapters/hosts/load-configuration.ts';
import { loadErrorRows } from '../adapters/hosts/load-error-rows.ts';
import { adoptRows } from '../domain/error-table/index.ts';
import type { Surroundings } from './command.ts';

const pathOf = (named: string | undefined, env: Surroundings['env']): string =>
  named ?? (env['STUCKMAIL_CONFIG'] || './stuckmail.yaml');

/** The file named by --config, else by STUCKMAIL_CONFIG, else ./stuckmail.yaml; with it the failures of the operators' own. */
export const readConfiguration = async (
  named: string | undefined,
  env: Surroundings['env'],
): Promise<Configuration> => {
  const configuration = await loadConfiguration(pathOf(named, env));
  if (configuration.errorTable !== undefined) adoptRows(await loadErrorRows(configuration.errorTable));
  return configuration;
};

/** For commands that need no configuration, and use it where there is one. */
export const readConfigurationIfAny = async (env: Surroundings['env']): Promise<Configuration | undefined> =>
  env['STUCKMAIL_CONFIG'] || existsSync(pathOf(undefined, env)) ? await readConfiguration(undefined, env) : undefined;
