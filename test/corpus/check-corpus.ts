/**
 * `npm run check:corpus [folder]`: runs `explain` over a folder of real program output with known meaning, when there is
 * one (argument, or CORPUS), and prints accuracy for each file and what was missed.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TextKind } from '../../src/domain/error-table/error-row.ts';
import { explain } from '../../src/domain/explain/index.ts';
import { checkSamples } from './check-samples.ts';

interface CorpusRecord {
  readonly id: string;
  readonly text: string;
  readonly tool?: string;
  readonly stage?: string;
  readonly cause?: string;
  readonly also?: readonly string[];
  readonly requests?: number | null;
  readonly deferred?: number | null;
  readonly quarantined?: number | null;
  readonly truth?: Readonly<Record<string, unknown>>;
  readonly note?: string;
}

const folder = process.argv[2] ?? process.env['CORPUS'] ?? '../shared/reference/corpus';
const kinds: Readonly<Record<string, TextKind>> = {
  maillog: 'maillog',
  mailq: 'mailq',
  smtp_replies: 'smtp',
  tls: 'openssl',
  net: 'network',
};

const accepted = (stage: string): readonly string[] => {
  if (stage === 'config') return ['configuration'];
  if (stage === 'local') return ['service', 'configuration', 'queue'];
  return stage === 'other' ? ['none'] : [stage];
};

const truthMisses = (record: CorpusRecord, facts: Readonly<Record<string, unknown>>): readonly string[] => {
  const truth = record.truth ?? {};
  const missed: string[] = [];
  const expect = (name: string, want: unknown, got: unknown): void => {
    if (JSON.stringify(want) !== JSON.stringify(got))
      missed.push(`${name}: want ${JSON.stringify(want)}, got ${JSON.stringify(got)}`);
  };
  const rows = (facts['subsystems'] ?? []) as {
    name: string;
    group: string | null;
    pid: number | null;
    status: string;
  }[];
  const sendmail = truth['sendmail'] as { status: string; group: string; pid: number | null } | null | undefined;
  if (sendmail) {
    const row = rows.find(({ name }) => name === 'sendmail');
    expect(
      'sendmail',
      { status: sendmail.status, group: sendmail.group, pid: sendmail.pid },
      row && { status: row.status, group: row.group, pid: row.pid },
    );
  }
  for (const status of ['active', 'inoperative'] as const)
    if (truth[status] !== undefined) expect(status, truth[status], rows.filter((row) => row.status === status).length);
  const name = truth['subsystem'] ?? truth['subserver'] ?? truth['group'];
  if (name !== undefined && truth['status'] !== undefined && !(typeof truth['active'] === 'number')) {
    const row = rows.find((one) => one.name === name);
    expect('status', truth['status'], row?.status);
    if (truth['pid'] !== undefined) expect('pid', truth['pid'], row?.pid);
  }
  if (truth['messages'] !== undefined)
    expect(
      'messages',
      truth['messages'],
      ((facts['messages'] ?? []) as { number: string }[]).map((message) => message.number),
    );
  if (truth['entries'] !== undefined) {
    expect('entries', truth['entries'], ((facts['entries'] ?? []) as unknown[]).length);
    for (const field of ['permanent', 'newest', 'resources'])
      if (truth[field] !== undefined) expect(field, truth[field], facts[field]);
  }
  return missed;
};

const check = (file: string): { right: number; total: number; guessed: number; misses: string[] } => {
  const name = file.replace(/\.jsonl$/, '');
  let [right, total, guessed] = [0, 0, 0];
  const misses: string[] = [];
  for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
    if (line.trim() === '') continue;
    const record = JSON.parse(line) as CorpusRecord;
    const kind = kinds[name] ?? (record.tool === 'errpt' ? 'errpt' : 'src');
    const found = explain(record.text, kind);
    const stage = record.stage ?? (record.truth?.['stage'] as string | undefined);
    const wrong: string[] = [];
    if (stage !== undefined) {
      const good = [stage, ...(record.also ?? [])].flatMap(accepted);
      if (!good.includes(found.stage))
        wrong.push(`stage: want ${good.join('|')} (${record.cause ?? ''}), got ${found.stage} ${found.code ?? ''}`);
      if (good.includes(explain(record.text).stage)) guessed++;
    } else guessed++;
    for (const field of ['requests', 'deferred', 'quarantined'] as const)
      if (record[field] !== undefined && found.facts[field] !== record[field])
        wrong.push(`${field}: want ${record[field]}, got ${String(found.facts[field])}`);
    wrong.push(...truthMisses(record, found.facts));
    total++;
    if (wrong.length === 0) right++;
    else
      misses.push(
        `${record.id} ${wrong.join('; ')}${process.argv.includes('--text') ? `\n    ${record.text.slice(0, 600).replaceAll('\n', '\n    ')}` : ''}`,
      );
  }
  return { right, total, guessed, misses };
};

if (!existsSync(folder)) console.log(`check:corpus: no folder ${folder}, nothing to check`);
else {
  let [right, total] = [0, 0];
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()) {
    const result = check(file);
    right += result.right;
    total += result.total;
    console.log(`${file}: ${result.right}/${result.total} right (kind guessed: ${result.guessed}/${result.total})`);
    for (const miss of result.misses) console.log(`  ${miss}`);
  }
  const samples = join(folder, '../samples');
  if (existsSync(samples)) {
    const result = checkSamples(samples);
    console.log(`samples: ${result.right}/${result.total} right`);
    for (const miss of result.misses) console.log(`  ${miss}`);
  }
  console.log(`all: ${right}/${total} = ${((100 * right) / Math.max(total, 1)).toFixed(1)} %`);
}
