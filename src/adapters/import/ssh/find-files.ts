import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A `[...]` set, or a letter, of a file name pattern as glob(7) has it, as a regular expression. */
const expressionOf = (segment: string): RegExp =>
  new RegExp(
    `^${segment.replace(
      /\[([!^]?)(\]?[^\]/]*)\]|\*|\?|[\\^$.|+(){}[\]]/g,
      (found, not: string | undefined, set?: string) => {
        if (set !== undefined && set !== '') return `[${not ? '^' : ''}${set.replace(/[\\\][^]/g, '\\$&')}]`;
        if (found === '*') return '[^/]*?';
        return found === '?' ? '[^/]' : `\\${found}`;
      },
    )}$`,
    's',
  );

const matching = async (folder: string, segment: string): Promise<string[]> => {
  const expression = expressionOf(segment);
  try {
    const names = await readdir(folder);
    return names.filter((name) => (segment.startsWith('.') || !name.startsWith('.')) && expression.test(name)).sort();
  } catch {
    // As glob(3): a folder that is not there or may not be read has no match, and the caller says so.
    return [];
  }
};

/** The files that an absolute path with `*`, `?` and `[...]` stands for, sorted. */
export const findFiles = async (pattern: string): Promise<string[]> => {
  let found = ['/'];
  for (const segment of pattern.split('/').filter(Boolean)) {
    const next = await Promise.all(
      found.map(async (folder) =>
        /[*?[]/.test(segment)
          ? (await matching(folder, segment)).map((name) => join(folder, name))
          : [join(folder, segment)],
      ),
    );
    found = next.flat();
  }
  const there = await Promise.all(
    found.map((path) =>
      stat(path).then(
        (about) => about.isFile(),
        () => false,
      ),
    ),
  );
  return found.filter((_, at) => there[at]);
};
