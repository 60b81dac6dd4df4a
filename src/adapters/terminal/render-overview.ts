import type { Diagnosis } from '../../domain/diagnosis/diagnosis.ts';
import { type CauseGroup, groupByCause, stageOf, titleOf } from '../../domain/fleet/cause-group.ts';
import { namesWithin } from '../../domain/fleet/fleet-words.ts';
import { outcomeOf } from '../../domain/fleet/host-outcome.ts';
import { stageTitles } from '../../domain/stages/stage-id.ts';
import { columnsOf, fit } from './printable.ts';
import { paint, type Style } from './style.ts';
import { statusWords } from './words.ts';

const hostLine = (diagnosis: Diagnosis, nameWidth: number, style: Style): string => {
  const word = statusWords[diagnosis.status];
  const where = diagnosis.failedStage === null ? '' : `${stageTitles[diagnosis.failedStage]}: `;
  return [
    fit(diagnosis.host, 40).padEnd(nameWidth),
    paint(style, word.tone, word.text.padEnd(11)),
    fit(`${where}${diagnosis.summary}`, style.width - nameWidth - 15),
  ].join('  ');
};

/** "  9 hosts  SMTP authentication: The relay refuses the login (535): host01, host02 and 7 more". */
const causeLine = (group: CauseGroup, style: Style): string => {
  const stage = stageOf(group);
  const names = group.outcomes.map(({ host }) => fit(host, 40));
  const what = `${stage === '' ? '' : `${stage}: `}${titleOf(group)}: `;
  const count = String(names.length).padStart(4);
  return fit(`${count}  ${what}${namesWithin(names, Math.max(20, style.width - what.length - 6))}`, style.width);
};

/** Several hosts at once: a line each, the worst first; then the causes that several share. */
export const renderOverview = (diagnoses: readonly Diagnosis[], style: Style): string => {
  const nameWidth = Math.max(4, ...diagnoses.map(({ host }) => columnsOf(fit(host, 40))));
  const groups = groupByCause(diagnoses.map((diagnosis) => outcomeOf(diagnosis, null)));
  const byHost = new Map(diagnoses.map((diagnosis) => [diagnosis.host, diagnosis]));
  const lines = groups
    .flatMap(({ outcomes }) => outcomes)
    .flatMap(({ host }) => byHost.get(host) ?? [])
    .map((diagnosis) => hostLine(diagnosis, nameWidth, style));
  const bad = groups.filter(({ standing }) => standing !== 'healthy');
  const shared = bad.some(({ outcomes }) => outcomes.length > 1);
  const healthy = diagnoses.filter(({ status }) => status === 'healthy').length;
  return [
    ...lines,
    ...(shared ? ['', 'By cause:', ...bad.map((group) => causeLine(group, style))] : []),
    '',
    `${healthy} of ${diagnoses.length} hosts are healthy.`,
  ].join('\n');
};
