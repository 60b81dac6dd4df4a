import { demandedLetters } from './demanded-letters.ts';
import type { ErrorRow, TextKind } from './error-row.ts';
import { addRows, errorTable } from './error-table.ts';
import { fixedPart } from './fixed-part.ts';

interface CompiledWording {
  readonly row: ErrorRow;
  readonly expression: RegExp;
  readonly kinds: readonly TextKind[] | undefined;
  /** Text that is looked for before the expression is tried. */
  readonly needle: string;
}

/** A row and the piece of text that proves it. */
export interface Recognition {
  readonly row: ErrorRow;
  readonly match: string;
}

/** No message of a program is longer in earnest; a bound keeps the work on hostile text small. */
const longestLine = 2000;

/**
 * The most specific wording comes first: the one that demands the most fixed characters of a text; those of general
 * rows come after all others. Among equals the order of the table, which is that of the mail path, decides.
 */
const compile = (rows: readonly ErrorRow[]): readonly CompiledWording[] =>
  rows
    .flatMap((row) =>
      row.wordings.map((wording) => ({
        row,
        expression: new RegExp(wording.pattern, 'iu'),
        kinds: wording.kinds,
        needle: fixedPart(wording.pattern),
        weight: demandedLetters(wording.pattern) - (row.general ? 1000 : 0),
      })),
    )
    .sort((a, b) => b.weight - a.weight);

let compiled = compile(errorTable);

/** Takes in failures of the operators' own, once, at start. Who adds a wording means it: it comes before all others. */
export const adoptRows = (rows: readonly ErrorRow[]): void => {
  addRows(rows);
  compiled = [...compile(rows), ...compiled];
};

/**
 * Names the failure that one logical line shows. With a `kind`, only wordings of such text count, and none about SSH;
 * without one, all do.
 */
export const recognise = (text: string, kind?: TextKind): Recognition | undefined => {
  const line = text.length > longestLine ? text.slice(0, longestLine) : text;
  const small = line.toLowerCase();
  for (const { row, expression, kinds, needle } of compiled) {
    if (!small.includes(needle)) continue;
    if (kind && (row.stage === 'access' || (kinds && !kinds.includes(kind)))) continue;
    const match = expression.exec(line);
    if (match) return { row, match: match[0] };
  }
  return undefined;
};
