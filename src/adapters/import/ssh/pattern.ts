/** Patterns of ssh_config: `*` is any text, `?` one letter. Case counts, as with OpenSSH. */
export const matchesPattern = (text: string, pattern: string): boolean => {
  // Two pointers and the last star: linear in practice, and no regular expression to blow up.
  let at = 0;
  let star = -1;
  let resume = 0;
  let mark = 0;
  while (at < text.length) {
    if (pattern[mark] === '*') {
      star = mark;
      mark += 1;
      resume = at;
    } else if (mark < pattern.length && (pattern[mark] === '?' || pattern[mark] === text[at])) {
      mark += 1;
      at += 1;
    } else if (star >= 0) {
      mark = star + 1;
      resume += 1;
      at = resume;
    } else return false;
  }
  while (pattern[mark] === '*') mark += 1;
  return mark === pattern.length;
};

/** One of the patterns fits, and none of those with a `!` does. */
export const matchesAny = (text: string, patterns: readonly string[]): boolean => {
  const negated = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  return (
    !negated.some((pattern) => matchesPattern(text, pattern)) &&
    patterns.some((pattern) => !pattern.startsWith('!') && matchesPattern(text, pattern))
  );
};

export const isPlainName = (pattern: string): boolean => !/[*?!]/.test(pattern);
