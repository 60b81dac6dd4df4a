import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TextKind } from '../../src/domain/error-table/error-row.ts';

/** What lies beside a raw sample `NAME.txt` as `NAME.json`. */
export interface Fixture {
  readonly name: string;
  readonly text: string;
  /** `made up`, or `captured: program and place`. */
  readonly source: string;
  /** Null for text of SSH, which `explain` does not read. */
  readonly kind: TextKind | null;
  readonly stage: string;
  readonly code: string | null;
  /** Facts that must be there; others may be. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

const root = join(import.meta.dirname, '../fixtures');

/** All samples with an expectation of `explain` beside them; folders of other tests are passed over. */
export const fixtures: readonly Fixture[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .sort()
  .flatMap((file) => {
    const read = JSON.parse(readFileSync(join(root, file), 'utf8')) as Partial<Fixture>;
    if (read.kind === undefined || read.stage === undefined) return [];
    const text = readFileSync(join(root, file.replace(/\.json$/, '.txt')), 'utf8');
    return [{ ...(read as Fixture), name: file.replace(/\.json$/, ''), text }];
  });
