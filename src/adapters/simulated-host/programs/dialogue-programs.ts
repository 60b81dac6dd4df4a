import { execFile } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findProgram } from './find-program.ts';
import type { Program } from './program.ts';

const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** Loaders this process was started with, findable from any directory: `--import tsx` names a package of this project. */
const loaders = (): string[] =>
  process.execArgv.flatMap((word, index, all) => {
    const [, inline] = /^--import=(.*)$/.exec(word) ?? [];
    const loader = inline ?? (word === '--import' ? all[index + 1] : undefined);
    return loader === undefined ? [] : ['--import', import.meta.resolve(loader)];
  });

/** This Node on a file beside this one, TypeScript or built. */
const nodeOn = (file: string): string => {
  const here = fileURLToPath(import.meta.url);
  const path = fileURLToPath(new URL(`${file}${extname(here)}`, import.meta.url));
  return [process.execPath, ...loaders(), path].map(quote).join(' ');
};

const neededModules = ['IO::Socket::INET', 'IO::Select', 'IPC::Open3', 'POSIX', 'Time::HiRes'];

/** Small installations have a perl without its modules. */
const findWorkingPerl = async (): Promise<string | undefined> => {
  const perl = await findProgram('perl');
  if (perl === undefined) return undefined;
  try {
    await promisify(execFile)(perl, [...neededModules.map((name) => `-M${name}`), '-e', '1'], { timeout: 5000 });
    return perl;
  } catch {
    return undefined;
  }
};
let perlOnce: Promise<string | undefined> | undefined;

/**
 * The two programs that the SMTP dialogue needs. `openssl` is a small one in Node, the same on every machine. `perl` is the
 * machine's, joined to the host's network; a machine without it gets a stand-in that holds the same dialogue in Node.
 */
export const dialoguePrograms = async (): Promise<readonly Program[]> => {
  perlOnce ??= findWorkingPerl();
  const perl = await perlOnce;
  return [
    { path: '/usr/bin/openssl', text: `\nexec ${nodeOn('openssl')} ROOT/ "$@"\n` },
    {
      path: '/usr/bin/perl',
      text:
        perl === undefined
          ? `\nexec ${nodeOn('perl')} ROOT/ "$@"\n`
          : `\nexec ${quote(perl)} -IROOT/sim/perl5 -MSimulatedNetwork "$@"\n`,
    },
  ];
};
