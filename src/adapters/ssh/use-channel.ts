import { setTimeout as sleep } from 'node:timers/promises';
import { AccessError, type ScriptEnd } from '../../application/ports/remote-shell.ts';
import type { Host } from '../../domain/host/host.ts';
import type { Connection } from './connection.ts';
import type { SshLimits } from './limits.ts';
import { openChannel } from './open-channel.ts';
import { runScript, type ScriptOptions } from './run-script.ts';

const isRefusal = (error: unknown): boolean => error instanceof AccessError && error.code === 'SSH_CHANNEL_REFUSED';

/** Waits for a free channel of the connection and runs the script there. */
export const useChannel = async (
  host: Host,
  connection: Connection,
  script: string,
  options: ScriptOptions & { readonly onConnected: () => void },
  limits: SshLimits,
): Promise<ScriptEnd> => {
  const { signal } = options;
  const pauses = [50, 100, 200, 400];
  for (;;) {
    const release = await connection.channels.take({
      seconds: limits.turnSeconds,
      signal,
      late: () =>
        new AccessError(
          'SSH_TIMED_OUT',
          `${host.name}: waited ${limits.turnSeconds} s for a free channel (turnSeconds).`,
          {
            temporary: true,
          },
        ),
    });
    let started = false;
    try {
      const channel = await openChannel(host, connection, limits, signal);
      started = true;
      options.onConnected();
      return await runScript(host, connection, channel, script, options, limits);
    } catch (error) {
      const others = connection.channels.taken - 1;
      if (isRefusal(error) && !connection.lostBy() && (others > 0 || pauses.length > 0)) {
        // The server allows fewer sessions than we thought: keep to what it gave, and wait for one of those to end.
        connection.channels.shrink(others);
        // sshd counts a session for a moment after it has closed the channel.
        if (others === 0) await sleep(pauses.shift());
        continue;
      }
      if (!started || error instanceof AccessError) connection.retire();
      throw error;
    } finally {
      release();
    }
  }
};
