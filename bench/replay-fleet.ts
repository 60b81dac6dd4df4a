import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2, { type Connection } from 'ssh2';
import { loadConfiguration } from '../src/adapters/hosts/load-configuration.ts';
import { findFault } from '../src/adapters/simulated-host/faults/index.ts';
import { makeSshKey } from '../src/adapters/simulated-host/ssh/ssh-server.ts';
import { startFleet } from '../src/adapters/simulated-host/start-fleet.ts';
import { createSshShell } from '../src/adapters/ssh/index.ts';
import { diagnoseHost } from '../src/application/diagnose-host.ts';
import type { RemoteShell } from '../src/application/ports/remote-shell.ts';
import type { Diagnosis } from '../src/domain/diagnosis/diagnosis.ts';

const tries = 6;
const clock = { now: () => new Date() };

/** What a simulated host printed once, and what was made of it. */
export interface Recording {
  readonly output: string;
  /** Word of that run, which stands in each line. */
  readonly nonce: string;
  readonly diagnosis: Diagnosis;
}

const recordOnce = async (fault: NonNullable<ReturnType<typeof findFault>>): Promise<Recording> => {
  const fleet = await startFleet([{ name: 'host01', fault }]);
  try {
    const { inventory, ssh } = await loadConfiguration(fleet.configurationFile);
    const host = inventory.find('host01');
    if (host === undefined) throw new Error('the fleet has no host');
    const real = createSshShell({ knownHosts: ssh.knownHosts, findHost: (name) => inventory.find(name) });
    const pieces: Uint8Array[] = [];
    const shell: RemoteShell = {
      run: (on, script, run) =>
        real.run(on, script, {
          ...run,
          onOutput: (piece) => {
            pieces.push(piece);
            run.onOutput(piece);
          },
        }),
      close: () => real.close(),
    };
    const nonce = crypto.randomUUID().replaceAll('-', '');
    const diagnosis = await diagnoseHost({ host, shell, clock, nonce, signal: AbortSignal.timeout(120_000) });
    await real.close();
    return { output: Buffer.concat(pieces).toString('utf8'), nonce, diagnosis };
  } finally {
    await fleet.close();
  }
};

/** Records what a simulated host with this fault prints; again where a busy machine let a probe run out of time. */
export const recordFault = async (name: string): Promise<Recording> => {
  const fault = findFault(name);
  if (fault === undefined) throw new Error(`no fault is called ${name}`);
  const wanted = name === 'healthy' ? 'healthy' : 'failed';
  for (let left = tries; ; left -= 1) {
    const recording = await recordOnce(fault);
    if (recording.diagnosis.status === wanted) return recording;
    if (left === 1) throw new Error(`the simulated host with ${name} is ${recording.diagnosis.status}, ${tries} times`);
  }
};

/** Many hosts that answer from recordings: real SSH on a port each, and next to no work behind it. */
export interface ReplayFleet {
  readonly names: readonly string[];
  /** Entries for a stuckmail.yaml, at its top. */
  readonly configuration: { readonly ssh: object; readonly hosts: Readonly<Record<string, object>> };
  set(host: string, recording: Recording): void;
  /** Scripts answered so far. */
  answered(): number;
  close(): Promise<void>;
}

export const startReplayFleet = async (
  names: readonly string[],
  first: Recording,
  /** How long a host takes for its answer, in milliseconds. */
  takes: () => number,
): Promise<ReplayFleet> => {
  const folder = mkdtempSync(join(tmpdir(), 'stuckmail-replay-'));
  const identityFile = join(folder, 'id_ed25519');
  const knownHosts = join(folder, 'known_hosts');
  const [hostKey, userKey] = [makeSshKey(), makeSshKey()];
  writeFileSync(identityFile, userKey.privateKey, { mode: 0o600 });
  const shown = new Map<string, Recording>(names.map((name) => [name, first]));
  const connections = new Set<Connection>();
  let answered = 0;

  const serve = (name: string) => (client: Connection) => {
    connections.add(client);
    client.on('close', () => connections.delete(client));
    client.on('error', () => connections.delete(client));
    client.on('authentication', (attempt) => {
      if (attempt.method === 'publickey') attempt.accept();
      else attempt.reject(['publickey']);
    });
    client.on('ready', () => {
      client.on('session', (acceptSession) => {
        acceptSession().on('exec', (accept) => {
          const channel = accept();
          let script = '';
          channel.on('error', () => undefined);
          channel.on('data', (piece: Buffer) => {
            script += piece.toString('latin1');
            const nonce = /^N=([0-9a-f]+);/m.exec(script)?.[1];
            if (nonce === undefined || !script.endsWith('\nexit\n')) return;
            setTimeout(() => {
              const recording = shown.get(name) ?? first;
              channel.write(recording.output.replaceAll(recording.nonce, nonce));
              answered += 1;
              channel.exit(0);
              channel.end();
            }, takes());
          });
        });
      });
    });
  };

  const servers = names.map((name) => new ssh2.Server({ hostKeys: [hostKey.privateKey] }, serve(name)));
  const hosts: Record<string, object> = {};
  const known: string[] = [];
  for (const [at, server] of servers.entries()) {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    hosts[names[at] ?? ''] = { address: '127.0.0.1', port };
    known.push(`[127.0.0.1]:${port} ${hostKey.publicKey}\n`);
  }
  writeFileSync(knownHosts, known.join(''));
  return {
    names,
    configuration: { ssh: { knownHosts, identityFile, user: 'mailops', become: 'sudo' }, hosts },
    answered: () => answered,
    set: (host, recording) => void shown.set(host, recording),
    close: async () => {
      for (const client of connections) client.end();
      await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
