import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { logsProbe } from '../src/domain/stages/logs/probe.ts';
import { useWrongPassword } from '../test/lab/faults/actions.ts';
import { fillQueue } from '../test/lab/faults/queue/contents.ts';
import { type LabDesk, openLabDesk } from './lab-desk.ts';
import type { Extent } from './large-host.ts';
import { timed } from './part.ts';
import { openWorkerDesk } from './worker-desk.ts';

// Runs inside the lab's namespaces (see large-host.ts).
const rounds = 5;
const messages = 100_000;
const logBytes = 2 ** 30;

const [, , answer = 'extent.json'] = process.argv;

const secondsOf = async (work: () => Promise<unknown>): Promise<number[]> => {
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round += 1) seconds.push(await timed(work));
  return seconds;
};

const bytesOf = async (desk: LabDesk, work: () => Promise<unknown>): Promise<number> => {
  const before = await desk.wireBytes();
  await work();
  return (await desk.wireBytes()) - before;
};

const verdictOf = async (desk: LabDesk): Promise<string> => {
  const { status, failedStage, code, queue } = await desk.diagnose();
  return [status, failedStage, code, `${queue?.total ?? 'no'} in the queue`].filter((word) => word !== null).join(' ');
};

const measureQueue = async (desk: LabDesk): Promise<Extent['queue']> => {
  const worker = await openWorkerDesk(desk.configurationFile);
  const healthy = await secondsOf(() => desk.diagnose());
  for (let round = 0; round < rounds; round += 1) await worker.run([desk.host.name], 60);
  const before = worker.peakMemory();
  await desk.lab.must(fillQueue(messages));
  const listing = await secondsOf(() => desk.lab.must('/usr/lib/sendmail -bP'));
  const verdict = await verdictOf(desk);
  const wireBytes = await bytesOf(desk, () => desk.diagnose());
  const full = await secondsOf(() => desk.diagnose());
  for (let round = 0; round < 2; round += 1) await worker.run([desk.host.name], 60);
  const grownMiB = worker.peakMemory() - before;
  await worker.stop();
  await desk.lab.must("find /var/spool/mqueue -name '[dq]f6AM*' -exec rm {} +");
  // Before and after, so that a slow moment of the machine meets both sides of the comparison.
  healthy.push(...(await secondsOf(() => desk.diagnose())));
  return { messages, healthy, listing, full, wireBytes, grownMiB, verdict };
};

const stamp = (time: Date): string => `${time.toString().slice(4, 10)} ${time.toString().slice(16, 24)}`;

/** Fills the log with deliveries that worked in the last hours, oldest first. */
const fillLog = (desk: LabDesk): void => {
  const file = join(desk.lab.root, 'var/log/maillog');
  const began = Date.now() - 20 * 3_600_000;
  for (let size = 0, at = 0; size < logBytes; ) {
    const lines: string[] = [];
    const time = stamp(new Date(began + (size / logBytes) * 19 * 3_600_000));
    for (const end = at + 5000; at < end; at++) {
      const id = `6AM${at.toString(36).toUpperCase().padStart(6, '0')}${100_000 + (at % 900_000)}`;
      const head = `${time} h1 mail:info sendmail[${4000 + (at % 9000)}]: ${id}: `;
      lines.push(
        `${head}from=<batch@h1.corp.test>, size=${1000 + (at % 7000)}, class=0, nrcpts=1, msgid=<${id}@h1.corp.test>, relay=root@localhost`,
        `${head}to=<user${at % 5000}@partner.test>, delay=00:00:01, xdelay=00:00:01, mailer=relay, pri=120540, relay=smtp.relay.test. [198.51.100.25], dsn=2.0.0, stat=Sent (Ok 0100018c)`,
      );
    }
    const text = `${lines.join('\n')}\n`;
    appendFileSync(file, text);
    size += text.length;
  }
};

const measureLog = async (desk: LabDesk): Promise<Extent['log']> => {
  fillLog(desk);
  const healthyVerdict = await verdictOf(desk);
  const stage: number[] = [];
  for (let round = 0; round < rounds; round += 1) stage.push((await desk.probeAlone(logsProbe)).seconds);
  const wireBytes = await bytesOf(desk, () => desk.probeAlone(logsProbe));
  const whole = await secondsOf(() => desk.diagnose());
  await useWrongPassword(desk.lab);
  await desk.lab.send();
  return { bytes: logBytes, stage, wireBytes, whole, healthyVerdict, brokenVerdict: await verdictOf(desk) };
};

const desk = await openLabDesk();
const log = await measureQueue(desk).then(async (queue) => ({ queue, log: await measureLog(desk) }));
writeFileSync(answer, JSON.stringify(log satisfies Extent));
await desk.close();
process.exit(0);
