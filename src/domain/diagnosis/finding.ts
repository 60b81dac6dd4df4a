import type { RowFacts } from '../error-table/fill-row.ts';
import type { Certainty, StageStatus } from './diagnosis.ts';

/** One failure that a stage shows. `noted` is worth telling and holds up no mail. */
export interface Finding {
  /** A row of the error table. */
  readonly code: string;
  readonly severity: 'failed' | 'warned' | 'noted';
  readonly certainty: Certainty;
  /** One sentence with this host's own facts. */
  readonly summary: string;
  /** For the placeholders of the row. */
  readonly facts?: RowFacts;
}

/** What a stage concludes. `status` without findings is `passed`, `skipped` or `unknown`; with findings it follows from them. */
export interface Judgement {
  readonly status: StageStatus;
  readonly summary: string;
  readonly findings: readonly Finding[];
}

export const passed = (summary: string, findings: readonly Finding[] = []): Judgement => ({
  status: 'passed',
  summary,
  findings,
});
export const skipped = (summary: string): Judgement => ({ status: 'skipped', summary, findings: [] });
export const unknown = (summary: string, findings: readonly Finding[] = []): Judgement => ({
  status: 'unknown',
  summary,
  findings,
});

const ranks = { failed: 2, warned: 1, noted: 0 } as const;

/**
 * The judgement that follows from findings: the worst one speaks, proven before likely, else the first. Without a failure or warning,
 * `otherwise` stands, and keeps the notes.
 */
export function conclude(findings: readonly Finding[], otherwise: Judgement): Judgement {
  const weight = (finding: Finding): number => ranks[finding.severity] * 2 + (finding.certainty === 'proven' ? 1 : 0);
  const worst = findings.reduce<Finding | undefined>(
    (best, finding) => (best === undefined || weight(finding) > weight(best) ? finding : best),
    undefined,
  );
  if (worst === undefined || worst.severity === 'noted')
    return { ...otherwise, findings: [...otherwise.findings, ...findings] };
  const ordered = [worst, ...findings.filter((finding) => finding !== worst)];
  return { status: worst.severity, summary: worst.summary, findings: ordered };
}

export const failure = (code: string, summary: string, facts?: RowFacts): Finding => ({
  code,
  severity: 'failed',
  certainty: 'proven',
  summary,
  ...(facts ? { facts } : {}),
});
export const likely = (code: string, summary: string, facts?: RowFacts): Finding => ({
  ...failure(code, summary, facts),
  certainty: 'likely',
});
export const warning = (code: string, summary: string, facts?: RowFacts): Finding => ({
  ...failure(code, summary, facts),
  severity: 'warned',
});
export const note = (code: string, summary: string, facts?: RowFacts): Finding => ({
  ...failure(code, summary, facts),
  severity: 'noted',
});
