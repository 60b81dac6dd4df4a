import { renderHosts } from '../../adapters/terminal/render-hosts.ts';
import { styleOf } from '../../adapters/terminal/style.ts';
import type { RunCommand } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { configurationOption, readArguments, refuseWords } from '../read-arguments.ts';
import { readConfiguration } from '../read-configuration.ts';

/** `stuckmail hosts`: the inventory, defaults applied. */
export const runHosts: RunCommand = async (args, { env, stdout }) => {
  const { values, positionals } = readArguments(args, { ...configurationOption, json: { type: 'boolean' } });
  refuseWords(positionals, 'options only');
  const { inventory } = await readConfiguration(values.config, env);
  const text = values.json
    ? JSON.stringify(inventory.hosts, null, 2)
    : renderHosts(inventory.hosts, styleOf(stdout, env));
  stdout.write(`${text}\n`);
  return exitStatus.ok;
};
