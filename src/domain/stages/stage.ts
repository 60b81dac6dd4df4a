import type { CommandOutput } from '../collector/probe.ts';
import type { Judgement } from '../diagnosis/finding.ts';
import type { HostFacts } from './host-facts.ts';
import type { StageId } from './stage-id.ts';

/** One stage of the mail path: which probes it needs, what they say, and what it shows as evidence. */
export interface Stage {
  readonly id: StageId;
  /** Ids of the probes that must be there before this stage can be judged. */
  readonly needs: readonly string[];
  readonly judge: (facts: HostFacts) => Judgement;
  readonly evidence: (facts: HostFacts) => readonly CommandOutput[];
}

/** All output of these probes. */
export const outputsOf =
  (...probes: readonly string[]) =>
  (facts: HostFacts): readonly CommandOutput[] =>
    probes.flatMap((probe) => facts.results.of(probe)?.outputs ?? []);

/** The lines of the SMTP dialogue that belong to these phases. */
export const dialoguePhases =
  (...phases: readonly string[]) =>
  (facts: HostFacts): readonly CommandOutput[] => {
    const output = facts.results.output('dialogue', /^SMTP dialogue/);
    const lines = (output?.lines ?? []).filter((line) => phases.includes(line.slice(0, line.indexOf(' '))));
    return output && lines.length > 0 ? [{ ...output, lines }] : [];
  };
