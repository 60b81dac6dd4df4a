/**
 * Text of hosts and files without anything a terminal would obey: escape sequences, control characters, and marks that
 * turn the direction of writing. Tabs become spaces.
 */
export const printable = (text: string): string =>
  text
    .replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])/gu, '')
    .replaceAll('\t', '  ')
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '');

/** How many columns a text takes: letters, not UTF-16 units. */
export const columnsOf = (text: string): number => Array.from(text).length;

/** One printable line of at most `width` characters; what is cut is marked. */
export const fit = (text: string, width: number): string => {
  const letters = Array.from(printable(text.replace(/\s*\n\s*/gu, ' ')));
  return letters.length <= width ? letters.join('') : `${letters.slice(0, Math.max(1, width - 3)).join('')}...`;
};
