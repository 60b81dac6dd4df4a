import { connect, isIP, type Socket } from 'node:net';
import { waitFor } from '../../application/limits/waiting.ts';
import { AccessError } from '../../application/ports/remote-shell.ts';
import type { Host } from '../../domain/host/host.ts';
import type { SshLimits } from './limits.ts';

const unreachable = new Set([
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EACCES',
  'EPERM',
]);

/** Every address of a name is tried; what the first one said is what counts. */
const codeOf = (error: unknown): string => {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  return (first as NodeJS.ErrnoException | undefined)?.code ?? '';
};

const explainTcp = (host: Host, error: unknown): AccessError => {
  const at = `${host.address} port ${host.port}`;
  const code = codeOf(error);
  const make = (row: string, message: string, temporary = true): AccessError =>
    new AccessError(row, `${host.name}: ${message}`, { cause: error, temporary });
  if (code === 'ECONNREFUSED') return make('SSH_REFUSED', `nothing accepts SSH on ${at} (connection refused).`);
  if (code === 'ETIMEDOUT') return make('SSH_TIMED_OUT', `${at} did not answer (the system gave up).`);
  if (code === 'ENOTFOUND')
    return make('SSH_NAME_UNKNOWN', `the name ${host.address} is not known to DNS or hosts.`, false);
  if (code === 'EAI_AGAIN')
    return make('SSH_NAME_UNKNOWN', `the name ${host.address} could not be looked up: the resolver does not answer.`);
  if (unreachable.has(code)) return make('SSH_UNREACHABLE', `there is no way to ${at} (${code}).`);
  return make('SSH_CONNECTION_LOST', `the connection to ${at} failed (${code || String(error)}).`);
};

/** Opens a TCP connection to a host, within `connectSeconds`. */
export const openTcp = async (host: Host, limits: SshLimits, signal: AbortSignal): Promise<Socket> => {
  signal.throwIfAborted();
  let looking = isIP(host.address) === 0;
  const socket = connect({
    host: host.address,
    port: host.port,
    // The default of 250 ms gives up addresses behind slow links.
    autoSelectFamilyAttemptTimeout: Math.max(10, Math.round((limits.connectSeconds * 1000) / 3)),
  });
  socket.setNoDelay(true);
  socket.once('lookup', () => {
    looking = false;
  });
  const opened = new Promise<Socket>((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.on('error', (error) => reject(explainTcp(host, error)));
  });
  try {
    return await waitFor(opened, {
      seconds: limits.connectSeconds,
      signal,
      late: () =>
        new AccessError(
          'SSH_TIMED_OUT',
          looking
            ? `${host.name}: looking up the name ${host.address} took longer than ${limits.connectSeconds} s (connectSeconds).`
            : `${host.name}: ${host.address} port ${host.port} did not answer within ${limits.connectSeconds} s (connectSeconds).`,
          { temporary: true },
        ),
    });
  } catch (error) {
    socket.destroy();
    throw error;
  }
};
