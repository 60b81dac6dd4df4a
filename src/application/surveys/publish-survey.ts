import { groupByCause } from '../../domain/fleet/cause-group.ts';
import type { Picture } from '../../domain/fleet/fleet-words.ts';
import { missingOutcome } from '../../domain/fleet/host-outcome.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { SurveyReporter } from '../ports/survey-reporter.ts';
import { isOver, type SurveyState, type SurveyTiming } from './survey.ts';
import type { Show, SurveyDocuments } from './survey-documents.ts';

export interface PublishParts {
  readonly documents: SurveyDocuments;
  readonly reporter: SurveyReporter;
  readonly clock: Clock;
  readonly log: Log;
  readonly timing: SurveyTiming;
}

/** Grows with each outcome, and once more at the end. */
const numberOf = ({ survey, outcomes }: SurveyState): number =>
  outcomes.length + (survey.endedAt === undefined ? 0 : survey.hosts.length + 1);

/** The hosts of a survey as people see them; at its end also those that gave no answer. */
export const pictureOf = ({ survey, outcomes }: SurveyState): Picture => {
  const there = new Set(outcomes.map(({ host }) => host));
  const missing = survey.endedAt === undefined ? [] : survey.hosts.filter((host) => !there.has(host));
  return {
    scope: survey.scope,
    total: survey.hosts.length,
    groups: groupByCause([...outcomes, ...missing.map(missingOutcome)]),
  };
};

/** Brings what people see of a survey to its newest state, if this process may write now. */
export const buildPublish = ({ documents, reporter, clock, log, timing }: PublishParts) => {
  const { shows } = documents;
  const me = crypto.randomUUID();
  const nowMs = (): number => clock.now().getTime();
  const lease = () => ({ by: me, until: nowMs() + timing.leaseMs });
  const isMine = (show: Show | undefined): boolean => show?.writer?.by === me;

  /** `shown`: nothing to write. `later`: somebody else writes, or it is too soon. */
  const take = async (id: string, number: number, ended: boolean): Promise<'mine' | 'later' | 'shown'> => {
    let taken: 'mine' | 'later' | 'shown' = 'later';
    await shows.change(id, (now = { shown: -1, at: 0 }) => {
      const busy = now.writer !== undefined && !isMine(now) && now.writer.until > nowMs();
      const soon = !ended && now.at + timing.editEveryMs > nowMs();
      taken = now.shown >= number && now.stale !== true ? 'shown' : busy || soon ? 'later' : 'mine';
      return taken === 'mine' ? { shown: now.stale === true ? -1 : now.shown, at: now.at, writer: lease() } : now;
    });
    return taken;
  };

  /** Notes what shows now. Whoever lost the right meanwhile cannot know whose edit came last: the newest is written again. */
  const giveBack = async (id: string, number: number | undefined): Promise<'done' | 'later'> => {
    const kept = await shows.change(id, (now) => {
      if (now === undefined) return now;
      if (!isMine(now)) return number === undefined ? now : { ...now, stale: true };
      const shown = now.stale === true ? -1 : Math.max(now.shown, number ?? -1);
      return { shown, at: nowMs() };
    });
    return kept?.stale === true || (number !== undefined && (kept?.shown ?? number) < number) ? 'later' : 'done';
  };

  const look = async (id: string): Promise<SurveyState | undefined> => {
    const state = await documents.read(id);
    if (state === undefined || state.survey.endedAt !== undefined || !isOver(state, nowMs(), timing)) return state;
    const survey = await documents.stamp(id, 'endedAt', clock.now().toISOString());
    return survey === undefined ? undefined : { ...state, survey };
  };

  const write = async (state: SurveyState): Promise<'done' | 'later'> => {
    const { id, endedAt } = state.survey;
    const renew = setInterval(() => {
      shows
        .change(id, (now) => (isMine(now) && now !== undefined ? { ...now, writer: lease() } : now))
        .catch((err: unknown) => log.warn({ err, survey: id }, 'the right to write about a survey could not be kept'));
    }, timing.leaseMs / 3);
    let shown = false;
    try {
      if (endedAt === undefined) shown = await reporter.progress(state.survey, pictureOf(state));
      else {
        await reporter.finished(state.survey, pictureOf(state));
        shown = true;
      }
    } finally {
      clearInterval(renew);
      if (!shown) await giveBack(id, undefined);
    }
    return shown ? await giveBack(id, numberOf(state)) : 'done';
  };

  /** `done`: the newest state shows, or the next outcome or tick tries again. */
  return async (id: string): Promise<'done' | 'later'> => {
    const state = await look(id);
    if (state === undefined) {
      await documents.close(id);
      return 'done';
    }
    const taken = await take(id, numberOf(state), state.survey.endedAt !== undefined);
    const end = taken === 'mine' ? await write(state) : taken === 'shown' ? 'done' : 'later';
    // An end that shows is all there is to do, unless an outcome comes after all.
    if (end === 'done' && state.survey.endedAt !== undefined) {
      const show = await shows.get(id);
      if ((show?.shown ?? -1) >= numberOf(state) && show?.writer === undefined) await documents.close(id);
    }
    return end;
  };
};
