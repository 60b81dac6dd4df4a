import type { ShownCause } from './causes.ts';
import type { Scale, Segment } from './sample-entries.ts';

export const family = 'DejaVu Sans';
export const ink = '#1d1c1d';
export const faint = '#5c5f66';

/** Pixels: where the plot begins, of one outcome, and of one reason. */
export const left = 152;
export const rowHeight = 26;
export const causeHeight = 25;
export const mostCauses = 4;

export const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);

export const label = (text: string, x: number, y: number, style: object): object => ({
  type: 'text',
  silent: true,
  z: 100,
  x,
  y,
  style: {
    text: text.replace(/[\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]/gu, ' '),
    fontFamily: family,
    fill: ink,
    ...style,
  },
});

/** Letters beside the stretches they explain, where there is room. */
export const letters = (
  segments: readonly Segment[],
  causes: readonly ShownCause[],
  { from, to, pixels }: Scale,
  stripTop: number,
): readonly object[] => {
  const taken = new Map<number, number>();
  return segments.flatMap(({ row, from: start, to: end, cause }) => {
    const letter = causes.find(({ code }) => code === cause)?.letter;
    const xOf = (at: number): number => left + ((at - from) / (to - from)) * pixels;
    const [x, until] = [xOf(start), xOf(end)];
    if (letter === undefined || x < (taken.get(row) ?? 0)) return [];
    const inside = until - x > 20;
    // Beside a narrow stretch, and before it where the picture ends.
    const at = inside ? (x + until) / 2 : until + 20 > left + pixels ? x - 9 : until + 9;
    if (at - 8 < (taken.get(row) ?? 0)) return [];
    taken.set(row, Math.max(at + 10, until));
    const style = {
      fontSize: 15,
      fontWeight: 'bold',
      align: 'center',
      verticalAlign: 'middle',
      fill: inside ? '#ffffff' : ink,
    };
    return [label(letter, at, stripTop + row * rowHeight + rowHeight / 2, style)];
  });
};

export const causeLines = (causes: readonly ShownCause[], at: number): readonly object[] => {
  const shown = causes.slice(0, causes.length > mostCauses ? mostCauses - 1 : mostCauses);
  const rest = causes.length - shown.length;
  const lines = shown.flatMap(({ letter, words, checks }, i) => {
    const y = at + i * causeHeight;
    return [
      label(letter, 30, y, { fontSize: 16, fontWeight: 'bold' }),
      label(`${cut(words, 82)} (${checks === 1 ? 'once' : `${checks} checks`})`, 54, y, { fontSize: 16 }),
    ];
  });
  return rest > 0
    ? [...lines, label(`and ${rest} other reasons`, 54, at + shown.length * causeHeight, { fontSize: 16, fill: faint })]
    : lines;
};
