import type { TextKind, Wording } from '../error-row.ts';

/** Wordings that count in text of any kind. */
export const says = (...patterns: readonly string[]): readonly Wording[] => patterns.map((pattern) => ({ pattern }));

/** Wordings that count only in text of these kinds. */
export const saysIn = (kinds: readonly TextKind[], ...patterns: readonly string[]): readonly Wording[] =>
  patterns.map((pattern) => ({ pattern, kinds }));
