const fewest = (alternatives: string): string =>
  alternatives.split('|').reduce((shortest, next) => (next.length < shortest.length ? next : shortest));

/**
 * How many fixed characters a text must hold to match a pattern: classes, wildcards and optional parts count nothing,
 * alternatives as the shortest of them. It measures how specific a wording is.
 */
export const demandedLetters = (pattern: string): number => {
  let rest = pattern
    .replace(/\[(.)\]/g, (_, only: string) =>
      only === '|' || only === '(' || only === ')' ? '_' : only === '.' ? '_' : only,
    )
    .replace(/\[[^\]]*\](?:\{[^}]*\}|[*+?])?/g, '')
    .replace(/\\[a-zA-Z]/g, '')
    .replace(/\\(.)/g, '_')
    .replace(/\.(?:\{[^}]*\}|[*+?])?/g, '')
    .replace(/[^()|](?:\?|\*)/g, '')
    .replace(/[+^$]/g, '');
  for (let depth = 0; depth < 10 && rest.includes('('); depth++) {
    rest = rest
      .replace(/\(\?<?[!=][^()]*\)/g, '')
      .replace(/\((?:\?:)?([^()]*)\)(?:\?|\*)/g, '')
      .replace(/\((?:\?:)?([^()]*)\)(?:\{[^}]*\}|\+)?/g, (_, inner: string) => fewest(inner));
  }
  return fewest(rest).length;
};
