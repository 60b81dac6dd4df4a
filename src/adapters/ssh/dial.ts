import type { Duplex } from 'node:stream';
import type { Slots } from '../../application/limits/slots.ts';
import { AccessError } from '../../application/ports/remote-shell.ts';
import type { Host } from '../../domain/host/host.ts';
import { type Connection, keepConnection } from './connection.ts';
import type { ReadIdentities } from './identity.ts';
import { openThroughJump } from './jump.ts';
import type { KnownHostsReader } from './known-hosts-files.ts';
import { findKnownKeys } from './known-keys.ts';
import type { SshLimits } from './limits.ts';
import { startLogin } from './login.ts';
import { openClient } from './open-client.ts';
import type { SshLog } from './ssh-log.ts';
import { openTcp } from './tcp.ts';

export interface DialTools {
  readonly knownHosts: KnownHostsReader;
  readonly readIdentities: ReadIdentities;
  readonly agentSocket: string | undefined;
  readonly limits: SshLimits;
  /** Logins under way at one server. Not over all: hosts that hang must not hold up the others. */
  readonly loginsAt: (host: Host) => Slots;
  readonly log: SshLog | undefined;
}

const readKnown = async (tools: DialTools, host: Host) => {
  try {
    return findKnownKeys(host, await tools.knownHosts.read());
  } catch (cause) {
    const message = `${host.name}: the known_hosts file cannot be read (${(cause as Error).message}), so no host key can be checked.`;
    throw new AccessError('SSH_HOST_KEY_UNKNOWN', message, { cause, temporary: false });
  }
};

/** Makes a new connection to `host`: TCP or through the jump host, host key, login. */
export const dial = async (
  host: Host,
  tools: DialTools,
  jump: { readonly host: Host; readonly connection: Connection } | undefined,
  signal: AbortSignal,
  isWanted: () => boolean,
): Promise<Connection> => {
  const { limits } = tools;
  const startedAt = performance.now();
  const known = await readKnown(tools, host);
  const release = await tools.loginsAt(host).take({
    seconds: limits.turnSeconds,
    signal,
    late: () =>
      new AccessError(
        'SSH_TIMED_OUT',
        `${host.name}: waited ${limits.turnSeconds} s for a turn to log in (turnSeconds).`,
        {
          temporary: true,
        },
      ),
  });
  try {
    const stream: Duplex = jump
      ? await openThroughJump(host, jump.host, jump.connection, limits, signal)
      : await openTcp(host, limits, signal);
    const login = startLogin(host, tools.readIdentities, tools.agentSocket);
    const knownHostsFile = tools.knownHosts.paths[0] ?? 'known_hosts';
    const opened = await openClient({ host, stream, known, knownHostsFile, login, limits, signal });
    const seconds = Math.round(performance.now() - startedAt) / 1000;
    tools.log?.info({ host: host.name, hostKey: opened.hostKey.fingerprint, seconds }, 'ssh connection opened');
    return keepConnection(host, opened, limits, isWanted);
  } finally {
    release();
  }
};
