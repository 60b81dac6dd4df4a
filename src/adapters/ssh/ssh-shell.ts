import { makeSlots, type Slots } from '../../application/limits/slots.ts';
import { AccessError, type RemoteShell, type ScriptEnd } from '../../application/ports/remote-shell.ts';
import type { Host } from '../../domain/host/host.ts';
import type { DialTools } from './dial.ts';
import type { HostKey } from './host-key.ts';
import { makeIdentityReader } from './identity.ts';
import { readKnownHosts } from './known-hosts-files.ts';
import { defaultLimits, type SshLimits } from './limits.ts';
import { type Lease, makePool } from './pool.ts';
import type { SshLog } from './ssh-log.ts';
import { useChannel } from './use-channel.ts';

export interface SshShellOptions {
  /** known_hosts files; `~` is the home directory. All are read, the first is named in advice. */
  readonly knownHosts: readonly string[];
  /** Finds jump hosts by name. */
  readonly findHost: (name: string) => Host | undefined;
  /** Path of the agent's socket; usually SSH_AUTH_SOCK. */
  readonly agentSocket?: string | undefined;
  /** Passphrase of an encrypted identity file. Default: STUCKMAIL_KEY_PASSPHRASE for all. */
  readonly passphrase?: (path: string) => string | undefined;
  readonly limits?: Partial<SshLimits>;
  readonly log?: SshLog | undefined;
}

/** What `doctor` tells about the way to one host. */
interface HostCheck {
  readonly hostKey: HostKey;
  /** Whether `sh` ran and ended well. */
  readonly shellWorks: boolean;
  /** What the host said when it did not. */
  readonly errorText: string;
}

export interface SshShell extends RemoteShell {
  /** Logs in and runs `exit 0`, nothing else. Rejects with AccessError like `run`. */
  checkHost(host: Host, signal: AbortSignal): Promise<HostCheck>;
}

const makeLogins = (limits: SshLimits): ((host: Host) => Slots) => {
  const byServer = new Map<string, Slots>();
  return (host) => {
    const server = `${host.address.toLowerCase()} ${host.port} ${host.jump ?? ''}`;
    const full = (): Error =>
      new AccessError('SSH_TIMED_OUT', `${host.name}: more than ${limits.waiting} logins wait for this server.`, {
        temporary: true,
      });
    const slots = byServer.get(server) ?? makeSlots(limits.loginsInParallel, limits.waiting, full);
    byServer.set(server, slots);
    return slots;
  };
};

/** Trouble that an old connection may have and a new one need not. */
const mayBeStale = (error: unknown, lease: Lease, connected: boolean): boolean => {
  if (!(error instanceof AccessError)) return false;
  if (error.code === 'SSH_CONNECTION_LOST') return lease.reused || !connected;
  const noChannel = error.code === 'SSH_CHANNEL_REFUSED' || error.code === 'SSH_TIMED_OUT';
  return noChannel && lease.reused && !connected && !lease.connection.isFit();
};

export const createSshShell = (options: SshShellOptions): SshShell => {
  const limits: SshLimits = { ...defaultLimits, ...options.limits };
  const tools: DialTools = {
    knownHosts: readKnownHosts(options.knownHosts, options.log),
    readIdentities: makeIdentityReader(
      options.passphrase ?? (() => process.env['STUCKMAIL_KEY_PASSPHRASE'] || undefined),
    ),
    agentSocket: options.agentSocket || undefined,
    limits,
    loginsAt: makeLogins(limits),
    log: options.log,
  };
  const pool = makePool(tools, options.findHost);

  /** One run, and what key the host showed. Tried once more, on a new connection, when one that was there turns out dead. */
  const runOn = async (
    host: Host,
    script: string,
    run: Parameters<RemoteShell['run']>[2],
  ): Promise<{ end: ScriptEnd; hostKey: HostKey }> => {
    let spoken = false;
    let connected = false;
    const onOutput = (piece: Uint8Array): void => {
      spoken = true;
      run.onOutput(piece);
    };
    const onConnected = (): void => {
      connected = true;
      run.onConnected();
    };
    const once = async (lease: Lease) => {
      try {
        return {
          end: await useChannel(host, lease.connection, script, { ...run, onConnected, onOutput }, limits),
          hostKey: lease.connection.hostKey,
        };
      } finally {
        lease.release();
      }
    };
    const onWaiting = run.onWaiting ?? (() => undefined);
    const lease = await pool.lease(host, { signal: run.signal, onWaiting });
    try {
      return await once(lease);
    } catch (error) {
      if (spoken || run.signal.aborted || !mayBeStale(error, lease, connected)) throw error;
      options.log?.info(
        { host: host.name, code: (error as AccessError).code },
        'ssh connection was dead, trying a new one',
      );
      return await once(await pool.lease(host, { signal: run.signal, onWaiting, dead: lease.connection }));
    }
  };

  return {
    run: async (host, script, run) => (await runOn(host, script, run)).end,
    async checkHost(host, signal) {
      const quiet = { signal, onConnected: () => undefined, onOutput: () => undefined };
      const { end, hostKey } = await runOn(host, 'exit 0', quiet);
      return { hostKey, shellWorks: end.exitCode === 0, errorText: end.errorText ?? '' };
    },
    close: () => pool.close(),
  };
};
