import { fillRow, rowOf } from '../error-table/index.ts';
import type { Host } from '../host/host.ts';
import { stages } from '../stages/index.ts';
import { stageTitles } from '../stages/stage-id.ts';
import { buildChecklist } from './checklist.ts';
import type { Diagnosis, StageReport } from './diagnosis.ts';
import { sentence } from './summary.ts';

/** The answer about a host that could not be reached: nothing of it is known. */
export function unreachable(
  entry: Pick<Host, 'name' | 'address' | 'port' | 'user' | 'jump'>,
  code: string,
  detail: string,
  startedAt: Date,
  seconds: number,
): Diagnosis {
  const host = entry.name;
  const row = fillRow(rowOf(code), { host: entry.address, port: entry.port, user: entry.user, jump: entry.jump });
  const reports = stages.map(
    (stage): StageReport => ({
      id: stage.id,
      title: stageTitles[stage.id],
      status: 'unknown',
      summary: 'the host was not reached',
      seconds: 0,
      evidence: [],
    }),
  );
  return {
    schemaVersion: 1,
    host,
    status: 'unreachable',
    failedStage: null,
    code,
    certainty: 'proven',
    summary: sentence(
      `${host} could not be checked: ${detail.startsWith(`${host}: `) ? detail.slice(host.length + 2) : detail}`,
    ),
    meaning: row.meaning,
    action: row.action,
    commands: row.commands,
    stages: reports,
    alsoFound: [],
    checklist: buildChecklist(reports, undefined),
    relay: null,
    queue: null,
    startedAt: startedAt.toISOString(),
    seconds,
  };
}
