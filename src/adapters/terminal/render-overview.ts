import type { Diagnosis } from '../../domain/diagnosis/diagnosis.ts';
import { stageTitles } from '../../domain/stages/stage-id.ts';
import { columnsOf, fit } from './printable.ts';
import { paint, type Style } from './style.ts';
import { statusWords } from './words.ts';

/** One line a host, for several hosts at once. */
export const renderOverview = (diagnoses: readonly Diagnosis[], style: Style): string => {
  const nameWidth = Math.max(4, ...diagnoses.map(({ host }) => columnsOf(fit(host, 40))));
  const lines = diagnoses.map((diagnosis) => {
    const word = statusWords[diagnosis.status];
    const where = diagnosis.failedStage === null ? '' : `${stageTitles[diagnosis.failedStage]}: `;
    return [
      fit(diagnosis.host, 40).padEnd(nameWidth),
      paint(style, word.tone, word.text.padEnd(11)),
      fit(`${where}${diagnosis.summary}`, style.width - nameWidth - 15),
    ].join('  ');
  });
  const healthy = diagnoses.filter(({ status }) => status === 'healthy').length;
  return [...lines, '', `${healthy} of ${diagnoses.length} hosts are healthy.`].join('\n');
};
