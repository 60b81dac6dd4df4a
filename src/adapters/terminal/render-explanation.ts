import type { Explanation } from '../../domain/explain/index.ts';
import { isStageId, stageTitles } from '../../domain/stages/stage-id.ts';
import { printable } from './printable.ts';
import { paint, type Style } from './style.ts';
import { wrap } from './wrap.ts';

const kindNames: Readonly<Record<Explanation['kind'], string>> = {
  maillog: 'lines of a mail log',
  mailq: 'a mail queue listing',
  smtp: 'an SMTP dialogue',
  openssl: 'output of openssl',
  network: 'a network error',
  src: 'output of AIX service commands',
  errpt: 'the AIX error report',
};

const verdict = ({ stage, code }: Explanation, style: Style): string => {
  if (stage === 'delivered') return paint(style, 'good', 'Mail was delivered');
  if (!isStageId(stage)) return paint(style, 'warning', 'No mail failure that can be named');
  return `${paint(style, 'bad', `Mail stops at: ${stageTitles[stage]}`)}${code === null ? '' : paint(style, 'quiet', `  ${code}`)}`;
};

/** What a pasted text means, for people. */
export const renderExplanation = (explanation: Explanation, style: Style): string => {
  const { kind, meaning, action, commands } = explanation;
  return [
    verdict(explanation, style),
    paint(style, 'quiet', `  Read as ${kindNames[kind]} (--as reads it as something else).`),
    '',
    ...wrap(meaning, style.width, '  '),
    '',
    `  ${paint(style, 'strong', 'What to do')}`,
    ...wrap(action, style.width, '    '),
    ...commands.map((line) => `      ${printable(line)}`),
  ].join('\n');
};
