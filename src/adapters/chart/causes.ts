import { findRow } from '../../domain/error-table/index.ts';
import { effectOf, type HistoryEntry } from '../../domain/history/history-entry.ts';
import { stageTitles } from '../../domain/stages/stage-id.ts';

/** One reason why mail stopped, with the letter that marks it in the strip. */
export interface ShownCause {
  readonly letter: string;
  readonly code: string;
  readonly words: string;
  readonly checks: number;
}

const titleOf = (stage: HistoryEntry['stage'], code: string): string => {
  const title = findRow(code)?.title ?? code;
  return stage === null || stage === 'access' ? title : `${stageTitles[stage]}: ${title}`;
};

/** The reasons of all failing entries, the most frequent first. */
export const causesOf = (entries: readonly HistoryEntry[]): readonly ShownCause[] => {
  const counted = new Map<string, { stage: HistoryEntry['stage']; checks: number }>();
  for (const { outcome, stage, code } of entries) {
    if (effectOf(outcome) !== 'failing' || code === null) continue;
    counted.set(code, { stage, checks: (counted.get(code)?.checks ?? 0) + 1 });
  }
  return [...counted]
    .sort(([, one], [, other]) => other.checks - one.checks)
    .map(([code, { stage, checks }], i) => ({
      letter: i < 26 ? String.fromCharCode(65 + i) : '·',
      code,
      words: titleOf(stage, code),
      checks,
    }));
};
