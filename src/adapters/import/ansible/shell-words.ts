/** Words as Python's shlex.split gives them; with `comments`, a `#` outside quotes ends the line. A text says what is wrong. */
export const splitShellWords = (text: string, comments: boolean): string[] | string => {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    const next = text[at + 1];
    if (quote !== '') {
      if (letter === quote) quote = '';
      else if (letter === '\\' && quote === '"' && (next === '"' || next === '\\')) {
        word += next;
        at += 1;
      } else word += letter;
    } else if (comments && letter === '#') break;
    else if (/\s/.test(letter)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (letter === '"' || letter === "'") {
      quote = letter;
      word ??= '';
    } else if (letter === '\\') {
      if (next === undefined) return 'the line ends with a backslash; expected a letter after it';
      word = (word ?? '') + next;
      at += 1;
    } else word = (word ?? '') + letter;
  }
  if (quote !== '') return `a quote (${quote}) is opened and not closed; expected another one on this line`;
  if (word !== undefined) words.push(word);
  return words;
};
