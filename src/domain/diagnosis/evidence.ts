import type { CommandOutput } from '../collector/probe.ts';

/** Lines of one command that are kept as evidence; more than this nobody reads in a thread. */
const longest = 60;

/** Cuts output in its middle, where it is long, and makes every line fit to leave the host; one cleaner serves one text, in order. */
export function presentEvidence(
  outputs: readonly CommandOutput[],
  cleaner: () => (line: string) => string,
): CommandOutput[] {
  return outputs
    .filter((one) => one.lines.length > 0 || one.exitCode !== 0)
    .map((one) => {
      const clean = cleaner();
      const lines = one.lines.map((line) => clean(line.slice(0, 500)));
      const half = longest / 2;
      const kept =
        lines.length <= longest
          ? lines
          : [...lines.slice(0, half), `... ${lines.length - longest} lines left out ...`, ...lines.slice(-half)];
      return { command: one.command, exitCode: one.exitCode, lines: kept };
    });
}
