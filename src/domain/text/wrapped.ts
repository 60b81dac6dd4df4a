/** Columns of terminals: what a line of exactly this length lacks stands on the next one, cut in the middle of a word or not. */
const terminalWidths = new Set([80, 100, 120, 132, 160]);

export const isCutByTerminal = (line: string): boolean => terminalWidths.has(line.length);

/** Pages and mails wrap their lines between these columns. */
const [narrowest, widest] = [55, 100];

/** Length of the longest line of a text that was wrapped; 0 when it is too long or too short for that. */
export const wrapWidth = (lines: readonly string[]): number => {
  let longest = 0;
  for (const line of lines) if (line.length > longest) longest = line.length;
  return longest < narrowest || longest > widest ? 0 : longest;
};

/** Whether a line ends because the first word of the next one had no room on it. */
export const isWrapped = (line: string, next: string, width: number): boolean => {
  const word = /^\S*/.exec(next)?.[0] ?? '';
  return word !== '' && line.trimEnd().length + 1 + word.length > width;
};
