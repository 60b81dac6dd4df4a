import type { KnownHosts, Target } from '../../../../domain/command/command.ts';
import { targetNamed } from '../../../../domain/command/find-hosts.ts';

/** Longer values are refused by Slack; such an answer has no button. */
const longest = 2000;

/** Targets as the value of a button; undefined when they do not fit. */
export const targetsValue = (targets: readonly Target[]): string | undefined => {
  const value = targets.map(({ name }) => name).join(' ');
  return value.length >= 1 && value.length <= longest ? value : undefined;
};

/** What a button stands for: only what is in the inventory by now. */
export const readTargetsValue = (value: string, known: KnownHosts): readonly Target[] =>
  value
    .slice(0, longest)
    .split(' ')
    .flatMap((name) => targetNamed(name, known) ?? []);
