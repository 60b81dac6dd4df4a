import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Fault } from './faults/fault.ts';
import { makeAuthority } from './network/certificate.ts';
import { makeSshKey } from './ssh/ssh-server.ts';
import { type SimulatedHost, startSimulatedHost } from './start-simulated-host.ts';

/** One simulated host as wanted. */
export interface PlannedHost {
  readonly name: string;
  readonly fault: Fault;
  readonly aliases?: readonly string[];
  readonly groups?: readonly string[];
}

/** Several simulated hosts with all that a `stuckmail.yaml` needs, in a temporary directory. */
export interface Fleet {
  readonly hosts: readonly SimulatedHost[];
  /** A stuckmail.yaml that names them all; it works from any other program too, as long as the fleet runs. */
  readonly configurationFile: string;
  apply(host: SimulatedHost, fault: Fault): Promise<void>;
  close(): Promise<void>;
}

const entryOf = ({ host }: SimulatedHost): Record<string, unknown> => ({
  address: host.address,
  port: host.port,
  ...(host.aliases.length > 0 ? { aliases: host.aliases } : {}),
  ...(host.groups.length > 0 ? { groups: host.groups } : {}),
});

/** The machine's temporary directory can't hold simulated hosts; the message says what was expected. */
export class FolderError extends Error {
  override readonly name = 'FolderError';
}

/** Where nothing may be executed, the programs of a host would all be missing, and every answer about it wrong. */
const runsPrograms = async (folder: string): Promise<boolean> => {
  const program = join(folder, 'try');
  await writeFile(program, '#!/bin/sh\n', { mode: 0o755 });
  const { error } = spawnSync(program, { stdio: 'ignore' });
  await rm(program);
  return !(error !== undefined && 'code' in error && error.code === 'EACCES');
};

/** Paths of this directory stand unquoted in the scripts of the hosts. */
const makeFolder = async (): Promise<string> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'stuckmail-demo-')));
  const lacks = !/^[\w./+-]+$/.test(folder)
    ? 'without blanks or special characters'
    : (await runsPrograms(folder))
      ? undefined
      : 'where programs may run (it may be mounted noexec)';
  if (lacks === undefined) return folder;
  await rm(folder, { recursive: true, force: true });
  throw new FolderError(
    `simulated hosts need a temporary directory ${lacks}, not ${tmpdir()}; set TMPDIR to another one`,
  );
};

export const startFleet = async (plan: readonly PlannedHost[]): Promise<Fleet> => {
  const folder = await makeFolder();
  // For a process that ends in a hurry: nothing may be left behind.
  const removeAll = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeAll);
  const files = {
    identity: join(folder, 'id_ed25519'),
    knownHosts: join(folder, 'known_hosts'),
    configuration: join(folder, 'stuckmail.yaml'),
  };
  const userKey = makeSshKey();
  const authority = makeAuthority('Practice CA');
  const hosts: SimulatedHost[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(hosts.map((host) => host.close()));
    await rm(folder, { recursive: true, force: true });
    process.off('exit', removeAll);
  };
  const writeKnownHosts = async (): Promise<void> => {
    const known = hosts.filter(({ isKnown }) => isKnown).map(({ knownHostsLine }) => `${knownHostsLine}\n`);
    // In one step: somebody may be reading it for another host just now.
    const fresh = `${files.knownHosts}.${crypto.randomUUID()}`;
    await writeFile(fresh, known.join(''));
    await rename(fresh, files.knownHosts);
  };
  try {
    await writeFile(files.identity, userKey.privateKey, { mode: 0o600 });
    const started = await Promise.allSettled(
      plan.map((planned) =>
        startSimulatedHost({ ...planned, authority, userKey, identityFile: files.identity, folder }),
      ),
    );
    for (const each of started) if (each.status === 'fulfilled') hosts.push(each.value);
    const failed = started.find((each) => each.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    await writeKnownHosts();
    const [first] = hosts;
    const configuration = {
      ssh: {
        knownHosts: files.knownHosts,
        identityFile: files.identity,
        user: first?.host.user ?? 'mailops',
        become: first?.host.become ?? 'sudo',
      },
      hosts: Object.fromEntries(hosts.map((host) => [host.name, entryOf(host)])),
    };
    await writeFile(files.configuration, stringify(configuration));
  } catch (cause) {
    await close();
    throw cause;
  }
  return {
    hosts,
    configurationFile: files.configuration,
    apply: async (host, fault) => {
      await host.apply(fault);
      await writeKnownHosts();
    },
    close,
  };
};
