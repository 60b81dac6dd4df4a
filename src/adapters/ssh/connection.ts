import { makeSlots, type Slots } from '../../application/limits/slots.ts';
import { AccessError } from '../../application/ports/remote-shell.ts';
import type { Host } from '../../domain/host/host.ts';
import type { HostKey } from './host-key.ts';
import type { SshLimits } from './limits.ts';
import type { OpenClient } from './open-client.ts';
import type { SshClient } from './ssh2.ts';

/** A logged-in connection, shared by runs. It closes itself when nobody has used it for `idleSeconds`. */
export interface Connection {
  readonly client: SshClient;
  readonly hostKey: HostKey;
  readonly channels: Slots;
  /** Neither lost nor retired nor too old: it may take one more run. */
  isFit(): boolean;
  /** Nobody uses it now, and somebody did. */
  isIdle(): boolean;
  /** Keeps it open until the result is called. */
  hold(): () => void;
  /** Takes no new run and closes when the last holder is gone. */
  retire(): void;
  /** What ended the connection, once it is gone. */
  lostBy(): Error | undefined;
  readonly closed: Promise<void>;
  /**
   * Calls `tell` when the server answers no keepalive any more; closing may then take longer, or never come. Until the result is called:
   * a connection lives longer than its runs, and must keep nothing of them.
   */
  onSilent(tell: () => void): () => void;
  /** At once, whoever holds it. */
  close(): void;
}

/** `isWanted` says that its place is wanted: then it does not rest, but closes when the last holder is gone. */
export const keepConnection = (
  host: Host,
  opened: OpenClient,
  limits: SshLimits,
  isWanted: () => boolean,
): Connection => {
  const { client, hostKey } = opened;
  const bornAt = performance.now();
  let holders = 0;
  let used = false;
  let retired = false;
  let lost: Error | undefined;
  let lastError: Error | undefined;
  let idle: NodeJS.Timeout | undefined;

  const close = (): void => {
    retired = true;
    clearTimeout(idle);
    client.end();
    // A peer that no longer answers never finishes a polite end.
    setTimeout(() => client.destroy(), limits.graceSeconds * 1000).unref();
  };
  const rest = (): void => {
    if (holders > 0 || lost) return;
    if (retired || (used && isWanted())) return close();
    clearTimeout(idle);
    idle = setTimeout(close, limits.idleSeconds * 1000);
    idle.unref();
  };

  const listeners = new Set<() => void>();
  client.on('error', (error: Error & { level?: string }) => {
    lastError = error;
    if (error.level !== 'client-timeout') return;
    lost = error;
    for (const tell of listeners) tell();
  });
  const closed = new Promise<void>((resolve) => {
    client.once('close', () => {
      lost ??= lastError ?? new Error('the connection was closed');
      clearTimeout(idle);
      resolve();
    });
  });

  rest();

  return {
    client,
    hostKey,
    closed,
    close,
    channels: makeSlots(
      limits.channelsPerConnection,
      limits.waiting,
      () =>
        new AccessError(
          'SSH_CHANNEL_REFUSED',
          `${host.name}: more than ${limits.waiting} runs wait for its connection.`,
          {
            temporary: true,
          },
        ),
    ),
    isIdle: () => used && holders === 0 && !retired && !lost,
    isFit: () => !lost && !retired && performance.now() - bornAt < limits.maxAgeSeconds * 1000,
    lostBy: () => lost,
    onSilent(tell) {
      listeners.add(tell);
      if (lost !== undefined) queueMicrotask(tell);
      return () => listeners.delete(tell);
    },
    hold() {
      clearTimeout(idle);
      used = true;
      holders += 1;
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        holders -= 1;
        rest();
      };
    },
    retire() {
      retired = true;
      rest();
    },
  };
};
