import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from '../../src/adapters/practice-slack/blocks/problems.ts';

type Json = Record<string, unknown>;

const plain = (text: string): Json => ({ type: 'plain_text', text });
const mrkdwn = (text: string): Json => ({ type: 'mrkdwn', text });
const section = (text: string): Json => ({ type: 'section', text: mrkdwn(text) });
const button = (more: Json = {}): Json => ({ type: 'button', action_id: 'a', text: plain('Run again'), ...more });
const actions = (...elements: Json[]): Json => ({ type: 'actions', elements });
const richText = (...elements: Json[]): Json => ({ type: 'rich_text', elements });
const preformatted = (text: string): Json =>
  richText({ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] });
const task = (task_id: string, more: Json = {}): Json => ({
  type: 'task_card',
  task_id,
  title: 'DNS',
  status: 'complete',
  ...more,
});
const plan = (...tasks: Json[]): Json => ({ type: 'plan', title: 'host01', tasks });
const cell = (text: string): Json => ({ type: 'raw_text', text });
const table = (rows: Json[][], more: Json = {}): Json => ({ type: 'table', rows, ...more });
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

const good: readonly (readonly [string, Json[]])[] = [
  ['a section with 3000 characters', [section('x'.repeat(3000))]],
  ['fields without text', [{ type: 'section', fields: [mrkdwn('a'), plain('b')] }]],
  ['a button with everything', [actions(button({ value: 'v', style: 'danger', confirm: { text: plain('Sure?') } }))]],
  ['the same action id in two blocks', [actions(button()), actions(button())]],
  ['an alert', [{ type: 'alert', level: 'error', text: mrkdwn('*DNS*') }]],
  ['a plan with tasks', [plan(task('1', { details: preformatted('x'), output: preformatted('y') }), task('2'))]],
  ['a table', [table([[cell('a'), preformatted('b')]], { column_settings: [{ align: 'left', is_wrapped: true }] })]],
  ['50 blocks', times(50, () => ({ type: 'divider' }))],
  [
    'rich text of every kind',
    [
      richText(
        { type: 'rich_text_section', elements: [{ type: 'text', text: 'a', style: { bold: true } }] },
        { type: 'rich_text_list', style: 'ordered', elements: [{ type: 'rich_text_section', elements: [] }] },
        { type: 'rich_text_quote', elements: [{ type: 'user', user_id: 'U1' }] },
      ),
    ],
  ],
  [
    'a container with what it may hold',
    [{ type: 'container', title: plain('Evidence'), is_collapsible: true, child_blocks: [section('x')] }],
  ],
];

const bad: readonly (readonly [string, Json[], RegExp])[] = [
  ['an unknown type', [{ type: 'marquee' }], /unsupported type: marquee \[json-pointer:\/blocks\/0\/type\]/],
  ['no type', [{}], /missing required field: type/],
  ['an unknown field', [{ type: 'divider', colour: 'red' }], /invalid additional property: colour/],
  ['a section that is too long', [section('x'.repeat(3001))], /less than 3001 characters.*\/blocks\/0\/text\/text/],
  ['an empty section', [section('')], /more than 0 characters/],
  ['a section without text and fields', [{ type: 'section' }], /missing required field: one of text, fields/],
  ['a header in mrkdwn', [{ type: 'header', text: mrkdwn('x') }], /unsupported type: mrkdwn/],
  ['a header that is too long', [{ type: 'header', text: plain('x'.repeat(151)) }], /less than 151/],
  ['a button text that is too long', [actions(button({ text: plain('x'.repeat(76)) }))], /less than 76/],
  ['a button value that is too long', [actions(button({ value: 'x'.repeat(2001) }))], /less than 2001/],
  ['a button in an unknown style', [actions(button({ style: 'warning' }))], /must be one of: primary, danger/],
  ['a text that is a number', [{ type: 'section', text: { type: 'mrkdwn', text: 5 } }], /must be a string/],
  ['26 buttons', [actions(...times(26, (i) => button({ action_id: `a${i}` })))], /no more than 25 items/],
  ['no buttons', [actions()], /no fewer than 1 items/],
  ['11 context elements', [{ type: 'context', elements: times(11, () => mrkdwn('x')) }], /no more than 10 items/],
  ['51 blocks', times(51, () => ({ type: 'divider' })), /no more than 50 items/],
  ['the same block id twice', times(2, () => ({ type: 'divider', block_id: 'b' })), /`block_id` already exists: b/],
  ['the same action id twice in a block', [actions(button(), button())], /`action_id` already exists: a/],
  ['the same task id twice', [plan(task('1'), task('1'))], /`task_id` already exists: 1/],
  ['an unknown task status', [plan(task('1', { status: 'failed' }))], /must be one of: pending, in_progress/],
  ['51 tasks', [plan(...times(51, (i) => task(String(i))))], /no more than 50 items/],
  ['task details as text', [plan(task('1', { details: 'x' }))], /must be an object/],
  [
    'an alert of an unknown level',
    [{ type: 'alert', level: 'fatal', text: plain('x') }],
    /must be one of: default, info/,
  ],
  ['two tables', [table([[cell('a')]]), table([[cell('b')]])], /only_one_table_allowed/],
  ['101 rows', [table(times(101, () => [cell('a')]))], /no more than 100 items/],
  ['21 columns', [table([times(21, () => cell('a'))])], /no more than 20 items/],
  ['an empty cell', [table([[cell('')]])], /more than 0 characters/],
  ['a table of too much text', [table(times(11, () => [cell('x'.repeat(1000))]))], /no more than 10000 characters/],
  ['an empty text in rich text', [preformatted('')], /more than 0 characters/],
  [
    'a mention in preformatted text',
    [richText({ type: 'rich_text_preformatted', elements: [{ type: 'user', user_id: 'U1' }] })],
    /unsupported type: user/,
  ],
  [
    'too much markdown in all',
    times(2, () => ({ type: 'markdown', text: 'x'.repeat(6_001) })),
    /no more than 12000 characters of markdown/,
  ],
  [
    'a plan in a container',
    [{ type: 'container', title: plain('x'), child_blocks: [plan(task('1'))] }],
    /unsupported type: plan/,
  ],
  [
    'a data table with a rich header',
    [{ type: 'data_table', caption: 'x', rows: [[preformatted('x')]] }],
    /header row/,
  ],
  ['an image from nowhere', [{ type: 'image', alt_text: 'x' }], /one of image_url, slack_file/],
];

for (const [name, blocks] of good) {
  test(`takes ${name}`, () => assert.deepEqual(problemsOf(blocks, 'message'), []));
}

for (const [name, blocks, wanted] of bad) {
  test(`refuses ${name}`, () => assert.match(problemsOf(blocks, 'message').join('\n'), wanted));
}

test('a plan is for messages only, a table not for modals, and a home tab takes 100 blocks', () => {
  assert.match(problemsOf([plan()], 'home').join(), /unsupported type: plan/);
  assert.match(problemsOf([table([[cell('a')]])], 'modal').join(), /unsupported type: table/);
  assert.deepEqual(problemsOf([table([[cell('a')]])], 'home'), []);
  assert.deepEqual(
    problemsOf(
      times(100, () => ({ type: 'divider' })),
      'home',
    ),
    [],
  );
});
