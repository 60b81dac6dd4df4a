import { type Check, flag, list, number, shape, text, variant, whole, word } from './checks.ts';

const type = text(1, 50);
const MOST = 10_000;
const style = shape({}, { bold: flag, italic: flag, strike: flag, code: flag, underline: flag, highlight: flag });
const preformattedStyle = shape({}, { bold: flag, italic: flag, strike: flag, code: flag });
const may = { style };

const inline: Record<string, Check> = {
  text: shape({ type, text: text(1, MOST) }, may),
  link: shape({ type, url: text(1, 3_000) }, { ...may, text: text(1, MOST), unsafe: flag }),
  emoji: shape(
    { type, name: text(1, 100) },
    { ...may, unicode: text(1, 100), url: text(1, 3_000), skin_tone: whole(1, 6) },
  ),
  user: shape({ type, user_id: text(1, 30) }, may),
  usergroup: shape({ type, usergroup_id: text(1, 30) }, may),
  channel: shape({ type, channel_id: text(1, 30) }, may),
  team: shape({ type, team_id: text(1, 30) }, may),
  broadcast: shape({ type, range: word('here', 'channel', 'everyone') }, may),
  color: shape({ type, value: text(1, 20) }, may),
  date: shape(
    { type, timestamp: number, format: text(1, 200) },
    { ...may, url: text(1, 3_000), fallback: text(1, 500) },
  ),
};
const inPreformatted: Record<string, Check> = {
  text: shape({ type, text: text(1, MOST) }, { style: preformattedStyle }),
  link: shape({ type, url: text(1, 3_000) }, { style: preformattedStyle, text: text(1, MOST), unsafe: flag }),
};

const section = shape({
  type,
  elements: list(
    variant(() => inline),
    0,
    1_000,
  ),
});
const border = whole(0, 1);

/** The `rich_text` block, also as a cell, a task's details or output, and a title. */
export const richText: Check = shape(
  {
    type: word('rich_text'),
    elements: list(
      variant(() => ({
        rich_text_section: section,
        rich_text_list: shape(
          {
            type,
            style: word('bullet', 'ordered'),
            elements: list(
              variant(() => ({ rich_text_section: section })),
              1,
              1_000,
            ),
          },
          { indent: whole(0, 8), offset: whole(0, 1_000), border },
        ),
        rich_text_quote: shape(
          {
            type,
            elements: list(
              variant(() => inline),
              0,
              1_000,
            ),
          },
          { border },
        ),
        rich_text_preformatted: shape(
          {
            type,
            elements: list(
              variant(() => inPreformatted),
              0,
              1_000,
            ),
          },
          { border, language: text(1, 50) },
        ),
      })),
      1,
      1_000,
    ),
  },
  { block_id: text(1, 255) },
);
