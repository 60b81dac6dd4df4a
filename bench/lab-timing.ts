import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadConfiguration } from '../src/adapters/hosts/load-configuration.ts';
import { createSshShell } from '../src/adapters/ssh/index.ts';
import { diagnoseHost } from '../src/application/diagnose-host.ts';
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

const timed = async <T>(work: () => Promise<T>): Promise<{ seconds: number; value: T }> => {
  const began = performance.now();
  const value = await work();
  return { seconds: (performance.now() - began) / 1000, value };
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

const timing = { ssh: [] as number[], diagnosis: [] as number[], slowestProbe: [] as number[], naive: [] as number[] };
for (let round = 0; round < rounds; round += 1) {
  timing.ssh.push((await timed(() => overSsh('true'))).seconds);
  const { seconds, value } = await timed(diagnose);
  timing.diagnosis.push(seconds);
  timing.slowestProbe.push(Math.max(...value.stages.map((stage) => stage.seconds)));
  if (round >= naiveRounds) continue;
  const naive = await timed(async () => {
    for (const command of commands) await overSsh(`${command} </dev/null`);
  });
  timing.naive.push(naive.seconds);
}
const result: Timing = { ...timing, commands: commands.length };
writeFileSync(answer, JSON.stringify(result));
await shell.close();
await lab.stop();
process.exit(0);
