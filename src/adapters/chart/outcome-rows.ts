import type { HistoryEntry } from '../../domain/history/history-entry.ts';

/** A row of the strip: where it stands and its words tell it apart, the colour only helps. Colours after Okabe and Ito. */
export interface OutcomeRow {
  readonly outcomes: readonly HistoryEntry['outcome'][];
  readonly words: string;
  readonly colour: string;
  /** Shown also when nothing fell into it. */
  readonly always: boolean;
}

/** From good to bad, top down. */
export const outcomeRows: readonly OutcomeRow[] = [
  { outcomes: ['healthy'], words: 'works', colour: '#009e73', always: true },
  { outcomes: ['degraded'], words: 'works, warns', colour: '#e69f00', always: false },
  { outcomes: ['unknown', 'none'], words: 'unclear', colour: '#8a8f98', always: false },
  { outcomes: ['unreachable'], words: 'unreachable', colour: '#aa4499', always: false },
  { outcomes: ['failed'], words: 'fails', colour: '#d1350f', always: true },
];
