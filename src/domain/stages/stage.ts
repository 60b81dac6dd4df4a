import type { CommandOutput } from '../collector/probe.ts';
import type { Judgement } from '../diagnosis/finding.ts';
import type { HostFacts } from './host-facts.ts';
import { loggedFailureAt } from './log-testimony.ts';
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

/** What the log says of the newest failure, where it belongs to this stage: all lines of that message. */
export const loggedLines =
  (stage: StageId) =>
  (facts: HostFacts): readonly CommandOutput[] => {
    const id = loggedFailureAt(facts, stage)?.delivery.id ?? '';
    const tail = facts.results.output('logs', /^tail of/);
    const lines = id === '' ? [] : (tail?.lines ?? []).filter((line) => line.includes(`${id}: `)).slice(-10);
    return tail && lines.length > 0 ? [{ command: `${tail.command}: lines of ${id}`, exitCode: 0, lines }] : [];
  };

/** Evidence of several kinds, in this order. */
export const together =
  (...parts: readonly Stage['evidence'][]): Stage['evidence'] =>
  (facts) =>
    parts.flatMap((part) => part(facts));

/** The lines of the SMTP dialogue that belong to these phases. */
export const dialoguePhases =
  (...phases: readonly string[]) =>
  (facts: HostFacts): readonly CommandOutput[] => {
    const output = facts.results.output('dialogue', /^SMTP dialogue/);
    const lines = (output?.lines ?? []).filter((line) => phases.includes(line.slice(0, line.indexOf(' '))));
    return output && lines.length > 0 ? [{ ...output, lines }] : [];
  };
