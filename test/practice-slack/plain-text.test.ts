import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainText } from '../../src/adapters/practice-slack/index.ts';

const names: Record<string, string> = { U0ANN: 'ann', C0OPS: 'ops' };
const nameOf = (id: string): string | undefined => names[id];
const words = (text: string) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});

test('blocks become lines, top to bottom', () => {
  const message = {
    text: 'fallback',
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: 'host01' } },
      { type: 'alert', level: 'error', text: { type: 'mrkdwn', text: 'Mail stops at *DNS* &amp; waits' } },
      {
        type: 'plan',
        title: 'Checking host01',
        tasks: [
          { type: 'task_card', task_id: '1', title: 'service', status: 'complete' },
          { type: 'task_card', task_id: '2', title: 'dns', status: 'error', details: words('NXDOMAIN\nfor relay') },
          { type: 'task_card', task_id: '3', title: 'relay', status: 'pending' },
        ],
      },
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'host relay\n<none>' }] },
          {
            type: 'rich_text_list',
            style: 'ordered',
            elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'Mend the name' }] }],
          },
        ],
      },
      {
        type: 'table',
        rows: [
          [
            { type: 'raw_text', text: 'stage' },
            { type: 'raw_text', text: 'state' },
          ],
        ],
      },
      {
        type: 'actions',
        elements: [
          { type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'Run again' } },
          { type: 'button', action_id: 'b', text: { type: 'plain_text', text: 'Evidence' } },
        ],
      },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'asked by <@U0ANN> in <#C0OPS>' }] },
    ],
    files: [{ name: 'evidence.txt' }],
  };
  assert.equal(
    plainText(message, nameOf),
    [
      'host01',
      'ERROR: Mail stops at DNS & waits',
      'Checking host01',
      '[x] service',
      '[!] dns',
      '    NXDOMAIN',
      '    for relay',
      '[ ] relay',
      '    host relay',
      '    <none>',
      '1. Mend the name',
      'stage | state',
      '[Run again]  [Evidence]',
      'asked by @ann in #ops',
      '[file evidence.txt]',
    ].join('\n'),
  );
});

test('without blocks the text is shown, markup taken off and foreign signs brought back', () => {
  assert.equal(
    plainText({
      text: '<!here> see <https://x.example|the page> and <https://y.example>: 1 &lt; 2 &amp;&amp; *yes* a*b*c <!date^1795356300^{time}|14:05 UTC>',
    }),
    '@here see the page and https://y.example: 1 < 2 && yes a*b*c 14:05 UTC',
  );
});
