import { open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

interface Before {
  /** The file itself, where the path is a link. */
  readonly path: string;
  readonly text: string;
  readonly mode: number;
}

/** The file to be changed; `undefined` when there is none. */
export const readBefore = async (path: string): Promise<Before | undefined> => {
  try {
    const real = await realpath(path);
    const { mode } = await stat(real);
    return {
      path: real,
      text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(real)),
      mode: mode & 0o7777,
    };
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
    throw error;
  }
};

/** Replaces a file in one step; whoever reads it sees the old or the new text. Refuses when somebody else changed it meanwhile. */
export const replaceFile = async (path: string, before: Before | undefined, text: string): Promise<void> => {
  const target = before?.path ?? path;
  const temporary = join(dirname(target), `.${process.pid}.${crypto.randomUUID()}.tmp`);
  const handle = await open(temporary, 'wx', before?.mode ?? 0o644);
  try {
    try {
      // The mode given to open is narrowed by the umask.
      if (before !== undefined) await handle.chmod(before.mode);
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    const now = await readBefore(path);
    if (now?.text !== before?.text)
      throw new Error(`${path} was changed by somebody else meanwhile; nothing was written, run it again`);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
};
