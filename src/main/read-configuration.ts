import { type Configuration } from '../adapters/hosts/configuration.ts';
import { loadConfiguration } from '../adapters/hosts/load-configuration.ts';
import type { Surroundings } from './command.ts';

/** The file named by --config, else by STUCKMAIL_CONFIG, else ./stuckmail.yaml. */
export const readConfiguration = (named: string | undefined, env: Surroundings['env']): Promise<Configuration> =>
  loadConfiguration(named ?? (env['STUCKMAIL_CONFIG'] || './stuckmail.yaml'));
