import type { ErrorRow } from '../error-table/error-row.ts';
import type { StageId } from '../stages/stage-id.ts';
import { stageIds } from '../stages/stage-id.ts';

/** What a reader of one kind of text makes of it: a row of the table, or that nothing failed, or that nothing can be said. */
export type Verdict =
  | { readonly stage: StageId; readonly row: ErrorRow; readonly facts: Facts }
  | {
      readonly stage: 'delivered' | 'none';
      readonly row: null;
      readonly meaning: string;
      readonly action: string;
      readonly facts: Facts;
    };

/** Facts of the text, for display and for the placeholders of rows; texts in them are masked by `explain`. */
export type Facts = Readonly<Record<string, unknown>>;

export const failed = (row: ErrorRow, facts: Facts = {}): Verdict =>
  row.stage === 'access' ? nothing(facts) : { stage: row.stage, row, facts };

export const delivered = (meaning: string, facts: Facts = {}, action = 'Nothing is to be done here.'): Verdict => ({
  stage: 'delivered',
  row: null,
  meaning,
  action,
  facts,
});

export const nothing = (
  facts: Facts = {},
  meaning = 'This text shows no failure that Stuckmail knows, and no success either.',
  action = 'Paste more of it (the lines with stat=, the reply of the relay, the whole output), or run a diagnosis of the host.',
): Verdict => ({ stage: 'none', row: null, meaning, action, facts });

/** A failure seen in a text, for choosing the one that matters. */
export interface Candidate {
  readonly row: ErrorRow;
  /** Position in the text. */
  readonly at: number;
  readonly weight?: number;
}

const pathOrder = (row: ErrorRow): number => (row.stage === 'access' ? -1 : stageIds.indexOf(row.stage));

/**
 * The failure that matters: what holds mail up before what does not, heavier before lighter (weight), the earliest on the mail path
 * first, precise rows before general ones, then the first in the text.
 */
export const choose = <C extends Candidate>(candidates: readonly C[]): C | undefined =>
  [...candidates].sort(
    (a, b) =>
      Number(a.row.effect === 'none') - Number(b.row.effect === 'none') ||
      (b.weight ?? 0) - (a.weight ?? 0) ||
      pathOrder(a.row) - pathOrder(b.row) ||
      Number(a.row.general ?? false) - Number(b.row.general ?? false) ||
      a.at - b.at,
  )[0];
