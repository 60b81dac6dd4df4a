import { isRecord } from '../arguments.ts';
import { list, problem } from './checks.ts';
import { anyBlock } from './layout.ts';

/** Where blocks are shown; some types are for some surfaces only. */
export type Surface = 'message' | 'modal' | 'home';

const MOST_BLOCKS = { message: 50, modal: 100, home: 100 } as const;
const NOT_ON: Record<Surface, readonly string[]> = {
  message: [],
  modal: ['data_table', 'markdown', 'plan', 'table', 'task_card'],
  home: ['markdown', 'plan', 'task_card'],
};
const MOST_MARKDOWN = 12_000;

/** What Slack would say is wrong with these blocks; empty when it would take them. */
export function problemsOf(blocks: readonly unknown[], surface: Surface): string[] {
  const problems: string[] = [];
  list(anyBlock, 0, MOST_BLOCKS[surface])(blocks, '/blocks', problems);
  const seen = new Set<string>();
  let tables = 0;
  let markdown = 0;
  visit(blocks, '/blocks', (node, at) => {
    if (typeof node.type !== 'string') return;
    if (NOT_ON[surface].includes(node.type)) problem(problems, `${at}/type`, `unsupported type: ${node.type}`);
    for (const name of ['block_id', 'action_id', 'task_id']) {
      const value = node[name];
      if (typeof value !== 'string') continue;
      // An action id has to be unique in its block, the others in the message.
      const key = `${name} ${name === 'action_id' ? at.split('/')[2] : ''} ${value}`;
      if (seen.has(key)) problem(problems, `${at}/${name}`, `\`${name}\` already exists: ${value}`);
      seen.add(key);
    }
    if (node.type === 'table' || node.type === 'data_table') tables += 1;
    if (node.type === 'markdown' && typeof node.text === 'string') markdown += node.text.length;
  });
  if (tables > 1) problem(problems, '/blocks', 'only_one_table_allowed');
  if (markdown > MOST_MARKDOWN) problem(problems, '/blocks', `no more than ${MOST_MARKDOWN} characters of markdown`);
  return problems;
}

/** How many characters the blocks show; Slack refuses long ones though each block keeps its limit. */
export function lengthOf(blocks: readonly unknown[]): number {
  let length = 0;
  visit(blocks, '', (node) => {
    for (const name of ['text', 'title', 'caption']) {
      const value = node[name];
      if (typeof value === 'string') length += value.length;
    }
  });
  return length;
}

function visit(node: unknown, at: string, look: (node: Record<string, unknown>, at: string) => void): void {
  if (Array.isArray(node)) for (const [index, one] of node.entries()) visit(one, `${at}/${index}`, look);
  if (!isRecord(node)) return;
  look(node, at);
  for (const [name, inner] of Object.entries(node)) visit(inner, `${at}/${name}`, look);
}
