import { type PracticeSlack, plainText } from '../../adapters/practice-slack/index.ts';
import { columnsOf } from '../../adapters/terminal/printable.ts';
import { paint, type Style, type Tone } from '../../adapters/terminal/style.ts';
import { wrap } from '../../adapters/terminal/wrap.ts';

/** What of a message can be shown. */
export type Shown = Parameters<typeof plainText>[0];
export type NameOf = PracticeSlack['nameOf'];

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

/** Slack shows a date as each reader's own clock has it. */
const localTime = (whole: string, seconds: string): string =>
  Number.isFinite(Number(seconds)) ? new Date(Number(seconds) * 1000).toTimeString().slice(0, 5) : whole;

const withDates = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value).replaceAll(/<!date\^(\d+)\^[^>]*>/g, localTime)) as T;

/** The text of each block; a stage and the one line below it become one line. */
const paragraphs = (message: Shown, nameOf: NameOf): string[] => {
  const blocks = withDates(message.blocks ?? []);
  const texts =
    blocks.length === 0
      ? [plainText(message, nameOf)]
      : blocks.map((block) => plainText({ text: '', blocks: [block] }, nameOf));
  // Of a message without blocks, `plainText` names them.
  const files = blocks.length === 0 ? [] : (message.files ?? []).map(({ name }) => `[file ${name}]`);
  return [...texts, ...files]
    .filter((text) => text.trim() !== '')
    .map((text) => text.replaceAll(/^(\[.\] .*)\n {4}(?=\S)(.*)$/gm, '$1\t$2'));
};

const titleWidth = 20;

const oneLine = (text: string, style: Style, width: number): string[] => {
  const [, space = '', rest = ''] = /^( *)(.*)$/.exec(text) ?? [];
  const mark = marks.find(([start]) => rest.startsWith(start));
  if (mark !== undefined) {
    const [title = '', said = ''] = rest.slice(mark[0].length).split('\t');
    const head = paint(style, mark[2], mark[1] + title);
    const lines = wrap(said, width - titleWidth - 4).filter((line) => line !== '');
    const fits = columnsOf(title) <= titleWidth;
    const first =
      fits && lines.length > 0 ? `${head}${' '.repeat(titleWidth - columnsOf(title) + 2)}${lines.shift()}` : head;
    return [first, ...lines.map((line) => ' '.repeat(titleWidth + 4) + line)];
  }
  const level = levels.find(([start]) => rest.startsWith(start));
  const shown = level === undefined ? rest : rest.slice(level[0].length);
  return wrap(shown, width - space.length).map((line) => paint(style, level?.[1], space + line));
};

/** A message as lines for the terminal, wrapped, a blank line between its blocks. */
export const messageLines = (message: Shown, nameOf: NameOf, style: Style, width: number): string[] =>
  paragraphs(message, nameOf).flatMap((paragraph, index) => [
    ...(index === 0 ? [] : ['']),
    ...paragraph.split('\n').flatMap((line) => oneLine(line, style, width)),
  ]);

/** The heading of a live message, and the stages in it that are decided, as lines. */
export const liveLines = (
  message: Shown,
  nameOf: NameOf,
  style: Style,
  width: number,
): { heading: string; decided: readonly string[] } => {
  const [plan = ''] = paragraphs(message, nameOf);
  const [heading = '', ...stages] = plan.split('\n');
  const decided = stages.filter((line) => /^\[[x!]\] /.test(line) || /^\[ \] .*\t/.test(line));
  return { heading, decided: decided.map((line) => oneLine(line, style, width).join('\n')) };
};
