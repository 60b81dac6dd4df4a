import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TextKind } from '../../src/domain/error-table/error-row.ts';
import { explain } from '../../src/domain/explain/index.ts';

/** Kind of text by the first folder of a sample. */
const kinds: Readonly<Record<string, TextKind>> = {
  maillog: 'maillog',
  mailq: 'mailq',
  dsn: 'smtp',
  'smtp-verbose': 'smtp',
  openssl: 'openssl',
};

/** The stage in a sample's header, in this project's words; several where the header names several or the text cannot tell. */
const stagesOf = (header: string): readonly string[] => {
  const stages: string[] = [];
  if (header.includes('smtp-auth')) stages.push('authentication');
  if (header.includes('config')) stages.push('configuration');
  if (header.includes('relay')) stages.push('relay');
  for (const id of ['service', 'queue', 'dns', 'connectivity', 'starttls']) if (header.includes(id)) stages.push(id);
  if (header.startsWith('none')) stages.push('delivered', 'none');
  return stages;
};

/** Samples with a stage in their header, checked like the corpus. Logs of old Sendmail that say only `Service unavailable` may be called `relay`. */
export const checkSamples = (folder: string): { right: number; total: number; misses: string[] } => {
  let [right, total] = [0, 0];
  const misses: string[] = [];
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txt'))
    .sort()) {
    const [head = '', ...rest] = readFileSync(join(folder, file), 'utf8').split('# ---\n');
    const stage = /^# stage: (.+)$/m.exec(head)?.[1];
    const text = rest.join('# ---\n');
    const kind = kinds[file.split('/')[0] ?? ''];
    if (stage === undefined || kind === undefined || text.trim() === '') continue;
    const want = [...stagesOf(stage)];
    const mute = kind === 'maillog' && /stat=Service unavailable/.test(text) && !/reply=/.test(text);
    if (mute) want.push('relay');
    // The log cannot tell whether a login or encryption was missing when the relay asks for the login only.
    if (kind === 'maillog' && /reply=530 Authentication required/.test(text)) want.push('authentication');
    const found = explain(text, kind);
    const guessed = explain(text);
    total++;
    if (want.includes(found.stage) && (want.includes(guessed.stage) || guessed.kind !== kind)) right++;
    else
      misses.push(
        `${file} want ${want.join('|')}, got ${found.stage} ${found.code ?? ''} (guessed ${guessed.kind} ${guessed.stage})`,
      );
  }
  return { right, total, misses };
};
