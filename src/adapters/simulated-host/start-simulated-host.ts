import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
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
  readonly fault: Fault;
  /** Puts the host in the state of this fault; what was wrong before is mended. */
  apply(fault: Fault): Promise<void>;
  close(): Promise<void>;
}

const user = 'mailops';

const makeRoot = async (name: string): Promise<string> => {
  const root = await realpath(await mkdtemp(join(tmpdir(), `stuckmail-${name}-`)));
  if (!/^[\w./+-]+$/.test(root)) {
    await rm(root, { recursive: true, force: true });
    throw new Error(
      `a simulated host needs a temporary directory without blanks or special characters, not ${root}; set TMPDIR`,
    );
  }
  return root;
};

export const startSimulatedHost = async (options: {
  readonly name: string;
  readonly fault: Fault;
  readonly authority: Authority;
  readonly userKey: SshKey;
  readonly identityFile: string;
  readonly aliases?: readonly string[];
  readonly groups?: readonly string[];
}): Promise<SimulatedHost> => {
  const { name, authority, userKey } = options;
  const hostKey = makeSshKey();
  const otherKey = makeSshKey();
  const root = await makeRoot(name);
  await buildRoot(root);
  const stateOf = (fault: Fault): HostState => ({ ...healthyState, ...fault.state });
  const relay = await startPracticeRelay({ name: relayName, authority, behaviour: stateOf(options.fault).relay });
  const nameServer = await startNameServer(knownNames(name));
  const listen = (key: SshKey, port: number): Promise<SimulatedSshServer> =>
    startSshServer({ hostKey: key, user, userKey, root, port });

  let server: SimulatedSshServer | undefined = await listen(hostKey, 0);
  const { port } = server;
  let current = options.fault;
  let shown: HostState['ssh'] = 'open';

  const showSsh = async (wanted: HostState['ssh']): Promise<void> => {
    if (wanted === shown) return;
    await server?.close();
    server = wanted === 'refused' ? undefined : await listen(wanted === 'other-key' ? otherKey : hostKey, port);
    shown = wanted;
  };
  const apply = async (fault: Fault): Promise<void> => {
    const state = stateOf(fault);
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
    current = fault;
  };
  await apply(options.fault);

  return {
    name,
    host: {
      name,
      address: '127.0.0.1',
      port,
      user,
      identityFile: options.identityFile,
      become: 'sudo',
      aliases: options.aliases ?? [],
      groups: options.groups ?? [],
      tryLogin: true,
      legacyAlgorithms: false,
    },
    knownHostsLine: `[127.0.0.1]:${port} ${hostKey.publicKey}`,
    get fault() {
      return current;
    },
    apply,
    close: async () => {
      await server?.close();
      await relay.close();
      await nameServer.close();
      await rm(root, { recursive: true, force: true });
    },
  };
};

/** Writes a private key where only its owner can read it. */
export const writeIdentityFile = async (path: string, key: SshKey): Promise<void> => {
  await writeFile(path, key.privateKey, { mode: 0o600 });
};
