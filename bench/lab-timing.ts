import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadConfiguration } from '../src/adapters/hosts/load-configuration.ts';
import { createSshShell } from '../src/adapters/ssh/index.ts';
import { diagnoseHost } from '../src/application/diagnose-host.ts';
import { FrameReader } from '../src/domain/collector/frames.ts';
import type { Probe } from '../src/domain/collector/probe.ts';
import { buildScript } from '../src/domain/collector/script.ts';
import { probes } from '../src/domain/stages/index.ts';
import { run } from '../test/lab/command.ts';
import { writeConfiguration } from '../test/lab/diagnose.ts';
import { clientKey, layGround } from '../test/lab/ground.ts';
import { LabHost } from '../test/lab/lab-host.ts';
import { buildTemplate } from '../test/lab/template.ts';
import type { Timing } from './one-host.ts';

// Runs inside the lab's namespaces (see one-host.ts). Measures everything in the same rounds, so that a slow moment of the
// machine meets all of it.
const rounds = 7;
const naiveRounds = 3;

const [, , answer = 'timing.json'] = process.argv;
await layGround();
await buildTemplate();
const lab = await LabHost.start(1);
const file = writeConfiguration([lab], 'root', lab.name);
const { inventory, ssh: settings } = await loadConfiguration(file);
const [host] = inventory.hosts;
if (host === undefined) throw new Error('the lab made no host');
const shell = createSshShell({ knownHosts: settings.knownHosts, findHost: (name) => inventory.find(name) });

const timed = async (work: () => Promise<unknown>): Promise<{ seconds: number }> => {
  const began = performance.now();
  await work();
  return { seconds: (performance.now() - began) / 1000 };
};

const sshOptions = [
  '-o',
  `UserKnownHostsFile=${join(dirname(file), 'known_hosts')}`,
  '-o',
  'BatchMode=yes',
  '-i',
  clientKey,
];
const overSsh = (command: string) => run('ssh', [...sshOptions, `root@${lab.address}`, command], { seconds: 60 });

const diagnose = () =>
  diagnoseHost({
    host,
    shell,
    clock: { now: () => new Date() },
    signal: AbortSignal.timeout(120_000),
    onProgress: () => undefined,
  });

const first = await diagnose();
if (first.status !== 'healthy') throw new Error(`the healthy lab host is ${first.status}: ${first.summary}`);
const commands = first.stages.flatMap(({ evidence }) => evidence.map(({ command }) => command));

/** Seconds of one probe on the host, with nothing beside it. */
const probeAlone = async (probe: Probe): Promise<number> => {
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const script = buildScript([probe], { nonce, become: host.become, tryLogin: host.tryLogin, watchInput: true });
  const reader = new FrameReader(
    nonce,
    () => undefined,
    () => Date.now(),
  );
  const decoder = new TextDecoder();
  await shell.run(host, script, {
    signal: AbortSignal.timeout(120_000),
    onConnected: () => undefined,
    onOutput: (piece) => reader.push(decoder.decode(piece, { stream: true })),
  });
  return reader.finish([probe.id]).find((result) => result.probe === probe.id)?.seconds ?? 0;
};

const alone: { probe: Probe; seconds: number }[] = [];
for (const probe of probes) alone.push({ probe, seconds: await probeAlone(probe) });
const slowest = alone.toSorted((a, b) => b.seconds - a.seconds)[0]?.probe;
if (slowest === undefined) throw new Error('there is no probe');

const timing = { ssh: [] as number[], diagnosis: [] as number[], slowestProbe: [] as number[], naive: [] as number[] };
for (let round = 0; round < rounds; round += 1) {
  timing.ssh.push((await timed(() => overSsh('true'))).seconds);
  timing.diagnosis.push((await timed(diagnose)).seconds);
  timing.slowestProbe.push(await probeAlone(slowest));
  if (round >= naiveRounds) continue;
  const naive = await timed(async () => {
    for (const command of commands) await overSsh(`${command} </dev/null`);
  });
  timing.naive.push(naive.seconds);
}
const result: Timing = { ...timing, commands: commands.length, slowest: slowest.id };
writeFileSync(answer, JSON.stringify(result));
await shell.close();
await lab.stop();
process.exit(0);
