import { AccessError, type ScriptEnd } from '../../application/ports/remote-shell.ts';
import type { Host } from '../../domain/host/host.ts';
import type { Connection } from './connection.ts';
import type { SshLimits } from './limits.ts';
import type { ClientChannel } from './ssh2.ts';
import { waitFor } from './waiting.ts';

const keptErrorBytes = 4096;

export interface ScriptOptions {
  readonly signal: AbortSignal;
  readonly onOutput: (piece: Uint8Array) => void;
}

/**
 * Sends `script` over an open channel and waits for its end. Standard input stays open all the while: closing a channel
 * stops nothing on the host, so the script itself watches its input and ends at its end of file. Rejects when it is
 * aborted or late; then `channel` may still be open on the host's side.
 */
export const runScript = async (
  host: Host,
  connection: Connection,
  channel: ClientChannel,
  script: string,
  options: ScriptOptions,
  limits: SshLimits,
): Promise<ScriptEnd> => {
  const { signal } = options;
  let errorTail = Buffer.alloc(0);

  const ended = new Promise<ScriptEnd>((resolve, reject) => {
    let grace: NodeJS.Timeout | undefined;
    const finish = (code: number | null | undefined): void => {
      clearTimeout(grace);
      if (code !== undefined) return resolve({ exitCode: code, errorText: errorTail.toString('utf8') });
      const how = connection.lostBy() ? 'the connection was lost' : 'the channel was closed without an exit status';
      reject(
        new AccessError('SSH_CONNECTION_LOST', `${host.name}: ${how} while the script ran.`, {
          cause: connection.lostBy(),
          temporary: true,
        }),
      );
    };
    channel.on('data', (piece: Buffer) => {
      try {
        options.onOutput(piece);
      } catch (error) {
        reject(error); // Thrown on, it would look to ssh2 like a broken connection.
      }
    });
    // Both streams must be read, or the channel's window fills and the script stops.
    channel.stderr.on('data', (piece: Buffer) => {
      errorTail = Buffer.concat([errorTail, piece]).subarray(-keptErrorBytes);
    });
    channel.on('error', reject);
    channel.once('exit', (code: number | null) => {
      // 'close' follows when all output is there, unless a background process of the script holds the channel open.
      grace = setTimeout(() => finish(code), limits.graceSeconds * 1000);
    });
    channel.once('close', finish);
  });

  // A script that does not end with `exit` must not wait for more input for ever.
  channel.write(`${script}\nexit\n`);
  try {
    return await waitFor(ended, {
      seconds: limits.scriptSeconds,
      signal,
      late: () =>
        new AccessError(
          'SSH_TIMED_OUT',
          `${host.name}: the script did not end within ${limits.scriptSeconds} s (scriptSeconds).`,
          {
            temporary: true,
          },
        ),
    });
  } catch (error) {
    await stopScript(channel, limits);
    throw error;
  } finally {
    channel.end();
  }
};

/**
 * Asks the host to end the script in both ways there are (OpenSSH heeds signals since 7.9 and not for root; end of file
 * is for the script's own watchdog), and waits a short while for the channel to close.
 */
const stopScript = async (channel: ClientChannel, limits: SshLimits): Promise<void> => {
  const closed = new Promise<void>((resolve) => channel.once('close', () => resolve()));
  channel.signal('TERM');
  channel.end();
  await waitFor(closed, { seconds: limits.graceSeconds, late: () => new Error('still open') }).catch(() =>
    channel.close(),
  );
};
