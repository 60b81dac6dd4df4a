const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'", nbsp: ' ' };

const forumMark = /(\s?)\[\/?(?:b|i|u|email|url|code|quote|color|font|size)(?:=[^\]\n]{0,60})?\](\s?)/gi;

/** Text without the marks of forum pages (`[COLOR=Red]`, `[/B]`); a blank stays where one parted two words only by its place. */
const withoutForumMarks = (text: string): string =>
  text.replace(forumMark, (_, before: string, after: string, at: number, whole: string) =>
    before + after !== '' || at === 0 || whole[at - 1] === '\n' ? before + after : ' ',
  );

/** Markdown's bold, `**stat=queued**`; stars that hide part of an address stand inside a word and stay. */
const bold = /(?<![^\s,([])\*\*([^\s*](?:[^*\n]{0,300}[^\s*])?)\*\*(?![^\s,.;:)\]])/g;

/** Pasted text as lines: HTML line breaks and entities and marks of forums undone, colours and carriage returns taken out. Nothing is trimmed. */
export const cleanLines = (text: string): readonly string[] => {
  let plain = text;
  // biome-ignore lint: escape sequences are control characters
  if (plain.includes('\u001b')) plain = plain.replace(/\u001b\[[0-9;?]{0,20}[A-Za-z]/g, '');
  if (plain.includes('<br') || plain.includes('<BR')) plain = plain.replace(/<br ?\/?>\n?/gi, '\n');
  if (/[\u00a0\u200b\u202f\ufeff]/.test(plain))
    plain = plain.replace(/[\u200b\ufeff]/g, '').replace(/[\u00a0\u202f]/g, ' ');
  if (plain.includes('[/')) plain = withoutForumMarks(plain);
  if (plain.includes('**')) plain = plain.replace(bold, '$1');
  if (plain.includes('&'))
    plain = plain.replace(/&(lt|gt|amp|quot|#39|nbsp);/g, (_, name: string) => entities[name] ?? '');
  if (plain.includes('\u2022')) plain = plain.replace(/^([ \t]*)\u2022 /gm, '$1');
  if (plain.includes('\r')) plain = plain.replace(/\r\n?/g, '\n');
  return plain.split('\n');
};

/**
 * Whether a line has signs of pasted pages and terminals; `cleanLines` leaves all others as they are. Logs are long: looking for
 * each sign by itself takes half the time of one regular expression.
 */
export const needsCleaning = (line: string): boolean =>
  line.includes('&') ||
  line.includes('\r') ||
  line.includes('\n') ||
  line.includes('\u001b') ||
  line.includes('<br') ||
  line.includes('<BR');

/** Lines of pasted text, each cleaned where it needs it (see `cleanLines`). */
export const cleanAll = (lines: readonly string[]): readonly string[] =>
  lines.some(needsCleaning) ? lines.flatMap((line) => (needsCleaning(line) ? cleanLines(line) : line)) : lines;

/** A line without what notes and source comments put before it (`//`, `#`, `>`, `*`, `|`) and without outer blanks. */
export const stripCommentMark = (line: string): string =>
  line.replace(/^\s*(?:\/\/|#(?=\s)|[*|](?=\s))?\s*/, '').trimEnd();

const mark = /^\s*(##+|\/\/+|#(?=\s)|[*|](?=\s))/;

const numbered = /^\s*(\d{1,7})(?:[:\t]| {2})/;

/** Lines without the numbers that `grep -n`, `cat -n` and `history` put before them. */
export const withoutLineNumbers = (lines: readonly string[]): readonly string[] => {
  const written = lines.filter((line) => line.trim() !== '');
  if (written.length < 2) return lines;
  let last = -1;
  for (const line of written) {
    const number = Number(numbered.exec(line)?.[1] ?? -1);
    if (number <= last) return lines;
    last = number;
  }
  return lines.map((line) => line.replace(numbered, ''));
};

/** Lines without the comment mark that stands before each of them; as they are when not all of them have one. */
export const withoutSharedMark = (pasted: readonly string[]): readonly string[] => {
  const lines = withoutLineNumbers(pasted);
  const written = lines.filter((line) => line.trim() !== '');
  const first = mark.exec(written[0] ?? '')?.[1];
  if (written.length < 2 || first === undefined) return lines;
  if (!written.every((line) => line.trimStart().startsWith(first))) return lines;
  return lines.map((line) => line.replace(first, ''));
};
