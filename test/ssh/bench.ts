import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createSshShell, type SshLimits, type SshShell, type SshShellOptions } from '../../src/adapters/ssh/index.ts';
import { AccessError, type ScriptEnd } from '../../src/application/ports/remote-shell.ts';
import type { Host } from '../../src/domain/host/host.ts';
import { makeHost } from './host.ts';
import { userKey } from './keys.ts';
import { startServer, type TestServer, type TestServerOptions } from './server.ts';

/** A folder that goes away with the test. */
export const makeFolder = (context: TestContext): string => {
  const folder = mkdtempSync(join(tmpdir(), 'stuckmail-ssh-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

export interface Ran {
  readonly end: ScriptEnd;
  readonly output: string;
}

export const runOn = async (
  shell: SshShell,
  host: Host,
  script = 'true',
  options: { signal?: AbortSignal; onConnected?: () => void; onOutput?: (text: string) => void } = {},
): Promise<Ran> => {
  let output = '';
  const end = await shell.run(host, script, {
    signal: options.signal ?? AbortSignal.timeout(30_000),
    onConnected: options.onConnected ?? (() => undefined),
    onOutput: (piece) => {
      output += Buffer.from(piece).toString();
      options.onOutput?.(Buffer.from(piece).toString());
    },
  });
  return { end, output };
};

/** The AccessError a promise rejects with; anything else fails the test. */
export const failureOf = async (promise: Promise<unknown>): Promise<AccessError> => {
  try {
    await promise;
  } catch (error) {
    if (error instanceof AccessError) return error;
    throw error;
  }
  throw new Error('expected an AccessError, got a result');
};

export interface Bench {
  readonly folder: string;
  readonly server: TestServer;
  readonly host: Host;
  readonly shell: SshShell;
  readonly knownHosts: string;
}

/** A server, a host that names it, a shell that knows and may enter it. All gone after the test. */
export const setUp = async (
  context: TestContext,
  options: TestServerOptions & {
    host?: Partial<Host>;
    limits?: Partial<SshLimits>;
    known?: (server: TestServer) => string;
    shell?: Partial<SshShellOptions>;
  } = {},
): Promise<Bench> => {
  const folder = makeFolder(context);
  const server = await startServer(options);
  const knownHosts = join(folder, 'known_hosts');
  const identityFile = join(folder, 'id');
  writeFileSync(knownHosts, `${options.known ? options.known(server) : server.line()}\n`);
  writeFileSync(identityFile, userKey.private, { mode: 0o600 });
  const shell = createSshShell({
    knownHosts: [knownHosts],
    findHost: () => undefined,
    limits: { graceSeconds: 0.3, ...options.limits },
    ...options.shell,
  });
  context.after(async () => {
    await shell.close();
    await server.close();
  });
  return { folder, server, host: makeHost({ port: server.port, identityFile, ...options.host }), shell, knownHosts };
};
