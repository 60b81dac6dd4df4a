import { dirname, resolve } from 'node:path';
import { ConfigurationError } from '../../adapters/hosts/configuration-error.ts';
import { parseConfiguration } from '../../adapters/hosts/load-configuration.ts';
import { shortName } from '../../adapters/hosts/words.ts';
import { addHostsToText } from '../../adapters/import/add-hosts.ts';
import type { ImportKind } from '../../adapters/import/guess-kind.ts';
import { planImport } from '../../adapters/import/plan.ts';
import { readExistingHosts } from '../../adapters/import/read-existing-hosts.ts';
import { readFiles } from '../../adapters/import/read-files.ts';
import { renderPlan } from '../../adapters/import/render-plan.ts';
import { readBefore, replaceFile } from '../../adapters/import/replace-file.ts';
import { styleOf } from '../../adapters/terminal/style.ts';
import type { Host } from '../../domain/host/host.ts';
import { type RunCommand, SetupError, UsageError } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { configurationOption, readArguments } from '../read-arguments.ts';

const options = {
  ...configurationOption,
  from: { type: 'string' },
  group: { type: 'string' },
  write: { type: 'boolean' },
} as const;

const readFrom = (typed: string | undefined): ImportKind | undefined => {
  if (typed === undefined || typed === 'ssh' || typed === 'ansible') return typed;
  throw new UsageError(`--from is "${typed.slice(0, 60)}"; expected ssh or ansible`);
};

const readGroup = (typed: string | undefined, hosts: readonly Host[]): string | undefined => {
  if (typed === undefined) return undefined;
  const taken = hosts.some(({ name, aliases }) =>
    [name, ...aliases].some((word) => word.toLowerCase() === typed.toLowerCase()),
  );
  if (!shortName.safeParse(typed).success || typed.toLowerCase() === 'all') {
    throw new UsageError(
      `--group is "${typed.slice(0, 60)}"; expected a name of letters, digits, dots, hyphens and underscores, for example erp`,
    );
  }
  if (taken) throw new UsageError(`--group is "${typed}", which is the name of a host; expected a name of its own`);
  return typed;
};

const readTarget = async (path: string) => {
  try {
    return await readBefore(path);
  } catch (cause) {
    throw new SetupError(`${path} can't be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
};

const checkText = (path: string, text: string): void => {
  try {
    parseConfiguration(path, text);
  } catch (cause) {
    if (!(cause instanceof ConfigurationError)) throw cause;
    throw new SetupError(`With these hosts the file would not be accepted, so nothing is written:\n${cause.message}`, {
      cause,
    });
  }
};

/** `stuckmail import`: hosts of ssh_config and Ansible inventories; a preview, and with --write into stuckmail.yaml. */
export const runImport: RunCommand = async (args, { env, stdout }) => {
  const { values, positionals: files } = readArguments(args, options);
  const from = readFrom(values.from);
  if (files.length === 0) {
    throw new UsageError(
      'no file given; expected an ssh_config or Ansible inventories, for example: stuckmail import ~/.ssh/config',
    );
  }
  const path = values.config ?? (env['STUCKMAIL_CONFIG'] || './stuckmail.yaml');
  const before = await readTarget(path);
  const hosts = before === undefined ? [] : readExistingHosts(path, before.text);
  const group = readGroup(values.group, hosts);
  const plan = planImport(await readFiles(files, from), { hosts, folder: dirname(resolve(path)) }, group);
  stdout.write(`${renderPlan(plan, path, styleOf(stdout, env))}\n`);
  if (plan.add.length === 0) return exitStatus.ok;
  const text = addHostsToText(before?.text ?? '', plan.add);
  checkText(path, text);
  if (values.write !== true) {
    stdout.write('\nThis is a preview: nothing was written. The option --write writes it.\n');
    return exitStatus.ok;
  }
  try {
    await replaceFile(path, before, text);
  } catch (cause) {
    throw new SetupError(`${path} was not written: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
  stdout.write(`\nWritten: ${path}. "stuckmail doctor" checks the new hosts' keys and logins.\n`);
  return exitStatus.ok;
};
