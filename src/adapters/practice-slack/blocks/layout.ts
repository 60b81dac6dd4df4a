import { all, anyOf, type Check, flag, list, number, problem, shape, text, variant, whole, word } from './checks.ts';
import {
  accessory,
  actionsElement,
  anyButton,
  contextAction,
  contextElement,
  imageElement,
  inputElement,
  picture,
} from './elements.ts';
import { richText } from './rich-text.ts';
import { anyText, mrkdwn, plain } from './texts.ts';

const type = text(1, 50);
const block_id = text(1, 255);
const may = { block_id };

const cell: Check = variant(() => ({
  raw_text: shape({ type, text: text(1, 10_000) }),
  raw_number: shape({ type, value: number, text: text(1, 10_000) }),
  rich_text: richText,
}));
const rows = (most: number): Check => list(list(cell, 1, 20), 1, most);

const tableText =
  (most: number): Check =>
  (value, at, problems) => {
    let length = 0;
    JSON.stringify(value, (key, inner: unknown) => {
      if (key === 'text' && typeof inner === 'string') length += inner.length;
      return inner;
    });
    if (length > most) problem(problems, `${at}/rows`, `no more than ${most} characters allowed in all cells`);
  };

const plainHeader: Check = (value, at, problems) => {
  const header = (value as { rows?: unknown }).rows;
  const cells: unknown = Array.isArray(header) ? header[0] : undefined;
  if (!Array.isArray(cells)) return;
  for (const [index, { type: kind }] of (cells as { type?: unknown }[]).entries()) {
    if (kind === 'rich_text') problem(problems, `${at}/rows/0/${index}`, 'rich_text is not allowed in the header row');
  }
};

const taskCard = shape(
  { type, task_id: text(1, 255), title: text(1, 3_000), status: word('pending', 'in_progress', 'complete', 'error') },
  {
    ...may,
    details: richText,
    output: richText,
    sources: list(shape({ type: word('url'), url: text(1, 3_000), text: text(1, 3_000) }), 0, 100),
  },
);

const card = all(
  shape(
    { type },
    {
      ...may,
      hero_image: imageElement,
      icon: imageElement,
      title: mrkdwn(150),
      subtitle: mrkdwn(150),
      body: mrkdwn(200),
      actions: list(anyButton, 1, 25),
    },
  ),
  anyOf('hero_image', 'title', 'body', 'actions'),
);

const image = all(
  shape({ type, alt_text: text(1, 2_000) }, { ...may, ...picture, title: plain(2_000) }),
  anyOf('image_url', 'slack_file'),
);

/** Blocks that may also sit in a container. */
const inner: Record<string, Check> = {
  actions: shape({ type, elements: list(actionsElement, 1, 25) }, may),
  context: shape({ type, elements: list(contextElement, 1, 10) }, may),
  divider: shape({ type }, may),
  file: shape({ type, source: word('remote'), external_id: text(1, 255) }, may),
  header: shape({ type, text: plain(150) }, { ...may, level: whole(1, 4) }),
  image,
  input: shape(
    { type, label: plain(2_000), element: inputElement },
    { ...may, hint: plain(2_000), optional: flag, dispatch_action: flag },
  ),
  rich_text: richText,
  section: all(
    shape({ type }, { ...may, text: anyText(3_000), fields: list(anyText(2_000), 1, 10), accessory, expand: flag }),
    anyOf('text', 'fields'),
  ),
  table: all(
    shape(
      { type, rows: rows(100) },
      {
        ...may,
        column_settings: list(shape({}, { align: word('left', 'center', 'right'), is_wrapped: flag }), 0, 20),
      },
    ),
    tableText(10_000),
  ),
  video: shape(
    { type, video_url: text(1, 3_000), thumbnail_url: text(1, 3_000), alt_text: text(1, 2_000), title: plain(199) },
    {
      ...may,
      title_url: text(1, 3_000),
      author_name: text(1, 49),
      provider_name: text(1, 100),
      description: plain(3_000),
    },
  ),
};

/** Every block type there is. */
const outer: Record<string, Check> = {
  ...inner,
  alert: shape(
    { type, text: anyText(3_000) },
    { ...may, level: word('default', 'info', 'warning', 'error', 'success') },
  ),
  card,
  carousel: shape(
    {
      type,
      elements: list(
        variant(() => ({ card })),
        1,
        10,
      ),
    },
    may,
  ),
  container: all(
    shape(
      {
        type,
        child_blocks: list(
          variant(() => inner),
          1,
          10,
        ),
      },
      {
        ...may,
        title: plain(150),
        rich_text_title: richText,
        subtitle: anyText(150),
        icon: imageElement,
        width: word('narrow', 'standard', 'wide', 'full'),
        is_collapsible: flag,
        default_collapsed: flag,
        has_header_divider: flag,
      },
    ),
    anyOf('title', 'rich_text_title'),
  ),
  context_actions: shape({ type, elements: list(contextAction, 1, 5) }, may),
  data_table: all(
    shape(
      { type, rows: rows(201), caption: text(1, 3_000) },
      { ...may, page_size: whole(1, 100), row_header_column_index: whole(0, 19) },
    ),
    tableText(20_000),
    plainHeader,
  ),
  markdown: shape({ type, text: text(1, 12_000) }, may),
  plan: shape(
    { type, title: text(1, 3_000) },
    {
      ...may,
      tasks: list(
        variant(() => ({ task_card: taskCard })),
        0,
        50,
      ),
    },
  ),
  task_card: taskCard,
};

export const anyBlock: Check = variant(() => outer);
