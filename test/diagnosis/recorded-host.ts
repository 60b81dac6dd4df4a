import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProbeResult } from '../../src/domain/collector/probe.ts';

/** What a healthy host of the lab answered to the whole script; `source` in the file says where it comes from. */
export const healthyHost = (
  JSON.parse(readFileSync(join(import.meta.dirname, 'healthy-host.json'), 'utf8')) as { results: ProbeResult[] }
).results;

/** The same results with the lines of one command changed. */
export const withOutput = (
  results: readonly ProbeResult[],
  probe: string,
  command: RegExp,
  change: (lines: readonly string[]) => readonly string[],
): ProbeResult[] =>
  results.map((one) =>
    one.probe === probe
      ? {
          ...one,
          outputs: one.outputs.map((output) =>
            command.test(output.command) ? { ...output, lines: change(output.lines) } : output,
          ),
        }
      : one,
  );
