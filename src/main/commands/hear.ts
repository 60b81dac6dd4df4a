import { existsSync } from 'node:fs';
import { text as readAll } from 'node:stream/consumers';
import type { Configuration } from '../../adapters/hosts/configuration.ts';
import { decide } from '../../domain/question/decide.ts';
import { type RunCommand, type Surroundings, UsageError } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { configurationOption, readArguments } from '../read-arguments.ts';
import { readConfiguration } from '../read-configuration.ts';

/** Without a configuration file there is still an answer; one that is named must be there and right. */
const readInventory = async (
  named: string | undefined,
  env: Surroundings['env'],
): Promise<Configuration['inventory'] | undefined> => {
  const chosen = named ?? env['STUCKMAIL_CONFIG'] ?? '';
  if (chosen === '' && !existsSync('./stuckmail.yaml')) return undefined;
  return (await readConfiguration(named, env)).inventory;
};

/** `stuckmail hear`: what the bot would make of a message. */
export const runHear: RunCommand = async (args, { env, stdin, stdout }) => {
  const { values, positionals } = readArguments(args, { ...configurationOption, json: { type: 'boolean' } });
  const typed = positionals.join(' ');
  const message = typed === '' || typed === '-' ? (stdin.isTTY === true ? '' : await readAll(stdin)) : typed;
  if (message.trim() === '')
    throw new UsageError('there is no message; expected one in quotes: stuckmail hear "why is mail stuck on host01?"');
  const inventory = await readInventory(values.config, env);
  const { ask, hosts, why } = decide(message, inventory);
  if (values.json) {
    stdout.write(`${JSON.stringify({ ask, hosts, why })}\n`);
    return exitStatus.ok;
  }
  const about = hosts.length > 0 ? hosts.join(', ') : 'no host named';
  stdout.write(`${ask ? `Asks about mail: ${about}` : 'Would not be answered'}\n  ${why}\n`);
  if (inventory === undefined && ask)
    stdout.write('  There is no configuration file: words that look like host names are taken as typed.\n');
  return exitStatus.ok;
};
