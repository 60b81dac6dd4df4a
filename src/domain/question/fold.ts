/** Lower case without accents: what two spellings of a word have in common. */
export const fold = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe');

/** Both ways to write a German umlaut without its dots. */
export const spellings = (word: string): readonly string[] => {
  const plain = fold(word);
  const long = fold(word.replace(/[äöü]/giu, (letter) => `${letter}e`));
  return plain === long ? [plain] : [plain, long];
};
