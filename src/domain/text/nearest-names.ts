/** Number of single-letter edits (insert, delete, replace, swap of neighbours) between two words. */
const distance = (a: string, b: string): number => {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (beforeLast[j - 2] ?? best) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
};

/** The known names that somebody who typed `word` probably meant, best first; none when nothing is close. */
export const nearestNames = (word: string, names: Iterable<string>, limit = 3): string[] => {
  const typed = word.toLowerCase().slice(0, 80);
  const allowed = Math.max(1, Math.floor(typed.length / 3));
  return [...new Set(names)]
    .map((name) => {
      const known = name.toLowerCase();
      const starts = typed.length >= 3 && (known.startsWith(typed) || typed.startsWith(known));
      return { name, far: starts ? 1 : distance(typed, known) };
    })
    .filter(({ far }) => far <= allowed)
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .slice(0, limit)
    .map(({ name }) => name);
};
