import type { PracticeSlack } from '../../adapters/practice-slack/index.ts';
import { plainText } from '../../adapters/practice-slack/plain-text.ts';
import type { Change, Message } from '../../adapters/practice-slack/workspace.ts';
import { paint, type Style } from '../../adapters/terminal/style.ts';
import { decidedStages, messageLines } from './message-lines.ts';

export interface Screen {
  readonly write: (text: string) => void;
  readonly style: Style;
  /** Rows of a terminal whose last lines can be drawn again; undefined for a pipe or a file. */
  readonly rows: number | undefined;
}

/** Shows what happens in the practice Slack: a message that is edited grows in place, or stage by stage on a pipe. */
export interface ThreadView {
  show(change: Change): void;
  /** Something else was written to the screen: what stands there stays as it is. */
  leave(): void;
}

/** The bot's live message carries a plan only; the answer begins with an alert. */
const isAnswer = (message: Message): boolean => (message.blocks ?? []).some(({ type }) => type === 'alert');

export const createThreadView = (
  { nameOf, botUserId }: Pick<PracticeSlack, 'nameOf' | 'botUserId'>,
  { write, style, rows }: Screen,
): ThreadView => {
  /** The live message at the end of the screen, and how many lines it takes there. */
  let growing: { readonly ts: string; readonly height: number } | undefined;
  const told = new Map<string, Set<string>>();

  const heading = (
    message: { user: string; channel: string; ts: string; thread_ts?: string },
    note: string,
  ): string => {
    const time = new Date(Number(message.ts.split('.')[0]) * 1000).toTimeString().slice(0, 5);
    const inThread = message.thread_ts !== undefined && message.thread_ts !== message.ts;
    const place = inThread ? '  ↳ in the thread' : `#${nameOf(message.channel) ?? message.channel}`;
    const bot = message.user === botUserId ? ' (bot)' : '';
    const name = paint(style, 'strong', `${nameOf(message.user) ?? message.user}${bot}`);
    return `${paint(style, 'quiet', place)}  ${name}  ${paint(style, 'quiet', `${time}${note}`)}`;
  };
  const framed = (message: Message, note: string): string[] => {
    const margin = message.thread_ts !== undefined && message.thread_ts !== message.ts ? '    │ ' : '  │ ';
    const body = messageLines(message, nameOf, style, style.width - margin.length - 1);
    return ['', heading(message, note), ...body.map((line) => paint(style, 'quiet', margin) + line)];
  };
  const print = (lines: readonly string[]): void => write(`${lines.join('\n')}\n`);

  /** Draws a live message over itself, as far as the screen has room for it. */
  const redraw = (message: Message, room: number): void => {
    const over = growing?.ts === message.ts ? `\u001b[${growing.height}A\u001b[0J` : '';
    const all = framed(message, '');
    const lines = isAnswer(message) ? all : all.slice(0, room);
    write(`${over}${lines.join('\n')}\n`);
    growing = isAnswer(message) ? undefined : { ts: message.ts, height: lines.length };
  };
  /** Only what is new since the last time. */
  const tell = (message: Message): void => {
    const before = told.get(message.ts);
    const stages = decidedStages(plainText(message, nameOf));
    if (before === undefined) {
      const title = plainText(message, nameOf).split('\n')[0] ?? '';
      print(['', heading(message, ', this message is edited while the check runs'), `  │ ${title}`]);
    }
    const fresh = stages.filter((stage) => before?.has(stage) !== true);
    for (const stage of fresh) {
      print(
        messageLines({ text: stage }, nameOf, style, style.width - 5).map(
          (line) => paint(style, 'quiet', '  │ ') + line,
        ),
      );
    }
    told.set(message.ts, new Set([...(before ?? []), ...stages]));
  };

  const showMessage = (message: Message, edited: boolean): void => {
    const live = message.user === botUserId && (message.blocks ?? [])[0]?.type === 'plan';
    if (rows !== undefined && (live || growing?.ts === message.ts)) redraw(message, Math.max(5, rows - 3));
    else if (live) tell(message);
    else {
      growing = undefined;
      print(framed(message, edited ? ', edited' : ''));
    }
  };

  return {
    show: (change) => {
      if (change.kind === 'posted' || change.kind === 'updated') showMessage(change.message, change.kind === 'updated');
      if (change.kind === 'private') {
        growing = undefined;
        const { answer } = change;
        const lines = messageLines(answer, nameOf, style, style.width - 5).map(
          (line) => paint(style, 'quiet', '  ┆ ') + line,
        );
        print([
          '',
          heading({ ...answer, user: botUserId }, `, only ${nameOf(answer.user) ?? 'you'} sees this`),
          ...lines,
        ]);
      }
    },
    leave: () => {
      growing = undefined;
    },
  };
};
