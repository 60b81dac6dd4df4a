import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkMessage } from '../../src/adapters/slack/blocks/check-message.ts';
import type { SlackBlock, SlackMessage } from '../../src/adapters/slack/outbox/slack-message.ts';

const rich = (text: string): SlackBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});
const task = (task_id: string, title = 'x', status = 'pending') => ({ type: 'task_card', task_id, title, status });
const button = (action_id: string, text = 'x', value = 'x') => ({
  type: 'button',
  action_id,
  value,
  text: { type: 'plain_text', text },
});
const of = (...blocks: unknown[]): SlackMessage => ({ text: 'x', blocks: blocks as SlackBlock[] });

const bad: readonly [string, SlackMessage, RegExp][] = [
  ['an empty text', { text: ' ', blocks: [] }, /text: empty/],
  ['a long text', { text: 'x'.repeat(4001), blocks: [] }, /4001 of 4000/],
  ['a call to a channel', { text: 'a <!channel> b', blocks: [] }, /unescaped </],
  ['a bare ampersand', { text: 'a & b', blocks: [] }, /unescaped &/],
  ['51 blocks', of(...Array.from({ length: 51 }, () => ({ type: 'divider' }))), /51 of 50/],
  ['too much in all', of(...Array.from({ length: 5 }, () => rich('x'.repeat(2900)))), /of 12000 letters/],
  ['a long rich text element', of(rich('x'.repeat(3001))), /3001 letters/],
  ['an empty rich text element', of(rich('')), /0 letters/],
  ['half a character', of(rich('a\ud800b')), /half characters/],
  ['a control character', of(rich('a\u0007b')), /control characters/],
  ['an empty rich text', of({ type: 'rich_text', elements: [] }), /empty/],
  ['a long header', of({ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }), /151 letters/],
  ['a mrkdwn header', of({ type: 'header', text: { type: 'mrkdwn', text: 'x' } }), /not one of plain_text/],
  ['an empty section', of({ type: 'section', text: { type: 'mrkdwn', text: '' } }), /0 letters/],
  ['an unescaped mrkdwn', of({ type: 'section', text: { type: 'mrkdwn', text: '<!here>' } }), /unescaped </],
  [
    '11 context elements',
    of({ type: 'context', elements: Array.from({ length: 11 }, () => ({ type: 'mrkdwn', text: 'x' })) }),
    /11 elements/,
  ],
  [
    '26 buttons',
    of({ type: 'actions', elements: Array.from({ length: 26 }, (_, index) => button(`b${index}`)) }),
    /26 elements/,
  ],
  ['the same action twice', of({ type: 'actions', elements: [button('a'), button('a')] }), /same action_id/],
  ['a long button', of({ type: 'actions', elements: [button('a', 'x'.repeat(76))] }), /76 letters/],
  ['a long value', of({ type: 'actions', elements: [button('a', 'x', 'x'.repeat(2001))] }), /2001 letters/],
  [
    'an unknown alert level',
    of({ type: 'alert', level: 'panic', text: { type: 'plain_text', text: 'x' } }),
    /level: unknown/,
  ],
  ['the same task twice', of({ type: 'plan', title: 'x', tasks: [task('a'), task('a')] }), /same task_id/],
  [
    '51 tasks',
    of({ type: 'plan', title: 'x', tasks: Array.from({ length: 51 }, (_, index) => task(`t${index}`)) }),
    /51 elements/,
  ],
  ['an unknown task status', of({ type: 'plan', title: 'x', tasks: [task('a', 'x', 'skipped')] }), /status: unknown/],
  ['a plan without a title', of({ type: 'plan', tasks: [task('a')] }), /title: 0 letters/],
  ['two tables', of({ type: 'table', rows: [] }, { type: 'table', rows: [] }), /more than one table/],
  ['a block id twice', of({ type: 'divider', block_id: 'a' }, { type: 'divider', block_id: 'a' }), /same block_id/],
  [
    'too much markdown',
    of({ type: 'markdown', text: 'x'.repeat(7000) }, { type: 'markdown', text: 'x'.repeat(7000) }),
    /14000 of 12000/,
  ],
  ['an unknown block', of({ type: 'blink' }), /not known/],
];

for (const [name, message, expected] of bad) {
  test(`refuses ${name}`, () => assert.match(checkMessage(message).join('\n'), expected));
}

test('takes a message that is fine', () => {
  const fine = of(
    rich('x'),
    { type: 'plan', title: 'x', tasks: [task('a'), task('b')] },
    { type: 'actions', elements: [button('a')] },
  );
  assert.deepEqual(checkMessage({ ...fine, text: 'a &amp; b &lt; c' }), []);
});
