/** One program of a simulated host. `text` is a POSIX shell script without its first line; `ROOT/` stands for the host's directory. */
export interface Program {
  readonly path: string;
  readonly text: string;
}

/** Programs of the machine that a simulated host has too; everything else is missing there, as GNU's tools are on AIX. */
export const machineTools: readonly string[] = `
  awk basename cat cksum cmp comm cut date dd diff dirname echo egrep env expr false fgrep find fold grep head kill od paste
  printf pwd sed sh sleep sort strings tail tee test tr true uniq wc xargs
`
  .trim()
  .split(/\s+/);
