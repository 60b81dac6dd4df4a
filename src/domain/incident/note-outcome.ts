import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { SinceWorked } from '../history/since-worked.ts';
import { type Cause, causeKey, causeOf } from './cause.ts';
import { calmChecks } from './flapping.ts';
import type { HostHealth } from './host-health.ts';

/** What a check found. Its time is that of its begin. */
export interface Outcome {
  readonly runId: string;
  readonly diagnosis: Diagnosis;
  readonly sinceWorked?: SinceWorked | undefined;
}

/** So many changes of a host are a hint; more is a list nobody reads at night. */
const maxChanges = 3;
const maxLetters = 160;

const maxTurns = 20;

type Counts = Pick<HostHealth, 'failing' | 'sameCause' | 'working' | 'since' | 'turns' | 'wavering'>;

const nothingYet = (at: string): Counts => ({ failing: 0, sameCause: 0, working: 0, since: at, turns: [] });

const afterTurn = (before: Counts, turned: boolean, at: string): Counts =>
  turned
    ? { ...before, since: at, turns: [...before.turns, at].slice(-maxTurns), wavering: (before.wavering ?? 0) + 1 }
    : before;

const countFailing = (before: HostHealth | undefined, cause: Cause, at: string, counted: boolean): Counts => {
  const counts = afterTurn(before ?? nothingYet(at), before !== undefined && before.working > 0, at);
  const step = counted ? 1 : 0;
  const same = before?.cause !== undefined && causeKey(before.cause) === causeKey(cause);
  return {
    failing: counted ? counts.failing + 1 : 0,
    sameCause: counted && same ? counts.sameCause + 1 : step,
    working: 0,
    since: counts.since,
    turns: counts.turns,
    wavering: counted ? (counts.wavering ?? 0) : 0,
  };
};

const countWorking = (before: HostHealth | undefined, at: string): Counts => {
  const counts = afterTurn(before ?? nothingYet(at), before?.cause !== undefined, at);
  const working = counts.working + 1;
  const wavering = working >= calmChecks ? 0 : (counts.wavering ?? 0);
  return { failing: 0, sameCause: 0, working, since: counts.since, turns: counts.turns, wavering };
};

const wasNoted = (before: HostHealth, runId: string, at: string): boolean =>
  before.runId === runId || at < before.at || (at === before.at && runId < before.runId);

/**
 * The health of a host after one more check. The same run counts once, and a check older than the newest one not at all; then the same
 * object comes back. `counted`: false within a silence or a maintenance window, where failing checks count for nothing.
 */
export const noteOutcome = (before: HostHealth | undefined, outcome: Outcome, counted = true): HostHealth => {
  const { runId, diagnosis, sinceWorked } = outcome;
  const changes = (sinceWorked?.changes ?? []).slice(-maxChanges).map((one) => one.slice(0, maxLetters));
  const { host, status, summary, meaning, action, commands, certainty, queue, relay, startedAt: at } = diagnosis;
  if (before !== undefined && wasNoted(before, runId, at)) return before;
  const cause = causeOf(diagnosis);
  const seen = { host, runId, at, status, summary, action, queue, relay };
  const worked = before?.lastWorkingAt === undefined ? {} : { lastWorkingAt: before.lastWorkingAt };
  if (cause !== undefined)
    return {
      ...seen,
      cause,
      failure: { meaning, action, commands, certainty, ...(changes.length === 0 ? {} : { changes }) },
      ...countFailing(before, cause, at, counted),
      ...worked,
    };
  if (status === 'healthy' || status === 'degraded') return { ...seen, ...countWorking(before, at), lastWorkingAt: at };
  return { ...nothingYet(at), ...before, ...seen };
};
