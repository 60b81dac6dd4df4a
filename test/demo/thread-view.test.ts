import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from '../../src/adapters/practice-slack/workspace.ts';
import { createThreadView } from '../../src/main/demo/thread-view.ts';

const names = new Map([
  ['U0BOT', 'stuckmail'],
  ['U0ANN', 'ann'],
  ['C0OPS', 'ops'],
]);
const slack = { botUserId: 'U0BOT', nameOf: (id: string) => names.get(id) };
const style = { color: false, width: 80 };

const message = (ts: string, blocks: readonly unknown[], thread?: string): Message =>
  ({
    type: 'message',
    channel: 'C0OPS',
    ts,
    user: 'U0BOT',
    team: 'T0',
    text: 'fallback',
    blocks,
    ...(thread === undefined ? {} : { thread_ts: thread }),
  }) as unknown as Message;

const said = (text: string) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});
const task = (title: string, status: string, output?: string) => ({
  type: 'task_card',
  task_id: title,
  title,
  status,
  ...(output === undefined ? {} : { output: said(output) }),
});
const plan = (...tasks: readonly unknown[]) => [{ type: 'plan', title: 'host01: reading', tasks }];
const answer = [
  { type: 'alert', level: 'error', text: { type: 'plain_text', text: 'host01: mail stops at DNS.' } },
  ...plan(task('DNS', 'error', 'no such name')),
];

/** The screen after everything was written: lines, moved over and cleared as a terminal does it. */
const screenOf = (written: string): string[] => {
  const lines: string[] = [''];
  let row = 0;
  for (const token of written.split(/(\u001b\[\d+A|\u001b\[0J|\n)/)) {
    const up = /^\u001b\[(\d+)A$/.exec(token);
    if (up) row -= Number(up[1]);
    else if (token === '\u001b[0J') lines.splice(row);
    else if (token === '\n') row += 1;
    else if (token !== '') lines[row] = token;
  }
  return Array.from(lines, (line) => line ?? '');
};

const show = (rows: number | undefined): { written: () => string; view: ReturnType<typeof createThreadView> } => {
  let written = '';
  const write = (text: string): void => {
    written += text;
  };
  return { written: () => written, view: createThreadView(slack, { write, style, rows }) };
};

const grow = (view: ReturnType<typeof createThreadView>): void => {
  const first = message('1700000000.000001', plan(task('Service', 'in_progress'), task('DNS', 'in_progress')));
  view.show({ kind: 'posted', message: first });
  const second = plan(task('Service', 'complete', 'runs'), task('DNS', 'in_progress'));
  view.show({ kind: 'updated', message: { ...first, blocks: second } });
  view.show({ kind: 'updated', message: { ...first, blocks: answer } });
  view.show({ kind: 'posted', message: message('1700000001.000001', [said('Report')], first.ts) });
};

test('on a terminal the message grows in place and the report stands below it', () => {
  const { view, written } = show(40);
  grow(view);
  const screen = screenOf(written()).map((line) => line.replace(/\d\d:\d\d/, 'HH:MM'));
  assert.deepEqual(screen, [
    '',
    '#ops  stuckmail (bot)  HH:MM',
    '  │ host01: mail stops at DNS.',
    '  │',
    '  │ host01: reading',
    '  │ ✗ DNS                   no such name',
    '',
    '  ↳ in the thread  stuckmail (bot)  HH:MM',
    '    │ Report',
  ]);
});

test('on a pipe each stage is told once, and the answer is shown whole', () => {
  const { view, written } = show(undefined);
  grow(view);
  const text = written();
  assert.doesNotMatch(text, /\u001b/);
  assert.equal(text.match(/✓ Service {15}runs/g)?.length, 1);
  assert.match(text, /this message grows[\s\S]*✓ Service[\s\S]*with the answer[\s\S]*mail stops at DNS[\s\S]*Report/);
});

test('what was written in between is never drawn over', () => {
  const { view, written } = show(40);
  const first = message('1700000000.000001', plan(task('Service', 'in_progress')));
  view.show({ kind: 'posted', message: first });
  view.leave();
  view.show({ kind: 'updated', message: { ...first, blocks: answer } });
  assert.doesNotMatch(written(), /\u001b/);
  assert.match(written(), /… Service[\s\S]*mail stops at DNS/);
});

test('a live message is cut to the height of the terminal, the answer is not', () => {
  const { view, written } = show(8);
  const many = Array.from({ length: 12 }, (_, index) => task(`Stage ${index}`, 'in_progress'));
  const first = message('1700000000.000001', plan(...many));
  view.show({ kind: 'posted', message: first });
  assert.equal(written().trimEnd().split('\n').length, 5);
  const all = [answer[0], ...plan(...many)];
  view.show({ kind: 'updated', message: { ...first, blocks: all as never } });
  const screen = screenOf(written());
  assert.ok(screen.some((line) => line.includes('Stage 11')));
  assert.equal(screen.filter((line) => line.includes('Stage 0')).length, 1);
});
