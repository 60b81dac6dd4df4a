import { columnsOf, printable } from './printable.ts';

const splitLong = (word: string, width: number): string[] => {
  const letters = Array.from(word);
  const parts: string[] = [];
  for (let at = 0; at < letters.length; at += width) parts.push(letters.slice(at, at + width).join(''));
  return parts;
};

const wrapLine = (line: string, width: number): string[] => {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/ +/u).flatMap((item) => splitLong(item, width))) {
    if (current === '') current = word;
    else if (columnsOf(current) + 1 + columnsOf(word) <= width) current += ` ${word}`;
    else {
      lines.push(current);
      current = word;
    }
  }
  return [...lines, current];
};

/** Printable lines of at most `width` columns, each with `indent` before it. Line breaks of the text stay. */
export const wrap = (text: string, width: number, indent = ''): string[] =>
  text
    .split(/\r?\n/u)
    .flatMap((line) => wrapLine(printable(line).trim(), Math.max(20, width - indent.length)))
    .map((line) => `${indent}${line}`.trimEnd());
