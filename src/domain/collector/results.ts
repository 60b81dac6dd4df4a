import type { CommandOutput, ProbeResult } from './probe.ts';

/** Results of a run by probe, and short ways to the output of one command. */
export interface Results {
  readonly all: readonly ProbeResult[];
  of(probe: string): ProbeResult | undefined;
  /** The output of the first command of a probe whose label matches. */
  output(probe: string, label: RegExp): CommandOutput | undefined;
  /** Lines of that output; none when it is not there. */
  lines(probe: string, label: RegExp): readonly string[];
}

export function indexResults(all: readonly ProbeResult[]): Results {
  const byProbe = new Map(all.map((result) => [result.probe, result]));
  const output = (probe: string, label: RegExp): CommandOutput | undefined =>
    byProbe.get(probe)?.outputs.find((one) => label.test(one.command));
  return {
    all,
    of: (probe) => byProbe.get(probe),
    output,
    lines: (probe, label) => output(probe, label)?.lines ?? [],
  };
}

/** Why the results of a probe can't be relied on, in words; undefined when it came whole. */
export function incompleteReason(result: ProbeResult | undefined): string | undefined {
  if (!result || result.end === 'missing') return 'nothing was received for this stage';
  if (result.end === 'timed-out') return 'the check did not end within its time limit';
  if (result.end === 'partial') return 'the connection was lost in the middle of this check';
  return undefined;
}
