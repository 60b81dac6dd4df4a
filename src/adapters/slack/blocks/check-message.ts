import type { SlackMessage } from '../outbox/slack-message.ts';
import { checkBlock } from './check-block.ts';
import { lettersIn } from './walk.ts';

/** Above this `chat.update` refuses a text. */
const textMost = 4000;
const blocksMost = 50;
/** Slack was seen refusing messages above 13,000 letters over all blocks. */
const lettersMost = 12_000;
const markdownMost = 12_000;

/** Slack's limits as far as this bot's messages can meet them; a message that passes is not refused. Empty when all is well. */
export const checkMessage = ({ text, blocks }: SlackMessage): readonly string[] => {
  const problems: string[] = [];
  if (text.trim() === '') problems.push('text: empty; notifications and screen readers would say nothing');
  if (text.length > textMost) problems.push(`text: ${text.length} of ${textMost} letters`);
  if (/<(?!!date\^|@[UW][A-Z0-9]+>)/u.test(text)) problems.push('text: an unescaped <');
  if (/&(?!amp;|lt;|gt;)/u.test(text)) problems.push('text: an unescaped &');
  if (blocks.length > blocksMost) problems.push(`blocks: ${blocks.length} of ${blocksMost}`);
  const letters = lettersIn(blocks);
  if (letters > lettersMost) problems.push(`blocks: ${letters} of ${lettersMost} letters in all`);
  const markdown = blocks.reduce((sum, block) => sum + (block.type === 'markdown' ? block.text.length : 0), 0);
  if (markdown > markdownMost) problems.push(`markdown blocks: ${markdown} of ${markdownMost} letters in all`);
  if (blocks.filter(({ type }) => type === 'table' || type === 'data_table').length > 1)
    problems.push('blocks: more than one table');
  const ids = blocks.flatMap(({ block_id }) => (block_id === undefined ? [] : [block_id]));
  if (new Set(ids).size < ids.length) problems.push('blocks: the same block_id twice');
  return [...problems, ...blocks.flatMap((block, index) => checkBlock(block, `blocks[${index}]`))];
};
