import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from './diagnose.ts';
import type { Fault } from './fault.ts';
import type { LabHost } from './lab-host.ts';

const directory = process.env['STUCKMAIL_LAB_RECORD'];

/** Keeps the answer beside what the host itself shows, for whoever finds out why; only where STUCKMAIL_LAB_RECORD names a directory. */
export const recordWrong = async (seen: {
  fault: Fault;
  host: LabHost;
  answer: Answer;
  wrong: readonly string[];
}): Promise<void> => {
  if (directory === undefined) return;
  mkdirSync(directory, { recursive: true });
  const facts = await seen.host.sh(
    'lssrc -s sendmail; mailq; mailq -Ac; tail -n 40 /var/log/maillog; cat /etc/resolv.conf',
    undefined,
    15,
  );
  const { fault, answer, wrong } = seen;
  writeFileSync(
    join(directory, `${fault.name}.txt`),
    `${fault.name}: expected ${String(fault.expected)} ${fault.codes?.join('|') ?? ''}\n${fault.note}\n${wrong.length === 0 ? 'ok' : `WRONG ${wrong.join('; ')}`}\n\n${answer.output}\n\n${facts.stdout}${facts.stderr}`,
  );
};
