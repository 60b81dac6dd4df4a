import type { Diagnosis, StageReport } from '../../domain/diagnosis/diagnosis.ts';
import { stageIds, stageTitles } from '../../domain/stages/stage-id.ts';
import { describeAge, describeMoment, describeSeconds } from './describe-time.ts';
import { fit, printable } from './printable.ts';
import { renderEvidence } from './render-evidence.ts';
import { paint, type Style } from './style.ts';
import { checklistWords, stageWords, statusWords } from './words.ts';
import { wrap } from './wrap.ts';

const titleWidth = Math.max(...stageIds.map((id) => stageTitles[id].length));

const section = (title: string, lines: readonly string[], style: Style): string[] =>
  lines.length === 0 ? [] : ['', `  ${paint(style, 'strong', title)}`, ...lines];

const stageLine = (stage: StageReport, style: Style): string[] => {
  const word = stageWords[stage.status];
  const left = `    ${paint(style, word.tone, word.text.padEnd(8))} ${stage.title.padEnd(titleWidth)}  `;
  const [first = '', ...rest] = wrap(stage.summary, style.width - titleWidth - 15);
  return [`${left}${first}`.trimEnd(), ...rest.map((line) => `${' '.repeat(titleWidth + 15)}${line}`)];
};

/** Evidence of the stages that failed, without one of those that warn; of the others it is in the JSON. */
const evidenceLines = ({ stages }: Diagnosis, style: Style): string[] => {
  const shown = stages.some(({ status }) => status === 'failed') ? 'failed' : 'warned';
  return stages
    .filter(({ status }) => status === shown)
    .flatMap(({ evidence }) => evidence.flatMap((output) => renderEvidence(output, style)));
};

const alsoFoundLines = (diagnosis: Diagnosis, style: Style): string[] =>
  diagnosis.alsoFound.flatMap(({ stage, summary, action }) => [
    ...wrap(`${stageTitles[stage]}: ${summary}`, style.width, '    '),
    ...wrap(action, style.width, '      '),
  ]);

const footLine = ({ relay, queue, startedAt, seconds }: Diagnosis): string => {
  const oldest = queue?.oldestSeconds == null ? '' : `, the oldest for ${describeAge(queue.oldestSeconds)}`;
  const quarantined = queue !== null && queue.quarantined > 0 ? `, ${queue.quarantined} quarantined` : '';
  return [
    relay === null ? '' : `Relay ${relay.host}:${relay.port}.`,
    queue === null ? '' : `Queue: ${queue.total} waiting, ${queue.deferred} deferred${quarantined}${oldest}.`,
    `Checked ${describeMoment(startedAt)} in ${describeSeconds(seconds)}.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
};

/** The whole answer about one host, for people. */
export const renderDiagnosis = (diagnosis: Diagnosis, style: Style): string => {
  const word = statusWords[diagnosis.status];
  const text = (value: string): string[] => (value === '' ? [] : wrap(value, style.width, '    '));
  return [
    `${paint(style, 'strong', printable(diagnosis.host))}  ${paint(style, word.tone, word.text)}${diagnosis.certainty === null ? '' : ` (${diagnosis.certainty})`}`,
    ...wrap(diagnosis.summary, style.width, '  '),
    ...section('What it means', text(diagnosis.meaning), style),
    ...section(
      'What to do',
      [...text(diagnosis.action), ...diagnosis.commands.map((line) => `      ${printable(line)}`)],
      style,
    ),
    ...section(
      'The way of the mail',
      diagnosis.stages.flatMap((stage) => stageLine(stage, style)),
      style,
    ),
    ...section('Evidence', evidenceLines(diagnosis, style), style),
    ...section('Also found', alsoFoundLines(diagnosis, style), style),
    ...section(
      'Checklist ([x] checked, [!] failed, [ ] not checked)',
      diagnosis.checklist.map(({ status, title }) => {
        const mark = checklistWords[status];
        return `    ${paint(style, mark.tone, mark.text)} ${fit(title, style.width - 8)}`;
      }),
      style,
    ),
    '',
    ...wrap(footLine(diagnosis), style.width, '  ').map((line) => paint(style, 'quiet', line)),
  ].join('\n');
};
