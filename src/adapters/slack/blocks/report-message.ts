import type { ChecklistItem, Diagnosis } from '../../../domain/diagnosis/diagnosis.ts';
import type { SinceWorked } from '../../../domain/history/since-worked.ts';
import { stageTitles } from '../../../domain/stages/stage-id.ts';
import type { SlackBlock, SlackMessage } from '../outbox/slack-message.ts';
import { evidenceBlocks } from './evidence.ts';
import { changedBlocks } from './history-message.ts';
import { bold, line, list, plain, preformatted, richText, titled } from './rich-text.ts';
import { verdict } from './status-words.ts';
import { cut, escapeWithin, oneLine, printable } from './text.ts';

const itemMarks: Readonly<Record<ChecklistItem['status'], string>> = { done: '✅', failed: '❌', 'not-checked': '❔' };
const itemWords: Readonly<Record<ChecklistItem['status'], string>> = {
  done: '',
  failed: ' (failed)',
  'not-checked': ' (not checked)',
};

export const checklistBlock = (items: readonly ChecklistItem[], most = 24): SlackBlock =>
  richText(
    line(bold('Checklist')),
    ...items
      .slice(0, most)
      .map(({ title, status }) => line(plain(`${itemMarks[status]} ${cut(oneLine(title), 80)}${itemWords[status]}`))),
  );

const alsoFound = ({ alsoFound }: Diagnosis): readonly SlackBlock[] => {
  if (alsoFound.length === 0) return [];
  const items = alsoFound.slice(0, 8).map(({ stage, summary, action }) => {
    const words = action === '' ? summary : `${summary.replace(/(?<![.!?])$/u, '.')} ${action}`;
    return line(bold(`${stageTitles[stage]}: `), plain(cut(oneLine(words), 220)));
  });
  const rest = alsoFound.length - items.length;
  return [richText(line(bold('Also found')), list(rest > 0 ? [...items, line(plain(`and ${rest} more`))] : items))];
};

const notChecked = ({ status, stages }: Diagnosis): readonly SlackBlock[] => {
  const unread = status === 'unreachable' ? [] : stages.filter((stage) => stage.status === 'unknown');
  if (unread.length === 0) return [];
  const items = unread.map(({ title, summary }) => line(bold(`${title}: `), plain(cut(oneLine(summary), 100))));
  return [richText(line(bold('Not checked, so not known to be fine')), list(items))];
};

/** The threaded report: meaning, action, evidence, what else was found, the checklist. */
export const reportMessage = (
  diagnosis: Diagnosis,
  sinceWorked?: SinceWorked,
): { message: SlackMessage; evidenceCut: boolean } => {
  const evidence = evidenceBlocks(diagnosis);
  const commands = diagnosis.commands.length === 0 ? [] : [richText(preformatted(diagnosis.commands.join('\n'), 800))];
  const meaning = diagnosis.meaning === '' ? diagnosis.summary : diagnosis.meaning;
  const blocks: SlackBlock[] = [
    titled('What this means', meaning, 1000),
    ...(diagnosis.action === '' ? [] : [titled('What to do', diagnosis.action, 1000), ...commands]),
    ...changedBlocks(sinceWorked),
    ...evidence.blocks,
    ...(evidence.incomplete
      ? [richText(line(plain('Shortened; everything that was read is in the file below.')))]
      : []),
    ...alsoFound(diagnosis),
    ...notChecked(diagnosis),
    ...(diagnosis.checklist.length === 0 || diagnosis.status === 'unreachable'
      ? []
      : [checklistBlock(diagnosis.checklist)]),
  ];
  const text = `Report. ${verdict(diagnosis)} ${oneLine(printable(meaning))} What to do: ${oneLine(diagnosis.action) || 'nothing.'}`;
  return { message: { text: escapeWithin(text, 3000), blocks }, evidenceCut: evidence.incomplete };
};
