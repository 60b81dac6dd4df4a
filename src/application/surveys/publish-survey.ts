import { groupByCause } from '../../domain/fleet/cause-group.ts';
import { missingOutcome } from '../../domain/fleet/host-outcome.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { SurveyReporter, SurveySight } from '../ports/survey-reporter.ts';
import { isOver, type SurveyState, type SurveyTiming } from './survey.ts';
import type { SurveyDocuments } from './survey-documents.ts';

interface PublishParts {
  readonly documents: SurveyDocuments;
  readonly reporter: SurveyReporter;
  readonly clock: Clock;
  readonly log: Log;
  readonly timing: SurveyTiming;
}

/** Grows with each outcome, and once more at the end. */
const versionOf = ({ survey, outcomes }: SurveyState): number =>
  outcomes.length + (survey.endedAt === undefined ? 0 : survey.hosts.length + 1);

const missingOf = ({ survey, outcomes }: SurveyState): readonly string[] => {
  const there = new Set(outcomes.map(({ host }) => host));
  return survey.hosts.filter((host) => !there.has(host));
};

/** A survey as people see it; at its end also the hosts that gave no answer. */
const sightOf = (state: SurveyState): SurveySight => {
  const { survey, outcomes } = state;
  const missing = survey.endedAt === undefined ? [] : missingOf(state);
  return {
    survey,
    late: outcomes.filter(({ host }) => survey.missing?.includes(host) === true),
    picture: {
      scope: survey.scope,
      total: survey.hosts.length,
      groups: groupByCause([...outcomes, ...missing.map(missingOutcome)]),
    },
    version: versionOf(state),
  };
};

/** Brings what people see of a survey to its newest state. Rejects when the end could not be shown; the next try goes on there. */
export const buildPublish = (
  { documents, reporter, clock, log, timing }: PublishParts,
  nudge: (id: string) => void,
) => {
  /** Surveys whose progress is being shown, and when that was last begun here. */
  const showing = new Set<string>();
  const shownAt = new Map<string, number>();

  const look = async (id: string): Promise<SurveyState | undefined> => {
    const state = await documents.read(id);
    const over = state !== undefined && isOver(state, clock.now().getTime(), timing);
    if (state === undefined || state.survey.endedAt !== undefined || !over) return state;
    const survey = await documents.ended(id, clock.now().toISOString(), missingOf(state));
    return survey === undefined ? undefined : { ...state, survey };
  };

  /** Not waited for: the last outcome must not wait for an edit that says less. False when it is too soon. */
  const showProgress = (state: SurveyState): boolean => {
    const { id } = state.survey;
    if (showing.has(id) || (shownAt.get(id) ?? 0) + timing.editEveryMs > Date.now()) return false;
    showing.add(id);
    shownAt.set(id, Date.now());
    reporter
      .progress(sightOf(state))
      .catch((err: unknown) => {
        log.warn({ err, survey: id }, 'the progress of a survey could not be shown');
        return documents.doubt(id).then((ended) => (ended ? nudge(id) : undefined));
      })
      .catch((err: unknown) => log.warn({ err, survey: id }, 'what shows of a survey is not known'))
      .finally(() => showing.delete(id));
    return true;
  };

  /** False when there is something left to show in a moment. */
  return async (id: string): Promise<boolean> => {
    const state = await look(id);
    if (state !== undefined && state.survey.endedAt === undefined) return showProgress(state);
    if (state !== undefined && (state.survey.published ?? -1) < versionOf(state)) {
      await reporter.finished(sightOf(state));
      await documents.published(id, versionOf(state));
    }
    shownAt.delete(id);
    // Only now: whoever dies before this point leaves it open, for the next tick.
    await documents.close(id);
    return true;
  };
};
