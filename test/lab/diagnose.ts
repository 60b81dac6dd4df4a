import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnosis } from '../../src/domain/diagnosis/diagnosis.ts';
import { run } from './command.ts';
import { base, clientKey } from './ground.ts';
import type { LabHost } from './lab-host.ts';

export type Login = 'root' | 'sudo' | 'plain';
const users: Readonly<Record<Login, string>> = { root: 'root', sudo: 'mailops', plain: 'reader' };

/** Writes the `stuckmail.yaml` and the known hosts with which an operator would look at this host; the configuration's path. */
export const writeConfiguration = (hosts: readonly LabHost[], login: Login, name: string): string => {
  const directory = join(base, 'desk', name);
  mkdirSync(directory, { recursive: true });
  const entries = hosts.map((host) => `  ${host.name}:\n    address: ${host.address}\n`).join('');
  writeFileSync(join(directory, 'known_hosts'), hosts.map((host) => host.keyLines()).join(''));
  writeFileSync(
    join(directory, 'stuckmail.yaml'),
    `ssh:\n  knownHosts: ${directory}/known_hosts\n  user: ${users[login]}\n  identityFile: ${clientKey}\n  become: ${login === 'sudo' ? 'sudo' : 'none'}\nhosts:\n${entries}`,
  );
  return join(directory, 'stuckmail.yaml');
};

/** What Node has to run: the built program, or the sources where STUCKMAIL_LAB_SOURCE is set or nothing is built. */
export const programArguments = (): string[] =>
  existsSync('dist/main/stuckmail.js') && process.env['STUCKMAIL_LAB_SOURCE'] === undefined
    ? ['dist/main/stuckmail.js']
    : ['--import', 'tsx', 'src/main/stuckmail.ts'];

export interface Answer {
  readonly diagnosis: Diagnosis | undefined;
  readonly output: string;
  readonly exitCode: number | null;
}

/** Diagnoses a host as a person at a terminal does: the command line, in a process of its own. */
export const diagnose = async (host: LabHost, login: Login): Promise<Answer> => {
  const configuration = writeConfiguration([host], login, host.name);
  const ended = await run(process.execPath, [...programArguments(), 'diagnose', host.name, '--json'], {
    seconds: 120,
    env: { ...process.env, STUCKMAIL_CONFIG: configuration, LOG_LEVEL: 'warn' },
  });
  let diagnosis: Diagnosis | undefined;
  try {
    diagnosis = JSON.parse(ended.stdout) as Diagnosis;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { diagnosis, output: `${ended.stdout}\n${ended.stderr}`, exitCode: ended.code };
};

/** Runs a command on the host through OpenSSH, to look at the lab without the product. */
export const ssh = async (host: LabHost, login: Login, command: string, input?: string) => {
  const configuration = writeConfiguration([host], login, host.name);
  return await run(
    'ssh',
    [
      '-o',
      `UserKnownHostsFile=${configuration.replace('stuckmail.yaml', 'known_hosts')}`,
      '-o',
      'BatchMode=yes',
      '-o',
      'LogLevel=ERROR',
      '-i',
      clientKey,
      `${users[login]}@${host.address}`,
      command,
    ],
    { input },
  );
};

export const readAccepted = (host: LabHost): number => {
  const path = join(base, 'relay/record', host.address);
  return existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line === 'ACCEPTED').length
    : 0;
};
