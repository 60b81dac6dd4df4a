import type { Place } from '../../../../application/ports/job-queue.ts';
import { TookTooLong, within } from '../../people/within.ts';
import type { InboundParts } from '../parts.ts';
import { type Started, startedWords, startRuns } from '../start-runs.ts';

export interface HostsAsked {
  /** Of the request itself, so that a repeat lands on the same survey. */
  readonly requestId: string;
  readonly hosts: readonly string[];
  /** In words: `erp`, `all hosts`. */
  readonly scope: string;
  readonly user: string;
  readonly place: Place;
}

export interface Begun {
  /** For the person who asked. */
  readonly words: string;
  /** Trouble, or the runs that show by themselves; a survey shows by itself as a whole. */
  readonly started: readonly Started[];
}

/** What was sent to a store that did not answer may be done by it later, and the next tick begins what is stored. */
const mayBeStored = (error: unknown): boolean =>
  error instanceof TookTooLong ||
  (error instanceof Error && /no answer within|Connection is closed/u.test(error.message));

const troubleOf = (scope: string, count: number, error: unknown): string =>
  mayBeStored(error)
    ? `Not confirmed: the store did not answer in time. The check of ${scope} (${count} hosts) may start all the same; if nothing appears here within a minute, ask again.`
    : `Not accepted, nothing was started for ${scope}: what was asked could not be stored. Please try again in a minute.`;

const startSurvey = async (parts: InboundParts, asked: HostsAsked): Promise<Begun['started']> => {
  const { surveys, audit, inFlight, limits, log } = parts;
  const { scope, hosts, user, place } = asked;
  const id = asked.requestId.replace(/[^\w.-]/gu, '_');
  const record = { who: user, what: `diagnose ${scope} (${hosts.length} hosts)`, where: place.channel };
  try {
    const opened = surveys.open({ id, scope, hosts, place, requestedBy: user });
    await within(limits.enqueueMs, 'the store', opened);
  } catch (cause) {
    log.error({ err: cause, survey: id, scope }, 'a survey could not be stored');
    audit.record({ ...record, outcome: 'failed', detail: cause instanceof Error ? cause.message : String(cause) });
    return [{ host: scope, trouble: troubleOf(scope, hosts.length, cause), cause }];
  }
  audit.record({ ...record, outcome: 'queued', detail: id });
  inFlight.track('queueing the runs of a survey', surveys.begin(id));
  return [];
};

/** One host: a run with messages of its own. More: one picture of all. Never rejects; trouble is in the words. */
export const checkHosts = async (parts: InboundParts, asked: HostsAsked, where: string): Promise<Begun> => {
  if (asked.hosts.length < 2) {
    const started = await startRuns(parts, asked);
    return { words: startedWords(started, where), started };
  }
  const started = await startSurvey(parts, asked);
  const words =
    started.length > 0
      ? startedWords(started, where)
      : `Checking ${asked.scope} (${asked.hosts.length} hosts). Progress and one picture of all appear ${where}.`;
  return { words, started };
};
