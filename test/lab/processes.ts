import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What `read` gives; undefined when the process ended meanwhile. */
const ofLiving = (read: () => string): string | undefined => {
  try {
    return read();
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(String((error as NodeJS.ErrnoException).code))) return undefined;
    throw error;
  }
};

/** `number command line` of every process in the process namespace of `pid`; a name in brackets where there is no command line. */
export const listProcesses = (pid: number): readonly string[] => {
  const namespace = readlinkSync(`/proc/${pid}/ns/pid`);
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/u.test(entry))
    .flatMap((entry) => {
      if (ofLiving(() => readlinkSync(`/proc/${entry}/ns/pid`)) !== namespace) return [];
      const words = ofLiving(() => readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ').trim());
      if (words === undefined) return [];
      return words !== ''
        ? `${entry} ${words}`
        : `${entry} [${ofLiving(() => readFileSync(`/proc/${entry}/comm`, 'utf8').trim())}]`;
    });
};
