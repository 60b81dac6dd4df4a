import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type KnownHost, parseKnownHosts } from './known-hosts.ts';
import type { SshLog } from './ssh-log.ts';

export const expandHome = (path: string): string =>
  path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path;

/** Reads the files anew whenever they changed, so that an added key counts at once. */
export interface KnownHostsReader {
  readonly paths: readonly string[];
  read(): Promise<readonly KnownHost[]>;
}

/** A missing file knows no host; one that cannot be read is an error. */
export const readKnownHosts = (paths: readonly string[], log: SshLog | undefined): KnownHostsReader => {
  const kept = new Map<string, { stamp: string; entries: readonly KnownHost[] }>();

  const readOne = async (path: string): Promise<readonly KnownHost[]> => {
    let stamp: string;
    try {
      const { mtimeMs, size, ino } = await stat(path);
      stamp = `${mtimeMs}/${size}/${ino}`;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
    const before = kept.get(path);
    if (before?.stamp === stamp) return before.entries;
    const { entries, problems } = parseKnownHosts(await readFile(path, 'utf8'));
    for (const { line, problem } of problems) log?.warn({ path, line, problem }, 'known_hosts line ignored');
    kept.set(path, { stamp, entries });
    return entries;
  };

  return {
    paths,
    async read() {
      return (await Promise.all(paths.map((path) => readOne(expandHome(path))))).flat();
    },
  };
};
