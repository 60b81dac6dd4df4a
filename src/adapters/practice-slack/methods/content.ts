import type { Arguments } from '../arguments.ts';
import { isRecord, jsonOf, textOf } from '../arguments.ts';
import { lengthOf, problemsOf } from '../blocks/problems.ts';
import { Refusal } from '../refusal.ts';
import type { Block, MessageMetadata } from '../workspace.ts';

const LARGEST_METADATA = 8_000;
/** Not in Slack's reference; reported by many who ran into it. */
const LONGEST_BLOCKS = 13_000;

/** What a message says, read from the arguments of a call or the body of an answer, and checked. */
export interface Content {
  readonly text: string | undefined;
  readonly blocks: readonly Block[] | undefined;
  readonly attachments: readonly unknown[] | undefined;
}

export function contentOf(args: Arguments): Content {
  const text = textOf(args, 'text');
  const markdown = textOf(args, 'markdown_text');
  const blocks = blocksOf(args);
  const attachments = attachmentsOf(args);
  if (markdown !== undefined) {
    if (text !== undefined || blocks !== undefined) throw new Refusal('markdown_text_conflict');
    if (markdown.length > 12_000) throw new Refusal('msg_too_long');
    return { text: markdown, blocks: [{ type: 'markdown', text: markdown }], attachments };
  }
  return { text, blocks, attachments };
}

/** The text of a message, or a refusal when it says nothing at all. */
export function sayingOf(content: Content): string {
  const { text, blocks, attachments } = content;
  if (text === undefined && (blocks ?? []).length === 0 && (attachments ?? []).length === 0) {
    throw new Refusal('no_text');
  }
  return text ?? '';
}

function blocksOf(args: Arguments): readonly Block[] | undefined {
  const value = jsonOf(args, 'blocks', 'invalid_blocks_format');
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw new Refusal('invalid_blocks_format');
  checkBlocks(value, 'message');
  return value as Block[];
}

/** Refuses blocks Slack would refuse, with its kind of messages. */
export function checkBlocks(blocks: readonly unknown[], surface: 'message' | 'modal' | 'home'): void {
  const problems = problemsOf(blocks, surface);
  const oneTable = problems.find((problem) => problem.includes('only_one_table_allowed'));
  if (oneTable !== undefined) throw new Refusal('invalid_attachments', [oneTable]);
  if (problems.length > 0) throw new Refusal('invalid_blocks', problems);
  if (surface === 'message' && lengthOf(blocks) > LONGEST_BLOCKS) throw new Refusal('msg_blocks_too_long');
}

function attachmentsOf(args: Arguments): readonly unknown[] | undefined {
  const value = jsonOf(args, 'attachments', 'invalid_attachments');
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every(isRecord)) throw new Refusal('invalid_attachments');
  if (value.length > 100) throw new Refusal('too_many_attachments');
  for (const { blocks, color } of value) {
    if (Array.isArray(blocks)) checkBlocks(blocks, 'message');
    if (typeof color === 'string' && !/^(good|warning|danger|#?[0-9a-f]{6})$/i.test(color)) {
      throw new Refusal('invalid_attachments', [`[ERROR] invalid color: ${color}`]);
    }
  }
  return value;
}

/** `undefined` when not given; an empty object clears it on an update. */
export function metadataOf(args: Arguments): MessageMetadata | 'clear' | undefined {
  const value = jsonOf(args, 'metadata', 'invalid_metadata_format');
  if (value === undefined) return undefined;
  if (!isRecord(value)) throw new Refusal('invalid_metadata_format');
  if (Object.keys(value).length === 0) return 'clear';
  const { event_type, event_payload } = value;
  if (typeof event_type !== 'string' || !isRecord(event_payload)) throw new Refusal('invalid_metadata_format');
  if (JSON.stringify(value).length > LARGEST_METADATA) throw new Refusal('metadata_too_large');
  for (const [field, inner] of Object.entries(event_payload)) {
    if (!isFlat(inner, 1)) throw new Refusal('invalid_metadata_schema', [`[ERROR] unsupported value in ${field}`]);
  }
  return { event_type, event_payload };
}

/** A plain value, a flat object, or an array of those. */
function isFlat(value: unknown, depth: number): boolean {
  if (['string', 'number', 'boolean'].includes(typeof value)) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.every((one) => isFlat(one, 1));
  return isRecord(value) && Object.values(value).every((one) => isFlat(one, 0));
}
