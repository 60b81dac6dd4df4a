import { columnsOf, fit } from './printable.ts';
import { paint, type Style, type Tone } from './style.ts';
import { wrap } from './wrap.ts';

type Status = 'ok' | 'warning' | 'failed' | 'skipped';

const words: Readonly<Record<Status, { text: string; tone: Tone }>> = {
  ok: { text: 'ok', tone: 'good' },
  warning: { text: 'warning', tone: 'warning' },
  failed: { text: 'FAILED', tone: 'bad' },
  skipped: { text: 'skipped', tone: 'quiet' },
};

interface Row {
  readonly check: string;
  readonly status: Status;
  readonly detail: string;
}

/** What doctor found, a line each. */
export const renderFindings = (rows: readonly Row[], style: Style): string => {
  const nameWidth = Math.max(...rows.map(({ check }) => columnsOf(fit(check, 30))));
  const indent = ' '.repeat(nameWidth + 11);
  return rows
    .flatMap(({ check, status, detail }) => {
      const { text, tone } = words[status];
      const [first = '', ...rest] = wrap(detail, style.width - indent.length);
      const left = `${paint(style, tone, text.padEnd(7))}  ${fit(check, 30).padEnd(nameWidth)}  `;
      return [`${left}${first}`, ...rest.map((line) => `${indent}${line}`)];
    })
    .join('\n');
};
