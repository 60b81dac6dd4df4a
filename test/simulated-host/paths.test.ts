import assert from 'node:assert/strict';
import { test } from 'node:test';
import { intoHost, outOfHost, wholeLines } from '../../src/adapters/simulated-host/ssh/paths.ts';

const root = '/tmp/stuckmail-demo-x1/host01';

test('absolute paths of a host get its directory in front, and nothing else does', () => {
  const given = [
    'PATH=/usr/bin:/usr/sbin:/etc; export PATH',
    'for f in /etc/mail/sendmail.cf "$d/etc/x" ${a}/var/y; do cat "$f" >/dev/null; done',
    "awk '/^var/ { print $1 }' /var/log/maillog",
    'see https://host/etc/motd',
  ];
  assert.deepEqual(
    given.map((line) => intoHost('R', line)),
    [
      'PATH=R/usr/bin:R/usr/sbin:R/etc; export PATH',
      'for f in R/etc/mail/sendmail.cf "$d/etc/x" ${a}/var/y; do cat "$f" >/dev/null; done',
      "awk '/^var/ { print $1 }' R/var/log/maillog",
      'see https://host/etc/motd',
    ],
  );
});

test('the directory is taken out of the output wherever it is cut in two', () => {
  const text = `a ${root}/etc/mail b ${root}${root}/var /tmp/stuckmail-demo-x1/other /tmp/st`;
  const wanted = text.replaceAll(root, '');
  for (let first = 0; first <= text.length; first += 1) {
    for (const second of [first, first + 1, first + 7, text.length]) {
      const strip = outOfHost(root);
      const pieces = [text.slice(0, first), text.slice(first, second), text.slice(second)];
      assert.equal(pieces.map((piece) => strip.push(piece)).join('') + strip.end(), wanted);
    }
  }
});

test('pieces become whole lines', () => {
  const lines = wholeLines();
  assert.deepEqual([lines.push('a\nb'), lines.push('c'), lines.push('\nd'), lines.end()], ['a\n', '', 'bc\n', 'd']);
});
