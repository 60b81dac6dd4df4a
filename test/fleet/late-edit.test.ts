import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Caller } from '../../src/adapters/slack/outbox/caller.ts';
import { editInOrder } from '../../src/adapters/slack/outbox/edit-in-order.ts';
import type { PostNotes } from '../../src/adapters/slack/outbox/noted-posts.ts';
import { SlackUnavailable } from '../../src/adapters/slack/outbox/slack-trouble.ts';
import { createMemoryCollections } from '../../src/adapters/store/memory-collections.ts';
import { quick } from '../slack/slack-bench.ts';

const key = { subject: 'survey-1', place: { team: 'T1', channel: 'C1' }, step: 'root' };
const edition = (version: number) => ({ ts: '1.1', version, message: { text: `state ${version}`, blocks: [] } });

test('an edit that was held up for longer than its hold is not left over a newer state', async () => {
  const collections = createMemoryCollections();
  const notes = collections.open<PostNotes>('posts');
  const shown: string[] = [];
  let wake = (): void => undefined;
  const frozen = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const callerOf = (before: Promise<void>): Caller => ({
    call: async (_, args) => {
      await before;
      shown.push(String(args['text']));
      return { kind: 'done', data: {} };
    },
    blockedFor: () => 0,
    freeBy: async () => true,
  });
  const timing = { ...quick, callMs: 50, backoffMs: 10, editEveryMs: 10 };
  const toolsOf = (before: Promise<void>) => ({
    caller: callerOf(before),
    notes,
    timing,
    signal: new AbortController().signal,
  });
  const slow = editInOrder(toolsOf(frozen), key, edition(1));
  slow.catch(() => undefined);
  const other = toolsOf(Promise.resolve());
  await editInOrder(other, key, edition(2));
  assert.deepEqual(shown, ['state 2']);
  wake();
  await assert.rejects(slow, SlackUnavailable);
  await editInOrder(other, key, edition(2));
  assert.deepEqual(shown, ['state 2', 'state 1', 'state 2']);
  await editInOrder(other, key, edition(2));
  assert.equal(shown.length, 3, 'what shows is not sent again');
  await collections.close();
});
