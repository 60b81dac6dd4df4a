/** A line of ssh_config, split as OpenSSH does it (readconf.c, strdelim and argv_split). */
export interface ConfigLine {
  /** In lower case. */
  readonly keyword: string;
  readonly words: readonly string[];
}

const escapable = (next: string | undefined, quote: string): boolean =>
  next === "'" || next === '"' || next === '\\' || (quote === '' && next === ' ');

/** Words of an argument text: quotes of both kinds, few escapes, a comment only at the start of a word. */
const splitWords = (text: string): string[] | undefined => {
  const words: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === ' ' || text[at] === '\t') {
      at += 1;
      continue;
    }
    if (text[at] === '#') break;
    let word = '';
    let quote = '';
    for (; at < text.length; at += 1) {
      const letter = text[at] ?? '';
      if (letter === '\\' && escapable(text[at + 1], quote)) {
        at += 1;
        word += text[at];
      } else if (quote === '' && (letter === ' ' || letter === '\t')) break;
      else if (quote === '' && (letter === '"' || letter === "'")) quote = letter;
      else if (letter === quote) quote = '';
      else word += letter;
    }
    if (quote !== '') return undefined;
    words.push(word);
  }
  return words;
};

/** `undefined` for empty lines and comments; a text says what is wrong. */
export const splitConfigLine = (raw: string): ConfigLine | string | undefined => {
  const line = raw.replace(/[\s\f]+$/, '').replace(/^[ \t]+/, '');
  if (line === '' || line.startsWith('#')) return undefined;
  const [, keyword = '', rest = ''] = /^([^ \t="]*)(?:[ \t]*=[ \t]*|[ \t]+|(?="))?(.*)$/s.exec(line) ?? [];
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(keyword)) {
    return 'this is no line of ssh_config; expected a keyword and its value, for example "HostName 10.1.2.3"';
  }
  if (rest === '') return `${keyword} has no value; expected one`;
  const words = splitWords(rest);
  if (words === undefined) return `a quote is opened and not closed; expected another one on this line`;
  if (words.length === 0) return `${keyword} has no value; expected one`;
  return { keyword: keyword.toLowerCase(), words };
};
