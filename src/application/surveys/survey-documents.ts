import type { HostOutcome } from '../../domain/fleet/host-outcome.ts';
import type { Collections } from '../ports/collection.ts';
import type { NotedOutcome, Survey, SurveyState } from './survey.ts';

const keepMs = 7 * 86_400_000;
const openId = 'all';
/** So many surveys keep what was read of them in memory. */
const mostKnown = 20;

/** The documents of surveys; docs/fleets.md says who writes which. */
export const openSurveyDocuments = (collections: Collections) => {
  const surveys = collections.open<Survey>('surveys', keepMs);
  const outcomes = collections.open<NotedOutcome>('survey-outcomes', keepMs);
  const open = collections.open<readonly string[]>('surveys-open');
  /** Outcomes never change once they are there, so each is read once. */
  const known = new Map<string, Map<string, NotedOutcome>>();

  const knownOf = (id: string): Map<string, NotedOutcome> => {
    const there = known.get(id) ?? new Map<string, NotedOutcome>();
    known.set(id, there);
    if (known.size > mostKnown) known.delete([...known.keys()][0] ?? '');
    return there;
  };

  return {
    /** Stores a survey unless it is there, and lists it as open. */
    async add(survey: Survey): Promise<Survey> {
      const kept = (await surveys.change(survey.id, (now) => now ?? survey)) ?? survey;
      await open.change(openId, (now = []) => (now.includes(survey.id) ? now : [...now, survey.id]));
      return kept;
    },
    openIds: async (): Promise<readonly string[]> => (await open.get(openId)) ?? [],
    async close(id: string): Promise<void> {
      await open.change(openId, (now) => (now?.includes(id) === true ? now.filter((each) => each !== id) : now));
      known.delete(id);
    },
    /** Notes, once, when everything was queued. */
    queued: (id: string, at: string): Promise<Survey | undefined> =>
      surveys.change(id, (now) => (now === undefined || now.queuedAt !== undefined ? now : { ...now, queuedAt: at })),
    /** Notes, once, when a survey ended, and without which hosts. */
    ended: (id: string, at: string, missing: readonly string[]): Promise<Survey | undefined> =>
      surveys.change(id, (now) =>
        now === undefined || now.endedAt !== undefined
          ? now
          : { ...now, endedAt: at, ...(missing.length === 0 ? {} : { missing }) },
      ),
    /** Notes that a state of the end shows. */
    async published(id: string, version: number): Promise<void> {
      await surveys.change(id, (now) =>
        now === undefined || (now.published ?? -1) >= version ? now : { ...now, published: version },
      );
    },
    /** After trouble with an edit: an end that was published is published again. False when it was not. */
    async doubt(id: string): Promise<boolean> {
      let ended = false;
      await surveys.change(id, (now) => {
        ended = now?.published !== undefined;
        if (now === undefined || !ended) return now;
        const { published: _, ...rest } = now;
        return rest;
      });
      return ended;
    },
    /** The first outcome of a host stays. */
    async note(id: string, outcome: HostOutcome, at: string): Promise<void> {
      await outcomes.change(`${id} ${outcome.host}`, (now) => now ?? { ...outcome, notedAt: at });
    },
    async read(id: string): Promise<SurveyState | undefined> {
      const survey = await surveys.get(id);
      if (survey === undefined) return undefined;
      const there = knownOf(id);
      const missing = survey.hosts.filter((host) => !there.has(host));
      for (const outcome of await outcomes.getMany(missing.map((host) => `${id} ${host}`)))
        if (outcome !== undefined) there.set(outcome.host, outcome);
      return { survey, outcomes: survey.hosts.flatMap((host) => there.get(host) ?? []) };
    },
  };
};

export type SurveyDocuments = ReturnType<typeof openSurveyDocuments>;
