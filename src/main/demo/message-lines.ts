import { plainText, type Readable } from '../../adapters/practice-slack/plain-text.ts';
import { paint, type Style, type Tone } from '../../adapters/terminal/style.ts';
import { wrap } from '../../adapters/terminal/wrap.ts';

const marks: readonly (readonly [mark: string, sign: string, tone: Tone])[] = [
  ['[x] ', '✓ ', 'good'],
  ['[!] ', '✗ ', 'bad'],
  ['[~] ', '… ', 'quiet'],
  ['[ ] ', '· ', 'quiet'],
];
const levels: readonly (readonly [start: string, tone: Tone])[] = [
  ['ERROR: ', 'bad'],
  ['WARNING: ', 'warning'],
  ['SUCCESS: ', 'good'],
  ['INFO: ', 'strong'],
];

const oneLine = (text: string, style: Style, width: number): string[] => {
  const [, space = '', rest = ''] = /^( *)(.*)$/.exec(text) ?? [];
  const mark = marks.find(([start]) => rest.startsWith(start));
  const level = levels.find(([start]) => rest.startsWith(start));
  const hanging = mark === undefined ? space : `${space}  `;
  const shown = mark === undefined ? rest : mark[1] + rest.slice(mark[0].length);
  const lines = wrap(level === undefined ? shown : shown.slice(level[0].length), width, hanging).map((line, index) =>
    index === 0 ? space + line.trimStart() : line,
  );
  return lines.map((line) => paint(style, mark?.[2] ?? level?.[1], line));
};

/** A message as lines for the terminal, wrapped, with the bot's marks as signs. */
export const messageLines = (
  message: Readable,
  nameOf: (id: string) => string | undefined,
  style: Style,
  width: number,
): string[] =>
  plainText(message, nameOf)
    .split('\n')
    .flatMap((line) => oneLine(line, style, width));

/** The stages of a live message that are decided, each with what stands below it. */
export const decidedStages = (text: string): string[] => {
  const stages: string[] = [];
  let open = false;
  for (const line of text.split('\n')) {
    if (/^\[.\] /.test(line)) {
      open = /^\[[x!]\] /.test(line);
      if (open) stages.push(line);
    } else if (open && line.startsWith('    ')) stages.push(`${stages.pop() ?? ''}: ${line.trim()}`);
    else open = false;
  }
  return stages;
};
