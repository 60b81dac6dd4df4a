import { waitFor } from '../../application/limits/waiting.ts';
import { AccessError } from '../../application/ports/remote-shell.ts';
import type { Host } from '../../domain/host/host.ts';
import type { Connection } from './connection.ts';
import type { SshLimits } from './limits.ts';
import type { ClientChannel } from './ssh2.ts';

/** Means the same under every login shell (sh, ksh, csh): nothing in it needs quoting, the script itself goes over stdin. */
const shellCommand = '/bin/sh -s';

/** Opens a channel and starts the shell on it, within `channelSeconds`. */
export const openChannel = (
  host: Host,
  connection: Connection,
  limits: SshLimits,
  signal: AbortSignal,
): Promise<ClientChannel> => {
  const lost = (cause: unknown): AccessError =>
    new AccessError('SSH_CONNECTION_LOST', `${host.name}: the connection was lost before the script was started.`, {
      cause,
      temporary: true,
    });
  const opened = new Promise<ClientChannel>((resolve, reject) => {
    const done = (error: (Error & { reason?: unknown }) | undefined, channel: ClientChannel): void => {
      if (!error) return resolve(channel);
      if (connection.lostBy() || error.message === 'No response from server')
        return reject(lost(connection.lostBy() ?? error));
      if (error.reason !== undefined) {
        const message = `${host.name}: the server refuses another session on this connection (${error.message}; MaxSessions).`;
        return reject(new AccessError('SSH_CHANNEL_REFUSED', message, { cause: error, temporary: true }));
      }
      const message = `${host.name}: the server refuses to run a command for ${host.user} (${error.message}).`;
      reject(new AccessError('SSH_SHELL_UNUSABLE', message, { cause: error, temporary: false }));
    };
    try {
      connection.client.exec(shellCommand, done);
    } catch (error) {
      reject(lost(error)); // ssh2 throws "Not connected" here.
    }
  });
  return waitFor(
    opened,
    {
      seconds: limits.channelSeconds,
      signal,
      late: () =>
        new AccessError(
          'SSH_TIMED_OUT',
          `${host.name}: the server did not start a shell within ${limits.channelSeconds} s (channelSeconds).`,
          { temporary: true },
        ),
    },
    (late) => late.close(),
  );
};
