import { isRecord } from './arguments.ts';

/** What of a message can be read. */
export interface Readable {
  readonly text: string;
  readonly blocks?: readonly unknown[];
  readonly attachments?: readonly unknown[];
  readonly files?: readonly { readonly name: string }[];
}

/** Gives the name of a person, channel or group by id. */
export type NameOf = (id: string) => string | undefined;

const STATUS: Record<string, string> = { pending: '[ ]', in_progress: '[~]', complete: '[x]', error: '[!]' };

/** A message as lines of plain text; the top-level text only where there are no blocks, as Slack shows it. */
export function plainText(message: Readable, nameOf: NameOf = () => undefined): string {
  const blocks = message.blocks ?? [];
  const attached = (message.attachments ?? []).flatMap((one) =>
    isRecord(one) ? (Array.isArray(one.blocks) ? (one.blocks as unknown[]) : [one.text]) : [],
  );
  const shown = blocks.length > 0 || attached.length > 0 ? [...blocks, ...attached] : [message.text];
  const lines = shown.map((block) => blockText(block, nameOf)).filter((text) => text !== '');
  const files = (message.files ?? []).map(({ name }) => `[file ${name}]`);
  return [...lines, ...files].join('\n');
}

function blockText(block: unknown, nameOf: NameOf): string {
  if (typeof block === 'string') return marked(block, nameOf);
  if (!isRecord(block)) return '';
  const inner = (value: unknown): string => blockText(value, nameOf);
  const many = (value: unknown, between: string): string =>
    (Array.isArray(value) ? value : [])
      .map(inner)
      .filter((text) => text !== '')
      .join(between);
  switch (block.type) {
    case 'plain_text':
    case 'raw_text':
    case 'raw_number':
    case 'text':
      return String(block.text);
    case 'mrkdwn':
    case 'markdown':
      return marked(String(block.text), nameOf);
    case 'header':
      return inner(block.text);
    case 'alert':
      return `${typeof block.level === 'string' && block.level !== 'default' ? `${block.level.toUpperCase()}: ` : ''}${inner(block.text)}`;
    case 'section':
      return [inner(block.text), many(block.fields, '\n'), inner(block.accessory)]
        .filter((text) => text !== '')
        .join('\n');
    case 'context':
    case 'actions':
    case 'context_actions':
      return many(block.elements, '  ');
    case 'button':
    case 'workflow_button':
    case 'icon_button':
      return `[${inner(block.text)}]`;
    case 'static_select':
    case 'external_select':
    case 'users_select':
      return `[${inner(block.placeholder)} v]`;
    case 'overflow':
      return '[...]';
    case 'input':
      return `${inner(block.label)}: ____`;
    case 'divider':
      return '----';
    case 'image':
      return `[picture: ${String(block.alt_text)}]`;
    case 'plan':
      return [String(block.title), many(block.tasks, '\n')].join('\n');
    case 'task_card':
      return taskText(block, inner);
    case 'table':
    case 'data_table':
      return (Array.isArray(block.rows) ? block.rows : []).map((row) => many(row, ' | ')).join('\n');
    case 'container':
      return [inner(block.rich_text_title ?? block.title), many(block.child_blocks, '\n')].join('\n');
    case 'card':
      return ['title', 'subtitle', 'body']
        .map((name) => inner(block[name]))
        .concat(many(block.actions, '  '))
        .filter((text) => text !== '')
        .join('\n');
    case 'rich_text':
    case 'carousel':
      return many(block.elements, '\n');
    case 'rich_text_list':
      return listText(block, inner);
    case 'rich_text_quote':
      return indent(many(block.elements, ''), '> ');
    case 'rich_text_preformatted':
      return indent(many(block.elements, ''), '    ');
    case 'rich_text_section':
      return many(block.elements, '');
    default:
      return inlineText(block, nameOf);
  }
}

function inlineText(element: Record<string, unknown>, nameOf: NameOf): string {
  const id = [element.user_id, element.channel_id, element.usergroup_id].find((one) => typeof one === 'string');
  if (id !== undefined) return `${element.type === 'channel' ? '#' : '@'}${nameOf(id) ?? id}`;
  if (element.type === 'link') return String(element.text ?? element.url);
  if (element.type === 'emoji') return `:${String(element.name)}:`;
  if (element.type === 'broadcast') return `@${String(element.range)}`;
  if (element.type === 'date') return String(element.fallback ?? element.timestamp);
  return '';
}

function taskText(task: Record<string, unknown>, inner: (value: unknown) => string): string {
  const head = `${STATUS[String(task.status)] ?? '[?]'} ${String(task.title)}`;
  return [head, indent(inner(task.details), '    '), indent(inner(task.output), '    ')]
    .filter((text) => text !== '')
    .join('\n');
}

function listText(list: Record<string, unknown>, inner: (value: unknown) => string): string {
  const items = Array.isArray(list.elements) ? list.elements : [];
  const margin = '  '.repeat(typeof list.indent === 'number' ? list.indent : 0);
  return items
    .map((item, index) => `${margin}${list.style === 'ordered' ? `${index + 1}.` : '-'} ${inner(item)}`)
    .join('\n');
}

function indent(text: string, margin: string): string {
  return text === ''
    ? ''
    : text
        .split('\n')
        .map((line) => `${margin}${line}`)
        .join('\n');
}

/** Slack's markup without the markup. */
function marked(text: string, nameOf: NameOf): string {
  return text
    .replaceAll(
      /<([@#])([A-Z0-9]+)(?:\|([^>]*))?>/g,
      (_, sign: string, id: string, label?: string) => `${sign}${nameOf(id) ?? (label || id)}`,
    )
    .replaceAll(
      /<!subteam\^([A-Z0-9]+)(?:\|@?([^>]*))?>/g,
      (_, id: string, label?: string) => `@${label ?? nameOf(id) ?? id}`,
    )
    .replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll(/<!(\w+)[^>]*>/g, '@$1')
    .replaceAll(/<([^<>|]+)\|([^<>]+)>/g, '$2')
    .replaceAll(/<([^<>|]+)>/g, '$1')
    .replaceAll(/(?<![\w*])\*([^*\n]+)\*(?![\w*])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
