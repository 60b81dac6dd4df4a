import type { Duplex } from 'node:stream';
import { waitFor } from '../../application/limits/waiting.ts';
import { AccessError } from '../../application/ports/remote-shell.ts';
import type { Host } from '../../domain/host/host.ts';
import { chooseAlgorithms } from './algorithms.ts';
import { explainHandshake, type HandshakeState } from './handshake-failure.ts';
import { type HostKey, readHostKey, refuseHostKey } from './host-key.ts';
import { judgeKey, type KnownKeys } from './known-keys.ts';
import type { SshLimits } from './limits.ts';
import type { Login } from './login.ts';
import { Client, type SshClient } from './ssh2.ts';

export interface OpenClient {
  readonly client: SshClient;
  readonly hostKey: HostKey;
}

export interface ClientSetup {
  readonly host: Host;
  /** A TCP connection, or a channel of the jump host. Destroyed when the handshake fails. */
  readonly stream: Duplex;
  readonly known: KnownKeys;
  /** File to name in advice. */
  readonly knownHostsFile: string;
  readonly login: Login;
  readonly limits: SshLimits;
  readonly signal: AbortSignal;
}

const phaseText = {
  greeting: 'say its SSH version',
  'key exchange': 'finish the key exchange',
  login: 'finish the login',
};

/** Speaks SSH over `stream` up to the end of the login, within `loginSeconds`. The host key is checked before anything else. */
export const openClient = async (setup: ClientSetup): Promise<OpenClient> => {
  const { host, stream, known, login, limits, signal } = setup;
  const client = new Client();
  const state: HandshakeState = { phase: 'greeting', heard: '' };
  let refusal: AccessError | undefined;
  let hostKey: HostKey | undefined;
  let open = true;

  const ready = new Promise<void>((resolve, reject) => {
    const fail = (error?: Error): void =>
      reject(refusal ?? explainHandshake(host, error, state) ?? login.explain(error));
    client.on('ready', resolve);
    client.on('handshake', () => {
      state.phase = 'login';
    });
    // Stays for the whole life of the client: an error without a listener ends the process.
    client.on('error', (error: Error & { level?: string }) => {
      const loginGoesOn = error.level === 'agent' || /^Error (while )?signing/.test(error.message);
      if (loginGoesOn) login.noteAgentTrouble(error);
      else fail(error);
    });
    client.on('close', () => fail());
  });
  ready.catch(() => undefined); // Also when connect() throws before anybody waits.

  try {
    client.connect({
      // ssh2 asks for a Readable and needs a Duplex.
      sock: stream,
      username: host.user,
      algorithms: chooseAlgorithms(known, host.legacyAlgorithms),
      hostVerifier: (key: Buffer): boolean => {
        hostKey = readHostKey(key);
        const verdict = judgeKey(known, key);
        if (verdict !== 'known') refusal = refuseHostKey(verdict, host, known, key, setup.knownHostsFile);
        return verdict === 'known';
      },
      authHandler: ((left: readonly string[] | null, partly: boolean | null, give: (method: unknown) => void) =>
        login.next(left, partly, (method) => {
          if (open) give(method);
        })) as never,
      readyTimeout: 0, // Our own limit covers the login and says in which phase it struck.
      keepaliveInterval: limits.keepaliveSeconds * 1000,
      keepaliveCountMax: limits.keepaliveCount,
    });
    // After connect(), which pauses the stream: listening must not start the flow before ssh2 is ready for it.
    const listen = (piece: Buffer): void => {
      state.heard = (state.heard + piece.toString('latin1')).slice(0, 4096);
      if (!/^SSH-(2\.0|1\.99)-/m.test(state.heard)) return;
      state.phase = 'key exchange';
      stream.off('data', listen);
    };
    stream.on('data', listen);
    await waitFor(ready, {
      seconds: limits.loginSeconds,
      signal,
      late: () =>
        new AccessError(
          'SSH_TIMED_OUT',
          `${host.name}: the server did not ${phaseText[state.phase]} within ${limits.loginSeconds} s (loginSeconds).`,
          { temporary: true },
        ),
    });
    if (!hostKey) throw new Error(`${host.name}: logged in without a host key check`);
    return { client, hostKey };
  } catch (error) {
    client.destroy();
    stream.destroy();
    throw error;
  } finally {
    open = false;
  }
};
