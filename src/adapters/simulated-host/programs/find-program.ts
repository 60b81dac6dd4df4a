import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

const machinePath = (process.env.PATH || '/usr/bin:/bin:/usr/sbin:/sbin').split(delimiter);

/** Where the machine keeps a program; undefined when it has none. */
export const findProgram = async (name: string): Promise<string | undefined> => {
  for (const folder of machinePath.filter((entry) => entry.startsWith('/'))) {
    const path = join(folder, name);
    try {
      await access(path, constants.X_OK);
      return path;
    } catch (cause) {
      if (!['ENOENT', 'ENOTDIR', 'EACCES'].includes((cause as NodeJS.ErrnoException).code ?? '')) throw cause;
    }
  }
  return undefined;
};
