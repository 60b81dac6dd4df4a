import type { PracticeSlack } from '../../adapters/practice-slack/index.ts';
import type { Change, Message } from '../../adapters/practice-slack/workspace.ts';
import { paint, type Style } from '../../adapters/terminal/style.ts';
import { liveLines, messageLines } from './message-lines.ts';

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
export const isAnswer = (message: Message): boolean => (message.blocks ?? []).some(({ type }) => type === 'alert');

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
  const isReply = ({ ts, thread_ts }: Message): boolean => thread_ts !== undefined && thread_ts !== ts;
  const bordered = (border: string, lines: readonly string[]): string[] =>
    lines.map((line) => paint(style, 'quiet', border) + (line === '' ? '' : ` ${line}`));
  const borderOf = (message: Message): string => (isReply(message) ? '    │' : '  │');
  const bodyWidth = style.width - 7;
  const framed = (message: Message, note: string): string[] => [
    '',
    heading(message, note),
    ...bordered(borderOf(message), messageLines(message, nameOf, style, bodyWidth)),
  ];
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
    const { heading: title, decided } = liveLines(message, nameOf, style, bodyWidth);
    if (before === undefined) {
      const note = ' (this message grows while the check runs)';
      print(['', heading(message, note), ...bordered(borderOf(message), [title])]);
    }
    const fresh = decided.filter((line) => before?.has(line) !== true);
    if (fresh.length > 0)
      print(
        bordered(
          borderOf(message),
          fresh.flatMap((stage) => stage.split('\n')),
        ),
      );
    told.set(message.ts, new Set([...(before ?? []), ...decided]));
  };

  const showMessage = (message: Message, edited: boolean): void => {
    const live = message.user === botUserId && (message.blocks ?? [])[0]?.type === 'plan';
    if (rows !== undefined && (live || growing?.ts === message.ts)) redraw(message, Math.max(5, rows - 3));
    else if (live) tell(message);
    else {
      growing = undefined;
      print(framed(message, edited ? ' (the same message, now with the answer)' : ''));
    }
  };

  return {
    show: (change) => {
      if (change.kind === 'posted' || change.kind === 'updated') showMessage(change.message, change.kind === 'updated');
      if (change.kind === 'private') {
        growing = undefined;
        const { answer } = change;
        const note = ` (only ${nameOf(answer.user) ?? 'one person'} sees this)`;
        const lines = bordered('  ┆', messageLines(answer, nameOf, style, bodyWidth));
        print(['', heading({ ...answer, user: botUserId }, note), ...lines]);
      }
    },
    leave: () => {
      growing = undefined;
    },
  };
};
