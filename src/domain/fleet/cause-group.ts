import { findRow } from '../error-table/index.ts';
import { type Cause, causeKey } from '../incident/cause.ts';
import { stageIds, stageTitles } from '../stages/stage-id.ts';
import type { HostOutcome, Standing } from './host-outcome.ts';

/** Hosts that stand alike for the same reason. */
export interface CauseGroup {
  /** The same for the same group, whatever its hosts. */
  readonly key: string;
  readonly standing: Standing;
  readonly cause: Cause | null;
  /** At least one; most mail waiting first, then by name. */
  readonly outcomes: readonly HostOutcome[];
}

/** Worst first. */
export const standings: readonly Standing[] = [
  'failed',
  'unreachable',
  'degraded',
  'unknown',
  'broken',
  'missing',
  'never',
  'healthy',
];

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

const inGroup = (one: HostOutcome, other: HostOutcome): number =>
  (other.queue ?? 0) - (one.queue ?? 0) || byName.compare(one.host, other.host);

const keyOf = ({ standing, cause }: HostOutcome): string =>
  cause === null ? standing : `${standing} ${causeKey(cause)}`;

/** Along the mail path; reaching the host comes before all of it. */
const placeOf = ({ cause }: CauseGroup): number =>
  cause === null ? stageIds.length : cause.stage === 'access' ? -1 : stageIds.indexOf(cause.stage);

const worstFirst = (one: CauseGroup, other: CauseGroup): number =>
  standings.indexOf(one.standing) - standings.indexOf(other.standing) ||
  other.outcomes.length - one.outcomes.length ||
  placeOf(one) - placeOf(other) ||
  (one.key < other.key ? -1 : 1);

/** Every host in one group, the worst group first. */
export const groupByCause = (outcomes: readonly HostOutcome[]): readonly CauseGroup[] => {
  const groups = new Map<string, HostOutcome[]>();
  for (const outcome of outcomes) {
    const key = keyOf(outcome);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [outcome]);
    else group.push(outcome);
  }
  return [...groups]
    .map(([key, members]): CauseGroup => {
      const [first] = members as [HostOutcome, ...HostOutcome[]];
      return { key, standing: first.standing, cause: first.cause, outcomes: members.toSorted(inGroup) };
    })
    .sort(worstFirst);
};

const plainTitles: Readonly<Record<Standing, string>> = {
  failed: 'Mail stops, for a reason that has no name',
  unreachable: 'Could not be reached',
  degraded: 'Mail gets out, but something needs attention',
  unknown: 'Not enough could be read to say',
  broken: 'The check could not be done',
  missing: 'No answer came in time',
  never: 'Never checked',
  healthy: 'Mail gets out',
};

/** One line that names what the hosts of a group have in common: "The relay refuses the login (535)". */
export const titleOf = ({ standing, cause }: Pick<CauseGroup, 'standing' | 'cause'>): string =>
  (cause === null ? undefined : findRow(cause.code)?.title) ?? (cause === null ? plainTitles[standing] : cause.code);

/** Where on the mail path: "SMTP authentication"; empty where no stage is named. */
export const stageOf = ({ cause }: Pick<CauseGroup, 'cause'>): string =>
  cause === null ? '' : cause.stage === 'access' ? 'Reaching the host' : stageTitles[cause.stage];

/** What to do about all hosts of a group; empty where that differs from host to host, or nothing is known. */
export const actionOf = ({ cause, outcomes }: Pick<CauseGroup, 'cause' | 'outcomes'>): string => {
  const first = outcomes[0]?.action ?? '';
  return cause !== null || outcomes.every(({ action }) => action === first) ? first : '';
};

/** Hosts about which people should do something, or at least ask again. */
export const needsAnother = ({ standing }: HostOutcome): boolean => standing !== 'healthy' && standing !== 'degraded';

export const countOf = (groups: readonly CauseGroup[], ...wanted: readonly Standing[]): number =>
  groups.reduce((sum, { standing, outcomes }) => sum + (wanted.includes(standing) ? outcomes.length : 0), 0);
