import type { HostFacts } from './host-facts.ts';
import type { LoggedFailure, LoggedTrouble } from './logs/parse.ts';
import type { StageId } from './stage-id.ts';

/** What the log tells is taken as the state of now for one day. */
const day = 86_400;
const isFresh = (age: number | null): boolean => age === null || age <= day;

/** The newest failure after the last success, when it belongs to this stage; older ones are symptoms that passed. */
export const loggedFailureAt = (facts: HostFacts, stage: StageId): LoggedFailure | undefined => {
  const newest = facts.logs.failures.findLast((one) => one.row !== undefined);
  return newest?.row?.stage === stage && isFresh(newest.age) ? newest : undefined;
};

/** Fresh trouble of this stage since the last success. */
export const loggedTroublesAt = (facts: HostFacts, stage: StageId): readonly LoggedTrouble[] =>
  facts.logs.troubles.filter((one) => one.row.stage === stage && isFresh(one.age));

/** Whether a message went out to another machine since `seconds` ago, and nothing failed after it. */
export const sentWithin = (facts: HostFacts, seconds: number): boolean =>
  facts.logs.lastSuccess !== undefined &&
  facts.logs.failures.length === 0 &&
  facts.logs.lastSuccessAge !== null &&
  facts.logs.lastSuccessAge <= seconds;

/** Whether there is a log that the login user may not read: then what it tells against a finding is not known. */
export const logIsWithheld = (facts: HostFacts): boolean => /ermission|^sudo/.test(facts.logs.problem ?? '');

/** Whether what decides about the way and the login was changed after so many seconds ago: then what was logged before is history. */
export const changedSince = (facts: HostFacts, seconds: number | null): boolean => {
  const { changedAge } = facts.configuration;
  return seconds !== null && changedAge !== undefined && changedAge < seconds;
};

/** A span of time in the largest unit that fits. */
export const spanOf = (seconds: number): string => {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 129_600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
};
