const endOfGroup = (pattern: string, start: number): number => {
  let depth = 0;
  for (let at = start; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === '\\') at++;
    else if (char === '[') at = pattern.indexOf(']', at + 1);
    else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return at;
  }
  return pattern.length;
};

/**
 * The longest piece of fixed text, in small letters, that every match of a pattern holds; empty when there is none. Looking for it
 * first spares most expressions: a line is held against hundreds of wordings.
 */
export const fixedPart = (pattern: string): string => {
  let longest = '';
  let run = '';
  const end = (): void => {
    if (run.length > longest.length) longest = run;
    run = '';
  };
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? '';
    if (char === '|') return '';
    if (char === '(') {
      end();
      at = endOfGroup(pattern, at);
    } else if (char === '[') {
      const close = pattern.indexOf(']', at + 1);
      if (close === at + 2) run += pattern[at + 1];
      else end();
      at = close;
    } else if (char === '\\') {
      at++;
      if (/[a-zA-Z0-9]/.test(pattern[at] ?? '')) end();
      else run += pattern[at];
    } else if (char === '?' || char === '*' || char === '{') {
      // What stands before may be missing.
      run = run.slice(0, -1);
      end();
      if (char === '{') at = pattern.indexOf('}', at);
    } else if (char === '+' || char === '.' || char === '^' || char === '$') end();
    else run += char;
  }
  end();
  return longest.toLowerCase();
};
