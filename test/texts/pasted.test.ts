import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from '../../src/domain/explain/index.ts';
import { withoutLineNumbers } from '../../src/domain/text/clean-lines.ts';
import { withoutOuterBlanks } from '../../src/domain/text/outer-blanks.ts';
import { withoutQuoteMarks } from '../../src/domain/text/quote-marks.ts';
import { unfoldBounce } from '../../src/domain/text/unfold-bounce.ts';

const head = 'Jul 29 02:42:52 app01 sm-mta[1284]: ';
const deferral = `${head}u3B84xT9931967: to=<anna@dest.example>, delay=18:16:37, xdelay=00:00:00, mailer=esmtp, pri=43710276, relay=dest.example., dsn=4.0.0, stat=Deferred: Connection timed out with dest.example.`;
const load = `${head}rejecting connections on daemon MTA-v4: load average: 57`;
const bounce = [
  '... while talking to mx.dest.example.:',
  '>>> DATA',
  '<<< 554 5.7.1 Your message was rejected due to the DMARC policy of sender.example',
  '554 5.0.0 Service unavailable',
].join('\n');

/** A terminal of so many columns. */
const cut = (columns: number, text: string): string =>
  text
    .split('\n')
    .map((line) => line.match(new RegExp(`.{1,${columns}}`, 'g'))?.join('\n') ?? '')
    .join('\n');

/** A mail program that wraps at so many columns. */
const wrap = (columns: number, text: string): string =>
  text
    .split('\n')
    .map((line) => {
      const rows = [''];
      for (const word of line.split(' ')) {
        const last = rows.at(-1) ?? '';
        if (last !== '' && last.length + 1 + word.length > columns) rows.push(word);
        else rows[rows.length - 1] = last === '' ? word : `${last} ${word}`;
      }
      return rows.join('\n');
    })
    .join('\n');

const ways: Readonly<Record<string, (text: string) => string>> = {
  'cut by a terminal of 80 columns': (text) => cut(80, text),
  'cut by a terminal of 132 columns': (text) => cut(132, text),
  'wrapped at 72 columns': (text) => wrap(72, text),
  quoted: (text) => text.replace(/^/gm, '> '),
  'quoted twice': (text) => text.replace(/^/gm, '>> '),
  indented: (text) => text.replace(/^/gm, '    '),
  'with blanks at the ends': (text) => text.replace(/$/gm, '   '),
  'in a code block': (text) => `\`\`\`\n${text}\n\`\`\``,
  'with blanks of web pages': (text) => text.replace(/ /g, '\u00a0'),
};

for (const [name, way] of Object.entries(ways))
  test(`a paste ${name} says the same`, () => {
    assert.equal(explain(way(deferral), 'maillog').code, 'CONNECT_TIMED_OUT');
    assert.equal(explain(way(load), 'maillog').code, 'QUEUE_LOAD_TOO_HIGH');
    assert.equal(explain(way(bounce), 'smtp').code, 'RELAY_AUTHENTICITY');
  });

test('words after stat= that a mail program parted stay parted', () => {
  const text = `${head}u3B84xT9931967: to=<anna@dest.example>, relay=mx.dest.example. [192.0.2.25],\ndsn=5.7.1, stat=Service\nunavailable`;
  assert.equal(explain(text, 'maillog').code, 'RELAY_DENIED');
});

test('a reply is joined with the rest of it, and with nothing else', () => {
  const lines = [
    '<<< 550 5.1.1 The mailbox of anna is not known to this server, we are',
    'sorry for that',
    '550 5.1.1 <anna@dest.example>... User unknown',
    '>>> RSET',
  ];
  assert.deepEqual(unfoldBounce(lines), [`${lines[0]} ${lines[1]}`, lines[2], lines[3]]);
  const dialogue = ['550 5.1.1 No such user', 'Please call us.', '221 2.0.0 Bye'];
  assert.deepEqual(unfoldBounce(dialogue), dialogue, 'there was room for the next word');
});

test('marks that all lines share go, others stay', () => {
  assert.deepEqual(withoutQuoteMarks(['> a', '> >>> DATA']), ['a', '>>> DATA']);
  assert.deepEqual(withoutQuoteMarks(['>>> DATA', '>>> QUIT']), ['>>> DATA', '>>> QUIT']);
  assert.deepEqual(withoutQuoteMarks(['> EHLO a', '< 250 b']), ['> EHLO a', '< 250 b']);
  assert.deepEqual(withoutOuterBlanks(['  a  ', '', '    b']), ['a', '', '  b']);
  assert.deepEqual(withoutLineNumbers(['12:a', '15:b']), ['a', 'b']);
  assert.deepEqual(withoutLineNumbers(['15:a', '12:b']), ['15:a', '12:b'], 'numbers of lines grow');
  assert.deepEqual(withoutLineNumbers(['250:a']), ['250:a']);
});
