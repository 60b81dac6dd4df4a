import type { CommandOutput } from '../../../domain/collector/probe.ts';
import type { Diagnosis, StageReport } from '../../../domain/diagnosis/diagnosis.ts';
import type { SlackBlock } from '../outbox/slack-message.ts';
import { bold, line, preformatted, richText } from './rich-text.ts';
import { cut, oneLine, printable } from './text.ts';

/** Output of one command as a person at a terminal saw it. */
const shown = ({ command, exitCode, lines }: CommandOutput): string => {
  const end = exitCode === 0 ? '' : exitCode === null ? '\n(did not end in time)' : `\n(exit status ${exitCode})`;
  return printable(`$ ${command}\n${lines.join('\n')}${end}`).trimEnd();
};

export interface ShownEvidence {
  readonly blocks: readonly SlackBlock[];
  /** Something of the shown stages was left out or cut. */
  readonly incomplete: boolean;
}

/** The stages whose evidence carries the verdict: the failed one, else those with something to say. */
const telling = (diagnosis: Diagnosis): readonly StageReport[] => {
  const failed = diagnosis.stages.filter(({ id }) => id === diagnosis.failedStage);
  const others = diagnosis.stages.filter(
    ({ id, status }) => id !== diagnosis.failedStage && (status === 'failed' || status === 'warned'),
  );
  return [...failed, ...others].filter(({ evidence }) => evidence.length > 0);
};

const mostCommands = 6;
const mostLetters = 3500;
const mostOfOne = 1800;

/** Evidence for the report, within what a message holds. */
export const evidenceBlocks = (diagnosis: Diagnosis): ShownEvidence => {
  const outputs = telling(diagnosis).flatMap((stage) =>
    stage.evidence.map((output) => ({ stage, text: shown(output) })),
  );
  const blocks: SlackBlock[] = [];
  let left = mostLetters;
  let incomplete = outputs.length > mostCommands;
  let heading: StageReport | undefined;
  for (const { stage, text } of outputs.slice(0, mostCommands)) {
    if (left < 200) {
      incomplete = true;
      break;
    }
    const limit = Math.min(mostOfOne, left);
    if (text.length > limit) incomplete = true;
    left -= Math.min(text.length, limit);
    const head = stage === heading ? [] : [line(bold(`Evidence: ${stage.title}`))];
    heading = stage;
    blocks.push(richText(...head, preformatted(cut(text, limit), limit)));
  }
  return { blocks, incomplete };
};

/** Everything that was read, as a text file. */
export const evidenceFile = (diagnosis: Diagnosis): string =>
  [
    `${diagnosis.host}, ${diagnosis.startedAt}: ${oneLine(diagnosis.summary)}`,
    ...diagnosis.stages.map((stage) =>
      [`\n== ${stage.title}: ${stage.status}. ${oneLine(stage.summary)}`, ...stage.evidence.map(shown)].join('\n\n'),
    ),
    '',
  ].join('\n');
