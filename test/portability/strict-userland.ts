import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** Options that POSIX and AIX both know, as getopts wants them. Everything else is a violation. */
const options: Readonly<Record<string, string>> = {
  awk: 'F:v:f:',
  cat: 'u',
  cut: 'b:c:d:f:ns',
  df: 'IMPgikmstv',
  egrep: 'ce:f:ilnqsvx',
  env: 'i',
  fgrep: 'ce:f:ilnqsvx',
  grep: 'EFce:f:ilnqsvx',
  head: 'n:',
  id: 'Ggnru',
  ls: 'CFRacdilqrstu1HLAfgkmnopxS',
  od: 'A:bcdj:N:ost:vx',
  ping: 'c:w:s:n',
  ps: 'aAdefg:G:ln:o:p:t:u:U:',
  sed: 'ne:f:',
  sort: 'bcdfik:mno:rt:u',
  tail: 'fc:n:r',
  tee: 'ai',
  tr: 'Ccds',
  uname: 'amnrsv',
  uniq: 'cdf:s:u',
  wc: 'clmw',
  xargs: 'E:I:L:n:ps:tx',
};

/** What an option's value or an operand may not be, in the words of `case`. */
const refusals: Readonly<Record<string, string>> = {
  date: 'for a do case $a in -u) ;; -*) bad "$a" ;; *%[!aAbBcCdDeHIjmMnprStTuUVwWxXyYZ%]*) bad "$a" ;; esac; done',
  find: 'for a do case $a in -maxdepth|-mindepth|-printf|-print0|-regex|-iname|-delete|-mmin|-empty|-quit|-newer??|-readable) bad "$a" ;; esac; done',
  hostname: '[ $# -eq 0 ] || bad "$*"',
  sleep: 'case $1 in *[!0-9]*) bad "$1" ;; esac',
  tail: 'case " $* " in *" -n +"*|*" -c +"*) bad "$*" ;; esac',
  sed: 'case " $* " in *"\\+"*|*"\\|"*|*"\\?"*) bad "$*" ;; esac',
};

/** Programs that AIX does not have. */
const absent = [
  'timeout',
  'stat',
  'mktemp',
  'readlink',
  'seq',
  'base64',
  'nc',
  'realpath',
  'tac',
  'dd',
  'nproc',
  'pgrep',
  'pkill',
];

const wrapper = (root: string, name: string): string => `#!/bin/sh
bad() { echo "${name}: $1" >> ${root}/sim/violations; echo "${name}: illegal option -- $1" >&2; exit 2; }
${refusals[name] ?? ':'}
${options[name] === undefined ? ':' : `refused=$(OPTIND=1; while getopts ':${options[name]}' o; do case $o in \\?|:) echo "$OPTARG" ;; esac; done; echo .)\n[ "$refused" = . ] || case $1 in -[0-9]*) ;; *) bad "$refused" ;; esac`}
exec ${root}/sim/real/${name} "$@"
`;

/** Puts a program that refuses what AIX would refuse before each one of a simulated host, and takes away what AIX lacks. */
export const makeStrict = (root: string, awk: readonly string[] = []): void => {
  const programs = join(root, 'usr/bin');
  mkdirSync(join(root, 'sim/real'), { recursive: true });
  for (const name of absent) rmSync(join(programs, name), { force: true });
  for (const name of new Set([...Object.keys(options), ...Object.keys(refusals)])) {
    const path = join(programs, name);
    if (!existsSync(path)) continue;
    const real = join(root, 'sim/real', name);
    renameSync(path, real);
    writeFileSync(path, wrapper(root, name), { mode: 0o755 });
    if (name === 'awk' && awk.length > 0) {
      rmSync(real);
      if (awk.length === 1) symlinkSync(awk[0] ?? '', real);
      else writeFileSync(real, `#!/bin/sh\nexec ${awk.join(' ')} "$@"\n`, { mode: 0o755 });
    }
  }
  writeFileSync(join(root, 'sim/violations'), '');
};

export const violationsOf = (root: string): string[] =>
  readFileSync(join(root, 'sim/violations'), 'utf8').split('\n').filter(Boolean);

/** Puts another program in place of one of the host's; undefined takes it away. */
export const replaceProgram = (root: string, path: string, text: string | undefined): void => {
  const at = join(root, path);
  if (existsSync(at) || lstatSync(at, { throwIfNoEntry: false })) rmSync(at);
  if (text !== undefined) writeFileSync(at, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
};
