export type Shape = Readonly<Record<string, unknown>>;

export const shapesIn = (value: unknown): readonly Shape[] => (Array.isArray(value) ? (value as readonly Shape[]) : []);
export const wordOf = (shape: Shape, key: string): string => {
  const value = shape[key];
  return typeof value === 'string' ? value : '';
};
export const textOf = (shape: Shape): string => wordOf(shape, 'text');

export const range = (text: string, at: string, least: number, most: number): string[] =>
  text.length >= least && text.length <= most ? [] : [`${at}: ${text.length} letters, ${least} to ${most} allowed`];

const elementTypes = new Set(['text', 'link', 'user', 'channel', 'emoji', 'date', 'usergroup']);

const checkInline = (element: Shape, at: string, preformatted: boolean): string[] => {
  const type = wordOf(element, 'type');
  if (!elementTypes.has(type) || (preformatted && type !== 'text' && type !== 'link'))
    return [`${at}: ${type} is not allowed here`];
  // A lone half of a character, or a control character, makes the whole message invalid or unreadable.
  if (
    /[\u0000-\u0008\u000b-\u001f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(
      textOf(element),
    )
  )
    return [`${at}: control characters or half characters`];
  return type === 'text' ? range(textOf(element), `${at}.text`, 1, 3000) : [];
};

const checkPart = (part: Shape, at: string): string[] => {
  const inside = shapesIn(part['elements']);
  const empty = inside.length === 0 ? [`${at}: empty`] : [];
  switch (part['type']) {
    case 'rich_text_list':
      return [
        ...empty,
        ...(['bullet', 'ordered'].includes(wordOf(part, 'style')) ? [] : [`${at}.style: unknown`]),
        ...inside.flatMap((item, index) =>
          item['type'] === 'rich_text_section'
            ? checkPart(item, `${at}[${index}]`)
            : [`${at}[${index}]: lists hold sections`],
        ),
      ];
    case 'rich_text_section':
    case 'rich_text_quote':
    case 'rich_text_preformatted':
      return [
        ...empty,
        ...inside.flatMap((item, index) =>
          checkInline(item, `${at}[${index}]`, part['type'] === 'rich_text_preformatted'),
        ),
      ];
    default:
      return [`${at}: ${wordOf(part, 'type')} is no part of a rich text`];
  }
};

export const checkRichText = (block: Shape, at: string): string[] => {
  const parts = shapesIn(block['elements']);
  if (block['type'] !== 'rich_text') return [`${at}: no rich text`];
  return parts.length === 0
    ? [`${at}: empty`]
    : parts.flatMap((part, index) => checkPart(part, `${at}.elements[${index}]`));
};
