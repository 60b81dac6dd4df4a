import { waitFor } from '../../application/limits/waiting.ts';
import { AccessError, type ScriptEnd } from '../../application/ports/remote-shell.ts';
import type { Host } from '../../domain/host/host.ts';
import type { Connection } from './connection.ts';
import type { SshLimits } from './limits.ts';
import type { ClientChannel } from './ssh2.ts';

const keptErrorBytes = 4096;

export interface ScriptOptions {
  readonly signal: AbortSignal;
  readonly onOutput: (piece: Uint8Array) => void;
}

/**
 * Sends `script` over an open channel and waits for its end. Standard input stays open all the while: closing a channel
 * stops nothing on the host, so the script itself watches its input and ends at its end of file. A session that lives
 * on at the host's side takes its connection out of use.
 */
export const runScript = async (
  host: Host,
  connection: Connection,
  channel: ClientChannel,
  script: string,
  options: ScriptOptions,
  limits: SshLimits,
): Promise<ScriptEnd> => {
  let errorTail = Buffer.alloc(0);
  let over = false;
  let grace: NodeJS.Timeout | undefined;
  let hearNoMore = (): void => undefined;
  const closed = new Promise<void>((resolve) => channel.once('close', () => resolve()));

  const ended = new Promise<ScriptEnd>((resolve, reject) => {
    const finish = (code: number | null | undefined): void => {
      if (code !== undefined) return resolve({ exitCode: code, errorText: errorTail.toString('utf8') });
      const cause = connection.lostBy();
      const how = cause ? 'the connection was lost' : 'the channel was closed without an exit status';
      const message = `${host.name}: ${how} while the script ran.`;
      reject(new AccessError('SSH_CONNECTION_LOST', message, { cause, temporary: true }));
    };
    channel.on('data', (piece: Buffer) => {
      grace?.refresh();
      if (over) return;
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
    hearNoMore = connection.onSilent(() => finish(undefined));
  });

  // A script that does not end with `exit` must not wait for more input for ever.
  channel.write(`${script}\nexit\n`);
  const late = (): Error => {
    const message = `${host.name}: the script did not end within ${limits.scriptSeconds} s (scriptSeconds).`;
    return new AccessError('SSH_TIMED_OUT', message, { temporary: true });
  };
  try {
    return await waitFor(ended, { seconds: limits.scriptSeconds, signal: options.signal, late });
  } finally {
    over = true;
    clearTimeout(grace);
    hearNoMore();
    if (!(await stopScript(channel, closed, connection, limits))) connection.retire();
  }
};

/**
 * Ends a session that is still there, in both ways there are: OpenSSH heeds signals since 7.9, and not for root; end of
 * file is for the script's own watchdog. Waits a short while for the channel to close; false when it did not.
 */
const stopScript = async (
  channel: ClientChannel,
  closed: Promise<void>,
  connection: Connection,
  limits: SshLimits,
): Promise<boolean> => {
  if (connection.lostBy()) return false;
  channel.signal('TERM');
  channel.end();
  try {
    await waitFor(closed, { seconds: limits.graceSeconds, late: () => new Error('the channel stays open') });
    return true;
  } catch {
    channel.close();
    return false;
  }
};
