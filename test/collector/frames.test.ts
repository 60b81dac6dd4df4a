import assert from 'node:assert/strict';
import { test } from 'node:test';
import { array, assert as check, integer, property, string } from 'fast-check';
import { FrameReader } from '../../src/domain/collector/frames.ts';
import type { ProbeResult } from '../../src/domain/collector/probe.ts';

const nonce = 'feedfacefeedface';
const read = (pieces: readonly string[]) => {
  const results: ProbeResult[] = [];
  const reader = new FrameReader(
    nonce,
    (result) => results.push(result),
    () => 0,
  );
  for (const piece of pieces) reader.push(piece);
  return { reader, results };
};
const line = (probe: string, text: string): string => `${nonce} ${probe} : ${text}\n`;

const whole =
  `Welcome to host01\n${line('a', `${nonce}> uname`)}${line('b', `${nonce}> id`)}${line('a', 'AIX')}` +
  `${line('b', `uid=0${nonce}= 0`)}${line('a', `${nonce}= 0`)}${nonce} b ! end\n${nonce} a ! end\n${nonce} all ! end\n`;

test('results are the same however the text is cut into pieces', () => {
  check(
    property(array(integer({ min: 1, max: whole.length - 1 }), { maxLength: 20 }), (cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), whole.length];
      const { reader, results } = read(at.slice(1).map((end, index) => whole.slice(at[index], end)));
      assert.equal(reader.complete, true);
      assert.deepEqual(
        results.map((one) => [one.probe, one.end, one.outputs]),
        [
          ['b', 'done', [{ command: 'id', exitCode: 0, lines: ['uid=0'] }]],
          ['a', 'done', [{ command: 'uname', exitCode: 0, lines: ['AIX'] }]],
        ],
      );
    }),
  );
});

test('what was not whole is partial, what never came is missing, and neither is done', () => {
  const { reader, results } = read([line('a', `${nonce}> uname`), line('a', 'AIX')]);
  assert.deepEqual(results, []);
  const [a, b] = reader.finish(['a', 'b']);
  assert.equal(a?.end, 'partial');
  assert.equal(a?.outputs[0]?.exitCode, null);
  assert.equal(b?.end, 'missing');
  assert.equal(reader.complete, false);
});

test('text without the word of this run never becomes a result, whatever it looks like', () => {
  check(
    property(string({ unit: 'binary', maxLength: 400 }), (noise) => {
      const { reader, results } = read([`${noise.replaceAll(nonce, '')}\n`, '0000000000000000 a ! end\n']);
      assert.deepEqual(results, []);
      assert.equal(reader.started, false);
    }),
  );
});

test('a line without end does not grow in memory', () => {
  const { reader } = read(Array.from({ length: 200 }, () => 'x'.repeat(10_000)));
  reader.push(`\n${line('a', 'still read')}`);
  assert.equal(reader.started, true);
});
