import { describeDuration } from '../../../../domain/duration/duration.ts';
import type { Incident } from '../../../../domain/incident/incident.ts';
import { count } from '../../../../domain/incident/words.ts';
import { cut, oneLine } from '../text.ts';

export type Level = 'success' | 'info' | 'warning' | 'error';

/** Seconds from the begin of an incident to its end. */
export const lastedSeconds = ({ openedAt, resolvedAt }: Incident): number =>
  Math.max(0, (Date.parse(resolvedAt ?? openedAt) - Date.parse(openedAt)) / 1000);

const onHosts = (names: readonly string[]): string =>
  names.length === 1 ? cut(oneLine(names[0] ?? ''), 80) : count(names.length, 'host');

const titleOf = ({ title }: Incident): string => cut(oneLine(title).replace(/[.\s]+$/u, ''), 200);

const open = (incident: Incident): string => {
  const names = (state: string): readonly string[] =>
    incident.hosts.filter((one) => one.state === state).map(({ host }) => host);
  const failing = names('failing');
  const title = titleOf(incident);
  if (failing.length === 0)
    return `Mail flows again on ${onHosts(names('recovering'))}, not yet for long enough to call it over. It was: ${title}.`;
  if (incident.cause.stage === 'access')
    return `${onHosts(failing)} cannot be reached, so nothing is known of the mail there: ${title}.`;
  return `Mail stops on ${onHosts(failing)}: ${title}.`;
};

/** The incident in one line: what, and on how many hosts. */
export const headline = (incident: Incident): string =>
  incident.state === 'open'
    ? open(incident)
    : `Over after ${describeDuration(lastedSeconds(incident))}. It was: ${titleOf(incident)}, on ${onHosts(incident.hosts.map(({ host }) => host))}.`;

/** Red while nobody is at it, yellow when somebody is, blue while hosts recover, green at the end. */
export const levelOf = (incident: Incident): Level => {
  const { state, hosts, acknowledged, assigned, snoozed, silenced } = incident;
  if (state === 'resolved')
    return hosts.every(({ leftBecause }) => leftBecause === undefined || leftBecause === 'recovered')
      ? 'success'
      : 'info';
  if (!hosts.some((one) => one.state === 'failing')) return 'info';
  return [acknowledged, assigned, snoozed, silenced].some((taken) => taken !== undefined) ? 'warning' : 'error';
};
