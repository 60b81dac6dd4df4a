import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from '../../domain/host/host.ts';
import { buildRoot, writeState } from './build-root.ts';
import type { Fault } from './faults/fault.ts';
import { knownNames } from './files/network-files.ts';
import { type HostState, healthyState, relayName } from './host-state.ts';
import type { Authority } from './network/certificate.ts';
import { startNameServer } from './network/name-server.ts';
import { startPracticeRelay } from './network/practice-relay.ts';
import { makeSshKey, type SimulatedSshServer, type SshKey, startSshServer } from './ssh/ssh-server.ts';

/** A host that exists only in this process: an SSH server, a directory that stands for its disk, and a practice relay. */
export interface SimulatedHost {
  readonly name: string;
  /** Entry for the inventory. */
  readonly host: Host;
  /** Line for known_hosts. */
  readonly knownHostsLine: string;
  /** Whether known_hosts should have that line. */
  readonly isKnown: boolean;
  readonly fault: Fault;
  /** Puts the host in the state of this fault; what was wrong before is mended. */
  apply(fault: Fault): Promise<void>;
  close(): Promise<void>;
}

const user = 'mailops';

export interface SimulatedHostOptions {
  readonly name: string;
  readonly fault: Fault;
  readonly authority: Authority;
  /** The only key that may log in, and where its private half is. */
  readonly userKey: SshKey;
  readonly identityFile: string;
  /** An existing directory without links, blanks or special characters in its path; the host's own is made in it. */
  readonly folder: string;
  readonly aliases?: readonly string[];
  readonly groups?: readonly string[];
}

export const startSimulatedHost = async (options: SimulatedHostOptions): Promise<SimulatedHost> => {
  const { name } = options;
  const undo: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  };
  try {
    return await openHost(options, makeSshKey(), undo, close);
  } catch (cause) {
    await close();
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the simulated host ${name} could not be started: ${why}`, { cause });
  }
};

const stateOf = (fault: Fault): HostState => ({ ...healthyState, ...fault.state });

/** Starts the parts one after the other, and notes for each how it is taken away again. */
const openHost = async (
  { name, fault, authority, userKey, identityFile, folder, aliases, groups }: SimulatedHostOptions,
  hostKey: SshKey,
  undo: (() => Promise<void>)[],
  close: () => Promise<void>,
): Promise<SimulatedHost> => {
  const root = join(folder, name);
  undo.push(() => rm(root, { recursive: true, force: true }));
  await buildRoot(root);
  const relay = await startPracticeRelay({ name: relayName, authority, behaviour: stateOf(fault).relay });
  undo.push(() => relay.close());
  const nameServer = await startNameServer(knownNames(name));
  undo.push(() => nameServer.close());
  const listen = (key: SshKey, port: number): Promise<SimulatedSshServer> =>
    startSshServer({ hostKey: key, user, userKey, root, port });

  let server: SimulatedSshServer | undefined = await listen(hostKey, 0);
  undo.push(async () => server?.close());
  const { port } = server;
  const otherKey = makeSshKey();
  let current = fault;
  let shown: HostState['ssh'] = 'open';

  const showSsh = async (wanted: HostState['ssh']): Promise<void> => {
    if (wanted === shown) return;
    await server?.close();
    server = wanted === 'refused' ? undefined : await listen(wanted === 'other-key' ? otherKey : hostKey, port);
    shown = wanted;
  };
  const apply = async (next: Fault): Promise<void> => {
    const state = stateOf(next);
    await writeState({
      name,
      root,
      state,
      now: new Date(),
      authority: authority.certificate,
      ports: { relay: relay.port, names: nameServer.port },
    });
    relay.behave(state.relay);
    nameServer.behave(state.nameServers);
    await showSsh(state.ssh);
    current = next;
  };
  await apply(fault);

  return {
    name,
    host: {
      name,
      address: '127.0.0.1',
      port,
      user,
      identityFile,
      become: 'sudo',
      aliases: aliases ?? [],
      groups: groups ?? [],
      tryLogin: true,
      legacyAlgorithms: false,
    },
    knownHostsLine: `[127.0.0.1]:${port} ${hostKey.publicKey}`,
    get isKnown() {
      return shown !== 'unknown-key';
    },
    get fault() {
      return current;
    },
    apply,
    close,
  };
};
