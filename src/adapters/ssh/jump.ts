import type { Duplex } from 'node:stream';
import { waitFor } from '../../application/limits/waiting.ts';
import { AccessError } from '../../application/ports/remote-shell.ts';
import type { Host } from '../../domain/host/host.ts';
import type { Connection } from './connection.ts';
import type { SshLimits } from './limits.ts';
import type { ClientChannel } from './ssh2.ts';

/** The host to jump over, if any; refuses names that are not in the inventory, and circles. */
export const findJump = (host: Host, findHost: (name: string) => Host | undefined): Host | undefined => {
  const way = [host.name];
  let next: Host = host;
  while (next.jump !== undefined) {
    const found = findHost(next.jump);
    const fail = (message: string): AccessError => new AccessError('SSH_JUMP_FAILED', message, { temporary: false });
    if (!found) throw fail(`${next.name} is to be reached over ${next.jump}, which is not in the inventory.`);
    if (way.includes(found.name)) throw fail(`The jump hosts go in a circle: ${[...way, found.name].join(' -> ')}.`);
    way.push(found.name);
    next = found;
  }
  return host.jump === undefined ? undefined : findHost(host.jump);
};

/** Says which hop failed; the cause keeps its own code. */
export const explainJump = (host: Host, jump: Host, cause: unknown): AccessError => {
  const temporary = cause instanceof AccessError ? cause.temporary : true;
  const inner = cause instanceof AccessError && cause.code === 'SSH_JUMP_FAILED';
  const message = `${inner ? '' : `The jump host ${jump.name}, on the way to ${host.name}, could not be used: `}${(cause as Error).message}`;
  return new AccessError('SSH_JUMP_FAILED', message, { cause, temporary });
};

/** A stream to `host` that the jump host opens from its side. */
export const openThroughJump = async (
  host: Host,
  jump: Host,
  connection: Connection,
  limits: SshLimits,
  signal: AbortSignal,
): Promise<Duplex> => {
  const to = `${host.address} port ${host.port}`;
  const fail = (message: string, temporary: boolean, cause?: unknown): AccessError =>
    new AccessError('SSH_JUMP_FAILED', `The jump host ${jump.name} ${message}`, { cause, temporary });
  const opened = new Promise<ClientChannel>((resolve, reject) => {
    const done = (error: (Error & { reason?: unknown }) | undefined, channel: ClientChannel): void => {
      if (!error) return resolve(channel);
      if (connection.lostBy()) return reject(fail(`was lost while it connected to ${to}.`, true, connection.lostBy()));
      // RFC 4254, 5.1: 1 is "administratively prohibited".
      if (error.reason === 1)
        return reject(fail(`does not allow connections to ${to} (AllowTcpForwarding, PermitOpen).`, false, error));
      reject(
        fail(
          `was reached, but could not connect from there to ${to}: ${error.message.replace(/^\(SSH\) Channel open failure: /, '')}.`,
          true,
          error,
        ),
      );
    };
    try {
      connection.client.forwardOut('127.0.0.1', 0, host.address, host.port, done);
    } catch (error) {
      reject(fail(`was lost before it connected to ${to}.`, true, error));
    }
  });
  const channel = await waitFor(
    opened,
    {
      seconds: limits.connectSeconds,
      signal,
      late: () => fail(`did not get through to ${to} within ${limits.connectSeconds} s (connectSeconds).`, true),
    },
    (late) => late.destroy(),
  );
  channel.on('error', () => undefined); // The client that uses the channel sees it close.
  return channel;
};
