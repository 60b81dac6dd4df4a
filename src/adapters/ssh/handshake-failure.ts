import { AccessError } from '../../application/ports/remote-shell.ts';
import type { Host } from '../../domain/host/host.ts';

/** How far a connection had come when it failed. */
export interface HandshakeState {
  phase: 'greeting' | 'key exchange' | 'login';
  /** First bytes of the server, for the message when they are no SSH. */
  heard: string;
}

/** ssh2 puts where an error comes from into `level`, and the number of a DISCONNECT message into `code`. */
interface Ssh2Error extends Error {
  readonly level?: string;
  readonly code?: string | number;
  readonly reason?: number | string;
}

const printable = (text: string): string => JSON.stringify(text.split(/[\r\n]/, 1)[0]?.slice(0, 60) ?? '');

/** What sshd says in place of its version when it takes no connection now (MaxStartups, PerSourcePenalties). */
const busy = /^(Exceeded MaxStartups|Not allowed at this time)/;

/** Numbers of RFC 4253, 11.1, that say the login is not wanted. */
const loginDisconnects = new Set<unknown>([1, 13, 14, 15]);

/** The row for an error that ssh2 gave before the login was through; `undefined` when the login itself must explain it. */
export const explainHandshake = (
  host: Host,
  error: Ssh2Error | undefined,
  state: HandshakeState,
): AccessError | undefined => {
  const message = error?.message ?? '';
  const make = (code: string, text: string, temporary: boolean): AccessError =>
    new AccessError(code, `${host.name}: ${text}`, { cause: error, temporary });
  const at = `${host.address} port ${host.port}`;

  if (error?.level === 'client-authentication' || (state.phase === 'login' && loginDisconnects.has(error?.code)))
    return undefined;
  if (/too many authentication failures/i.test(message)) return undefined;
  if (/no matching/.test(message) || error?.code === 3) {
    const legacy = host.legacyAlgorithms ? '' : ' An old server may need `legacyAlgorithms: true` for this host.';
    return make(
      'SSH_NO_COMMON_ALGORITHM',
      `the server and Stuckmail have no algorithm in common (${message}).${legacy}`,
      false,
    );
  }
  if (state.phase === 'greeting' && /^SSH-1\.(?!99)/m.test(state.heard)) {
    return make(
      'SSH_NO_COMMON_ALGORITHM',
      `the server speaks only the old SSH protocol 1 (${printable(state.heard)}).`,
      false,
    );
  }
  if (state.phase === 'greeting' && busy.test(state.heard)) {
    const text = `the server takes no login now (${printable(state.heard)}): too many at once, or a penalty for failed ones.`;
    return make('SSH_CONNECTION_LOST', text, true);
  }
  const noise = state.phase === 'greeting' && state.heard !== '';
  if (noise || /^Invalid (header|identification)|^Header line|greeting lines/.test(message)) {
    return make('SSH_NOT_SSH', `what answers on ${at} is no SSH server; it said ${printable(state.heard)}.`, false);
  }
  if (state.phase === 'greeting') {
    const text = `${at} closed the connection before it said anything: too many logins at once (MaxStartups), a filter, or a server that is going down.`;
    return make('SSH_CONNECTION_LOST', text, true);
  }
  return make(
    'SSH_CONNECTION_LOST',
    `the connection was lost during ${state.phase === 'login' ? 'the login' : 'the key exchange'}${message ? ` (${message})` : ''}.`,
    true,
  );
};
