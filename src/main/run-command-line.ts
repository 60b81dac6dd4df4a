import { readFile } from 'node:fs/promises';
import { ConfigurationError } from '../adapters/hosts/configuration-error.ts';
import { scrubSecrets } from '../adapters/log/scrub.ts';
import { printable } from '../adapters/terminal/printable.ts';
import { nearestNames } from '../domain/text/nearest-names.ts';
import { type Command, SetupError, type Surroundings, UsageError } from './command.ts';
import { commands } from './commands.ts';
import { exitStatus } from './exit-status.ts';

const helpText = (): string =>
  [
    'stuckmail says where mail is stuck on an AIX host, why, and what to do.',
    '',
    ...commands.map(
      ({ name, usage, summary }) => `  stuckmail ${name}${usage === '' ? '' : ` ${usage}`}\n      ${summary}`,
    ),
    '',
    'The hosts are in ./stuckmail.yaml, or where STUCKMAIL_CONFIG or --config FILE says.',
    'Exit status of diagnose: 0 healthy, 1 degraded, 2 failed, 3 unknown or unreachable.',
  ].join('\n');

const usageOf = ({ name, usage }: Command): string => `usage: stuckmail ${name} ${usage}`.trimEnd();

const version = async (): Promise<string> => {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  return String((JSON.parse(text) as { version?: unknown }).version);
};

const unknownCommand = (typed: string): string => {
  const names = commands.map(({ name }) => name);
  const near = nearestNames(typed, names, 2);
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `expected one of ${names.join(', ')}`;
  return `stuckmail: unknown command "${printable(typed).slice(0, 60)}"; ${hint}`;
};

/** Errors a person can mend are one clear message; anything else is a defect and keeps its stack. */
const describeError = (error: unknown, command: Command): string => {
  if (error instanceof UsageError) return `stuckmail ${command.name}: ${printable(error.message)}\n${usageOf(command)}`;
  if (error instanceof ConfigurationError || error instanceof SetupError)
    return scrubSecrets(error.message.split('\n').map(printable).join('\n'));
  return scrubSecrets(
    `stuckmail ${command.name}: unexpected error\n${error instanceof Error ? error.stack : String(error)}`,
  );
};

/** Runs one command line and gives the exit status. */
export const runCommandLine = async (args: readonly string[], surroundings: Surroundings): Promise<number> => {
  const { stdout, stderr, signal } = surroundings;
  const [name, ...rest] = args;
  if (name === undefined) {
    stderr.write(`${helpText()}\n`);
    return exitStatus.unknown;
  }
  if (['help', '--help', '-h'].includes(name)) {
    stdout.write(`${helpText()}\n`);
    return exitStatus.ok;
  }
  if (['--version', '-v', 'version'].includes(name)) {
    stdout.write(`${await version()}\n`);
    return exitStatus.ok;
  }
  const command = commands.find((each) => each.name === name);
  if (command === undefined) {
    stderr.write(`${unknownCommand(name)}\n`);
    return exitStatus.unknown;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    stdout.write(`${usageOf(command)}\n  ${command.summary}\n`);
    return exitStatus.ok;
  }
  try {
    const run = await command.load();
    return await run(rest, surroundings);
  } catch (error) {
    if (signal.aborted) {
      stderr.write('stuckmail: stopped\n');
      return exitStatus.interrupted;
    }
    stderr.write(`${describeError(error, command)}\n`);
    return exitStatus.unknown;
  }
};
