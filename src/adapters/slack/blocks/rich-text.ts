import type { types } from '@slack/bolt';
import { cut, printable } from './text.ts';

type Section = types.RichTextSection;
export type Element = Section['elements'][number];
type RichText = types.RichTextBlock;

/** Slack refuses empty texts. */
const shown = (text: string): string => printable(text) || ' ';

/** Nothing in a rich text element is parsed by Slack: the safe holder for words that are not ours. */
export const plain = (text: string): Element => ({ type: 'text', text: shown(text) });
export const bold = (text: string): Element => ({ type: 'text', text: shown(text), style: { bold: true } });
export const code = (text: string): Element => ({ type: 'text', text: shown(text), style: { code: true } });

/** Somebody by id, or a user group; calls them, where the message is new. What is no such id is "somebody". */
export const mention = (id: string): Element => {
  if (/^[UW][A-Z0-9]{2,30}$/u.test(id)) return { type: 'user', user_id: id };
  return /^S[A-Z0-9]{2,30}$/u.test(id) ? { type: 'usergroup', usergroup_id: id } : plain('somebody');
};

/** A time as each reader's own clock shows it. `iso`: ISO 8601. */
export const moment = (iso: string): Element => ({
  type: 'date',
  timestamp: Math.floor(Date.parse(iso) / 1000),
  format: '{date_short_pretty} {time}',
  fallback: `${new Date(iso).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
});

export const link = (url: string, text: string): Element => ({ type: 'link', url, text: shown(text) });

export const line = (...elements: Element[]): Section => ({ type: 'rich_text_section', elements });

/** Output of programs or commands to type, as it is. */
export const preformatted = (text: string, limit = 3000): types.RichTextPreformatted => ({
  type: 'rich_text_preformatted',
  elements: [{ type: 'text', text: cut(shown(text), limit) }],
});

export const list = (items: readonly Section[]): types.RichTextList => ({
  type: 'rich_text_list',
  style: 'bullet',
  elements: [...items],
});

export const richText = (...elements: RichText['elements']): RichText => ({ type: 'rich_text', elements });

/** A heading in bold with its text below. */
export const titled = (title: string, text: string, limit = 2000): RichText =>
  richText(line(bold(title), plain(`\n${cut(printable(text), limit)}`)));
