import { writeFileSync } from 'node:fs';
import { probes } from '../src/domain/stages/index.ts';
import { run } from '../test/lab/command.ts';
import { clientKey } from '../test/lab/ground.ts';
import { openLabDesk } from './lab-desk.ts';
import type { Timing } from './one-host.ts';
import { timed } from './part.ts';

// Runs inside the lab's namespaces (see one-host.ts). Measures everything in the same rounds, so that a slow moment of the
// machine meets all of it.
const rounds = 7;
const naiveRounds = 3;

const [, , answer = 'timing.json'] = process.argv;
const { lab, knownHosts, diagnose, probeAlone, close } = await openLabDesk();
const sshOptions = ['-o', `UserKnownHostsFile=${knownHosts}`, '-o', 'BatchMode=yes', '-i', clientKey];
const overSsh = (command: string) => run('ssh', [...sshOptions, `root@${lab.address}`, command], { seconds: 60 });

const first = await diagnose();
if (first.status !== 'healthy') throw new Error(`the healthy lab host is ${first.status}: ${first.summary}`);
const commands = first.stages.flatMap(({ evidence }) => evidence.map(({ command }) => command));

const alone: { probe: (typeof probes)[number]; seconds: number }[] = [];
for (const probe of probes) alone.push({ probe, seconds: (await probeAlone(probe)).seconds });
const slowest = alone.toSorted((a, b) => b.seconds - a.seconds)[0]?.probe;
if (slowest === undefined) throw new Error('there is no probe');

const timing = { ssh: [] as number[], diagnosis: [] as number[], slowestProbe: [] as number[], naive: [] as number[] };
for (let round = 0; round < rounds; round += 1) {
  timing.ssh.push(await timed(() => overSsh('true')));
  timing.diagnosis.push(await timed(diagnose));
  timing.slowestProbe.push((await probeAlone(slowest)).seconds);
  if (round >= naiveRounds) continue;
  timing.naive.push(
    await timed(async () => {
      for (const command of commands) await overSsh(`${command} </dev/null`);
    }),
  );
}
const result: Timing = { ...timing, commands: commands.length, slowest: slowest.id };
writeFileSync(answer, JSON.stringify(result));
await close();
process.exit(0);
