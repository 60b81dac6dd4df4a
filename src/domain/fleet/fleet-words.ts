import { type CauseGroup, countOf, titleOf } from './cause-group.ts';
import type { Standing } from './host-outcome.ts';

/** Many hosts at one moment. `groups` holds every host that is known of; while a survey runs, those that are done. */
export interface Picture {
  /** As somebody asked for it: `erp`, `all hosts`. */
  readonly scope: string;
  readonly total: number;
  readonly groups: readonly CauseGroup[];
}

export const doneIn = ({ groups }: Picture): number => groups.reduce((sum, { outcomes }) => sum + outcomes.length, 0);

const hosts = (count: number): string => (count === 1 ? '1 host' : `${count} hosts`);

/** So many causes are named in a line. */
const mostNamed = 3;

const causesOf = (groups: readonly CauseGroup[]): string => {
  const failed = groups.filter(({ standing }) => standing === 'failed');
  const named = failed.slice(0, mostNamed).map((group) => `${titleOf(group)} on ${group.outcomes.length}`);
  const rest = failed.slice(mostNamed);
  const others = rest.reduce((sum, { outcomes }) => sum + outcomes.length, 0);
  return [...named, ...(rest.length > 0 ? [`${rest.length} more causes on ${others}`] : [])].join(', ');
};

const others: readonly (readonly [standings: readonly Standing[], words: (count: number) => string])[] = [
  [['unreachable'], (count) => `${count} could not be reached`],
  [['degraded'], (count) => (count === 1 ? '1 needs attention' : `${count} need attention`)],
  [['unknown'], (count) => `${count} could not be read well enough to say`],
  [['broken'], (count) => `the check of ${count} could not be done`],
  [['missing'], (count) => `${count} gave no answer`],
  [['never'], (count) => (count === 1 ? '1 was never checked' : `${count} were never checked`)],
];

/** The whole picture in one line: "12 of 120 hosts can't send mail: The relay refuses the login (535) on 9, ...; 2 could not be reached." */
export const headline = ({ total, groups }: Picture): string => {
  const failed = countOf(groups, 'failed');
  const rest = others.flatMap(([standings, words]) => {
    const count = countOf(groups, ...standings);
    return count === 0 ? [] : [words(count)];
  });
  const healthy = countOf(groups, 'healthy');
  if (failed > 0) {
    const first = `${failed} of ${hosts(total)} can't send mail: ${causesOf(groups)}`;
    return `${[first, ...rest].join('; ')}.`;
  }
  if (rest.length === 0) return total === 1 ? 'The host gets its mail out.' : `All ${total} hosts get their mail out.`;
  const good = healthy === 0 ? `None of ${hosts(total)} is known to be fine` : `${healthy} of ${hosts(total)} are fine`;
  return `${good}; ${rest.join('; ')}.`;
};

/** While a survey runs. */
export const progressLine = (picture: Picture): string => {
  const failing = countOf(picture.groups, 'failed', 'unreachable');
  const bad = failing === 0 ? '' : `, ${failing} failing so far`;
  return `Checking ${picture.scope}: ${doneIn(picture)} of ${picture.total} done${bad}`;
};

/** How bad it is as a whole. */
export const levelOf = ({ groups }: Picture): 'error' | 'warning' | 'info' | 'success' => {
  if (countOf(groups, 'failed', 'unreachable') > 0) return 'error';
  if (countOf(groups, 'degraded') > 0) return 'warning';
  return countOf(groups, 'unknown', 'broken', 'missing', 'never') > 0 ? 'info' : 'success';
};

/** As many names as fit into `letters`, then how many more there are. */
export const namesWithin = (names: readonly string[], letters: number): string => {
  let shown = '';
  for (const [at, name] of names.entries()) {
    const next = shown === '' ? name : `${shown}, ${name}`;
    const left = names.length - at - 1;
    const tail = left === 0 ? '' : ` and ${left} more`;
    if (next.length + tail.length > letters) {
      const more = names.length - at;
      return shown === '' ? `${names.length} hosts` : `${shown} and ${more} more`;
    }
    shown = next;
  }
  return shown;
};
