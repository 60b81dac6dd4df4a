import { dirname, join } from 'node:path';
import { loadConfiguration } from '../src/adapters/hosts/load-configuration.ts';
import { createSshShell, type SshShell } from '../src/adapters/ssh/index.ts';
import { diagnoseHost } from '../src/application/diagnose-host.ts';
import { FrameReader } from '../src/domain/collector/frames.ts';
import type { Probe, ProbeResult } from '../src/domain/collector/probe.ts';
import { buildScript } from '../src/domain/collector/script.ts';
import type { Diagnosis } from '../src/domain/diagnosis/diagnosis.ts';
import type { Host } from '../src/domain/host/host.ts';
import { probes } from '../src/domain/stages/index.ts';
import { must } from '../test/lab/command.ts';
import { writeConfiguration } from '../test/lab/diagnose.ts';
import { layGround } from '../test/lab/ground.ts';
import { LabHost } from '../test/lab/lab-host.ts';
import { buildTemplate } from '../test/lab/template.ts';

const limitMs = 120_000;
/** Some probes use helpers of others. */
const helpers = probes.map((probe) => probe.helpers ?? '').join('\n');

/** One lab host, and what a person at a desk has to look at it. For programs that run inside the lab's namespaces. */
export interface LabDesk {
  readonly lab: LabHost;
  readonly host: Host;
  readonly shell: SshShell;
  /** stuckmail.yaml and known_hosts. */
  readonly configurationFile: string;
  readonly knownHosts: string;
  readonly diagnose: () => Promise<Diagnosis>;
  /** A probe on the host with nothing beside it. */
  readonly probeAlone: (probe: Probe) => Promise<ProbeResult>;
  /** Bytes of SSH between desk and host so far, in both directions, headers included. */
  readonly wireBytes: () => Promise<number>;
  readonly close: () => Promise<void>;
}

const countBytes = async (address: string): Promise<() => Promise<number>> => {
  await must('nft', ['-f', '-'], {
    input: `table ip bench {
      chain in { type filter hook input priority 0; ip saddr ${address} tcp sport 22 counter\n}
      chain out { type filter hook output priority 0; ip daddr ${address} tcp dport 22 counter\n}
    }\n`,
  });
  return async () => {
    const listed = await must('nft', ['list', 'table', 'ip', 'bench']);
    return [...listed.matchAll(/ bytes (\d+)/g)].reduce((sum, match) => sum + Number(match[1]), 0);
  };
};

export const openLabDesk = async (): Promise<LabDesk> => {
  await layGround();
  await buildTemplate();
  const lab = await LabHost.start(1);
  const configurationFile = writeConfiguration([lab], 'root', lab.name);
  const { inventory, ssh } = await loadConfiguration(configurationFile);
  const [host] = inventory.hosts;
  if (host === undefined) throw new Error('the lab made no host');
  const shell = createSshShell({ knownHosts: ssh.knownHosts, findHost: (name) => inventory.find(name) });
  return {
    lab,
    host,
    shell,
    configurationFile,
    knownHosts: join(dirname(configurationFile), 'known_hosts'),
    diagnose: () =>
      diagnoseHost({ host, shell, clock: { now: () => new Date() }, signal: AbortSignal.timeout(limitMs) }),
    probeAlone: async (probe) => {
      const nonce = crypto.randomUUID().replaceAll('-', '');
      const script = buildScript([{ ...probe, helpers }], {
        nonce,
        become: host.become,
        tryLogin: host.tryLogin,
        watchInput: true,
      });
      const reader = new FrameReader(
        nonce,
        () => undefined,
        () => Date.now(),
      );
      const decoder = new TextDecoder();
      await shell.run(host, script, {
        signal: AbortSignal.timeout(limitMs),
        onConnected: () => undefined,
        onOutput: (piece) => reader.push(decoder.decode(piece, { stream: true })),
      });
      const [result] = reader.finish([probe.id]);
      if (result === undefined || result.end === 'missing') throw new Error(`${probe.id} printed nothing`);
      return result;
    },
    wireBytes: await countBytes(lab.address),
    close: async () => {
      await shell.close();
      await lab.stop();
    },
  };
};
