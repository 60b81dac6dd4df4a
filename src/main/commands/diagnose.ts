import type { Configuration } from '../../adapters/hosts/configuration.ts';
import { createLiveProgress } from '../../adapters/terminal/live-progress.ts';
import { renderDiagnosis } from '../../adapters/terminal/render-diagnosis.ts';
import { renderOverview } from '../../adapters/terminal/render-overview.ts';
import { type Style, styleOf } from '../../adapters/terminal/style.ts';
import { diagnoseHost } from '../../application/diagnose-host.ts';
import type { Diagnosis } from '../../domain/diagnosis/diagnosis.ts';
import { type Chosen, chooseHosts } from '../choose-hosts.ts';
import { type RunCommand, type Surroundings, UsageError } from '../command.ts';
import { exitStatusOf } from '../exit-status.ts';
import { mapLimited } from '../map-limited.ts';
import { openSshShell } from '../open-ssh-shell.ts';
import { configurationOption, readArguments } from '../read-arguments.ts';
import { readConfiguration } from '../read-configuration.ts';

/** Hosts looked at side by side. */
const hostsAtOnce = 10;

const options = { ...configurationOption, json: { type: 'boolean' }, timeout: { type: 'string' } } as const;

const readTimeout = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || seconds < 1 || seconds > 600) {
    throw new UsageError(`--timeout is "${text.slice(0, 60)}"; expected seconds from 1 to 600`);
  }
  return seconds;
};

/** One host: the whole answer. Several: the whole answer of those that need attention, then a line for each. */
const renderAll = (diagnoses: readonly Diagnosis[], one: boolean, style: Style): string => {
  if (one) return diagnoses.map((diagnosis) => renderDiagnosis(diagnosis, style)).join('\n\n');
  const attention = diagnoses.filter(({ status }) => status !== 'healthy');
  return [...attention.map((diagnosis) => renderDiagnosis(diagnosis, style)), renderOverview(diagnoses, style)].join(
    '\n\n',
  );
};

/** Steps are for eyes: a log file or a program gets the answer only. */
const progressTo = ({ stderr, env }: Surroundings, count: number) =>
  stderr.isTTY === true
    ? createLiveProgress(count, styleOf(stderr, env), (text) => void stderr.write(text))
    : undefined;

const diagnoseAll = async (
  { hosts }: Chosen,
  { maskAddresses }: Configuration,
  surroundings: Surroundings,
  shell: ReturnType<typeof openSshShell>,
  limitSeconds: number | undefined,
): Promise<Diagnosis[]> => {
  const progress = progressTo(surroundings, hosts.length);
  return await mapLimited(hosts, hostsAtOnce, async (host) => {
    const diagnosis = await diagnoseHost({
      host,
      shell,
      clock: { now: () => new Date() },
      signal: surroundings.signal,
      maskAddresses,
      onProgress: (step) => progress?.progressed(host.name, step),
      ...(limitSeconds === undefined ? {} : { limitSeconds }),
    });
    progress?.finished(diagnosis);
    return diagnosis;
  });
};

/**
 * `stuckmail diagnose`: one object for a single host, an array for several hosts, a group or all. Only the answer goes to
 * standard output.
 */
export const runDiagnose: RunCommand = async (args, surroundings) => {
  const { values, positionals } = readArguments(args, options);
  const limitSeconds = readTimeout(values.timeout);
  const configuration = await readConfiguration(values.config, surroundings.env);
  const chosen = chooseHosts(positionals, configuration.inventory);
  const shell = openSshShell(configuration, surroundings.env);
  try {
    const diagnoses = await diagnoseAll(chosen, configuration, surroundings, shell, limitSeconds);
    const text = values.json
      ? JSON.stringify(chosen.one ? diagnoses[0] : diagnoses, null, 2)
      : renderAll(diagnoses, chosen.hosts.length === 1, styleOf(surroundings.stdout, surroundings.env));
    surroundings.stdout.write(`${text}\n`);
    return exitStatusOf(diagnoses.map(({ status }) => status));
  } finally {
    await shell.close();
  }
};
