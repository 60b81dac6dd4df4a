import { checkRichText, range, type Shape, shapesIn, textOf, wordOf } from './check-parts.ts';
import { lettersIn } from './walk.ts';

type Check = (block: Shape, at: string) => string[];

const checkText = (value: unknown, at: string, most: number, types = ['plain_text', 'mrkdwn']): string[] => {
  const object = (value ?? {}) as Shape;
  if (!types.includes(wordOf(object, 'type'))) return [`${at}: not one of ${types.join(', ')}`];
  const open = object['type'] === 'mrkdwn' ? /<(?!!date\^|@[UW][A-Z0-9]+>|https?:)/u : undefined;
  const raw = open?.test(textOf(object)) === true ? [`${at}: an unescaped <`] : [];
  return [...range(textOf(object), `${at}.text`, 1, most), ...raw];
};

const checkButton: Check = (button, at) => [
  ...(button['type'] === 'button' ? [] : [`${at}: only buttons are used here`]),
  ...checkText(button['text'], `${at}.text`, 75, ['plain_text']),
  ...range(wordOf(button, 'action_id'), `${at}.action_id`, 1, 255),
  ...range(wordOf(button, 'value'), `${at}.value`, 0, 2000),
];

/** A menu whose options are not in the message: the bot is asked for them, or they are people. */
const checkExternalMenu: Check = (menu, at) => [
  ...(menu['placeholder'] === undefined
    ? []
    : checkText(menu['placeholder'], `${at}.placeholder`, 150, ['plain_text'])),
  ...range(wordOf(menu, 'action_id'), `${at}.action_id`, 1, 255),
];

const checkOptions: Check = (menu, at) => {
  const options = shapesIn(menu['options']);
  const most = menu['type'] === 'overflow' ? 5 : 100;
  return [
    ...checkExternalMenu(menu, at),
    ...(options.length >= 1 && options.length <= most
      ? []
      : [`${at}.options: ${options.length}, 1 to ${most} allowed`]),
    ...options.flatMap((option, index) => [
      ...checkText(option['text'], `${at}.options[${index}].text`, 75, ['plain_text']),
      ...range(wordOf(option, 'value'), `${at}.options[${index}].value`, 1, 75),
    ]),
  ];
};

const elementChecks: Readonly<Record<string, Check>> = {
  external_select: checkExternalMenu,
  users_select: checkExternalMenu,
  static_select: checkOptions,
  overflow: checkOptions,
};

const checkElement: Check = (element, at) => (elementChecks[wordOf(element, 'type')] ?? checkButton)(element, at);

const tableLetters = 10_000;

const checkTable: Check = (table, at) => {
  const rows = (Array.isArray(table['rows']) ? table['rows'] : []) as readonly unknown[];
  const columns = new Set(rows.map((row) => shapesIn(row).length));
  const letters = lettersIn(rows);
  return [
    ...(rows.length >= 1 && rows.length <= 100 ? [] : [`${at}.rows: ${rows.length} rows, 1 to 100 allowed`]),
    ...(columns.size <= 1 && [...columns].every((count) => count >= 1 && count <= 20)
      ? []
      : [`${at}.rows: rows of ${[...columns].join(', ')} cells`]),
    ...(letters <= tableLetters ? [] : [`${at}.rows: ${letters} of ${tableLetters} letters in all cells`]),
    ...rows.flatMap((row, index) =>
      shapesIn(row).flatMap((cell, column) => checkRichText(cell, `${at}.rows[${index}][${column}]`)),
    ),
  ];
};

const checkTask: Check = (task, at) => [
  ...range(wordOf(task, 'task_id'), `${at}.task_id`, 1, 255),
  ...range(wordOf(task, 'title'), `${at}.title`, 1, 256),
  ...(['pending', 'in_progress', 'complete', 'error'].includes(wordOf(task, 'status'))
    ? []
    : [`${at}.status: unknown`]),
  ...['details', 'output'].flatMap((name) =>
    task[name] === undefined
      ? []
      : [
          ...checkRichText(task[name] as Shape, `${at}.${name}`),
          ...range(JSON.stringify(task[name]), `${at}.${name}`, 1, 2000),
        ],
  ),
];

/** How many of each kind of element, and what each must be. */
const several = (items: unknown, at: string, most: number, check: Check): string[] => {
  const all = shapesIn(items);
  const count = all.length >= 1 && all.length <= most ? [] : [`${at}: ${all.length} elements, 1 to ${most} allowed`];
  return [...count, ...all.flatMap((item, index) => check(item, `${at}[${index}]`))];
};

const unique = (items: unknown, key: string, at: string): string[] => {
  const all = shapesIn(items).map((item) => item[key]);
  return new Set(all).size === all.length ? [] : [`${at}: the same ${key} twice`];
};

const checks: Readonly<Record<string, Check>> = {
  alert: (block, at) => [
    ...checkText(block['text'], `${at}.text`, 3000),
    ...(['default', 'info', 'warning', 'error', 'success'].includes(wordOf(block, 'level') || 'default')
      ? []
      : [`${at}.level: unknown`]),
  ],
  section: (block, at) => checkText(block['text'], `${at}.text`, 3000),
  header: (block, at) => checkText(block['text'], `${at}.text`, 150, ['plain_text']),
  context: (block, at) =>
    several(block['elements'], `${at}.elements`, 10, (each, where) => checkText(each, where, 3000)),
  actions: (block, at) => [
    ...several(block['elements'], `${at}.elements`, 25, checkElement),
    ...unique(block['elements'], 'action_id', at),
  ],
  divider: () => [],
  image: (block, at) => [
    ...range(wordOf(block, 'alt_text'), `${at}.alt_text`, 1, 2000),
    ...range(wordOf((block['slack_file'] ?? {}) as Shape, 'id'), `${at}.slack_file.id`, 1, 255),
  ],
  markdown: (block, at) => range(textOf(block), `${at}.text`, 1, 12_000),
  rich_text: checkRichText,
  table: checkTable,
  task_card: checkTask,
  plan: (block, at) => [
    ...range(wordOf(block, 'title'), `${at}.title`, 1, 256),
    ...several(block['tasks'], `${at}.tasks`, 50, checkTask),
    ...unique(block['tasks'], 'task_id', at),
  ],
};

/** What Slack would refuse about one block; kinds of blocks that this bot never sends count as refused. */
export const checkBlock = (given: unknown, at: string): string[] => {
  const block = given as Shape;
  const check = checks[wordOf(block, 'type')];
  if (check === undefined) return [`${at}: a block of type ${wordOf(block, 'type')} is not known here`];
  return [...range(wordOf(block, 'block_id'), `${at}.block_id`, 0, 255), ...check(block, at)];
};
