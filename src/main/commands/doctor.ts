import type { Configuration } from '../../adapters/hosts/configuration.ts';
import { ConfigurationError } from '../../adapters/hosts/configuration-error.ts';
import { renderFindings } from '../../adapters/terminal/render-findings.ts';
import { styleOf } from '../../adapters/terminal/style.ts';
import type { RunCommand, Surroundings } from '../command.ts';
import { checkFiles, checkNode } from '../doctor/check-files.ts';
import { checkHostLogins } from '../doctor/check-host-logins.ts';
import { checkRedis } from '../doctor/check-redis.ts';
import { checkSlack } from '../doctor/check-slack.ts';
import { type Finding, messageOf } from '../doctor/finding.ts';
import { exitStatus } from '../exit-status.ts';
import { readManifest } from '../manifest.ts';
import { openSshShell } from '../open-ssh-shell.ts';
import { configurationOption, readArguments, refuseWords } from '../read-arguments.ts';
import { readConfiguration } from '../read-configuration.ts';

const checkHosts = async (configuration: Configuration, { env, signal }: Surroundings): Promise<Finding[]> => {
  const shell = openSshShell(configuration, env);
  try {
    return [
      ...(await checkFiles(configuration)),
      ...(await checkHostLogins(configuration.inventory.hosts, shell, signal)),
    ];
  } finally {
    await shell.close();
  }
};

const checkConfiguration = async (named: string | undefined, surroundings: Surroundings): Promise<Finding[]> => {
  try {
    const configuration = await readConfiguration(named, surroundings.env);
    const count = configuration.inventory.hosts.length;
    const detail = `${configuration.file}, ${count} ${count === 1 ? 'host' : 'hosts'}`;
    return [{ check: 'configuration', status: 'ok', detail }, ...(await checkHosts(configuration, surroundings))];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return [{ check: 'configuration', status: 'failed', detail: error.message }];
  }
};

const checkManifest = async (): Promise<{ manifest: string; finding: Finding }> => {
  const check = 'manifest';
  try {
    return { manifest: await readManifest(), finding: { check, status: 'ok', detail: 'stuckmail manifest prints it' } };
  } catch (error) {
    return { manifest: '', finding: { check, status: 'failed', detail: `manifest.yml: ${messageOf(error)}` } };
  }
};

/** `stuckmail doctor`: 0 all well, 1 something to look at, 2 something does not work. */
export const runDoctor: RunCommand = async (args, surroundings) => {
  const { values, positionals } = readArguments(args, { ...configurationOption, json: { type: 'boolean' } });
  refuseWords(positionals, 'options only');
  const { env, stdout } = surroundings;
  const { manifest, finding } = await checkManifest();
  const [own, redis, slack] = await Promise.all([
    checkConfiguration(values.config, surroundings),
    checkRedis(env['REDIS_URL']),
    checkSlack(env, manifest),
  ]);
  const findings = [checkNode(), ...own, ...redis, finding, ...slack];
  stdout.write(`${values.json ? JSON.stringify(findings, null, 2) : renderFindings(findings, styleOf(stdout, env))}\n`);
  if (findings.some(({ status }) => status === 'failed')) return exitStatus.critical;
  return findings.some(({ status }) => status === 'warning') ? exitStatus.warning : exitStatus.ok;
};
