import type { Log } from '../../../application/ports/log.ts';
import type { SurveyReporter, SurveySight } from '../../../application/ports/survey-reporter.ts';
import type { Picture } from '../../../domain/fleet/fleet-words.ts';
import { offered, type PolicyTable } from '../../../domain/policy/policy.ts';
import type { NotedPostKey } from '../outbox/noted-posts.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { isClosedPlace, SlackRefused } from '../outbox/slack-trouble.ts';
import { type CauseDetail, causeMessages, mostCauseMessages } from './cause-messages.ts';
import { finalSurvey, lateAnswers, liveSurvey } from './survey-message.ts';

/** The beginning is shown within this time, or by the next outcome. */
const startLimitMs = 20_000;
const directOnceMs = 7 * 86_400_000;

interface Parts {
  readonly outbox: Outbox;
  readonly policy: PolicyTable;
  readonly log: Log;
}

const keyOf = ({ survey }: SurveySight, step: string): NotedPostKey => ({
  subject: `survey-${survey.id}`,
  place: survey.place,
  step,
});

export const buildSurveyReporter = ({ outbox, policy, log }: Parts): SurveyReporter => {
  /** From the whole result of one host a cause, while it is kept. */
  const detailsOf = async ({ groups }: Picture): Promise<ReadonlyMap<string, CauseDetail>> => {
    const details = new Map<string, CauseDetail>();
    for (const { key, outcomes, cause } of groups.slice(0, mostCauseMessages)) {
      const runId = outcomes[0]?.runId;
      if (runId == null || cause === null) continue;
      const diagnosis = (await outbox.store.get(runId))?.diagnosis;
      if (diagnosis === undefined) continue;
      const { host, meaning, action, commands } = diagnosis;
      details.set(key, { host, meaning, action, commands });
    }
    return details;
  };

  /** The root message shows the end; resolves with it. */
  const closeRoot = async (sight: SurveySight): Promise<string> => {
    const { place } = sight.survey;
    const message = finalSurvey(sight, (right) => offered(policy[right], place.channel));
    const ts = await outbox.post(keyOf(sight, 'root'), place, message);
    try {
      // A root that was posted just now says it already, unless somebody else posted an earlier state.
      await outbox.editInOrder(keyOf(sight, 'root'), { ts, version: sight.version, message });
      return ts;
    } catch (error) {
      if (!(error instanceof SlackRefused) || isClosedPlace(error)) throw error;
      log.warn({ err: error, survey: sight.survey.id }, 'the message of a survey could not be edited');
      return await outbox.post(keyOf(sight, 'root-again'), place, message);
    }
  };

  const showEnd = async (sight: SurveySight): Promise<void> => {
    const { place } = sight.survey;
    const root = await closeRoot(sight);
    const target = { channel: place.channel, thread: place.thread ?? root };
    for (const { step, message, file } of causeMessages(sight.picture, await detailsOf(sight.picture))) {
      await outbox.post(keyOf(sight, step), target, message);
      if (file !== undefined) await outbox.upload(keyOf(sight, `${step}-file`), target, file);
    }
    if (sight.late.length === 0) return;
    const message = lateAnswers(sight);
    const ts = await outbox.post(keyOf(sight, 'late'), target, message);
    await outbox.editInOrder(keyOf(sight, 'late'), { ts, version: sight.version, message });
  };

  /** The answer for somebody whose channel does not take it any more; there is no way to look for it there, so it is tried once. */
  const elsewhere = async (sight: SurveySight): Promise<void> => {
    const { id, requestedBy } = sight.survey;
    if (!(await outbox.store.claim(`slack-direct-survey-${id}`, directOnceMs))) return;
    await outbox.say(
      { channel: requestedBy },
      finalSurvey(sight, () => false),
    );
  };

  return {
    async progress(sight) {
      const { place } = sight.survey;
      const message = liveSurvey(sight);
      const key = keyOf(sight, 'root');
      const there = await outbox.posted(key);
      const ts = there ?? (await outbox.post(key, place, message, startLimitMs));
      if (there !== undefined) await outbox.editInOrder(key, { ts, version: sight.version, message });
    },

    async finished(sight) {
      try {
        await showEnd(sight);
      } catch (error) {
        if (!(error instanceof SlackRefused)) throw error;
        log.error({ err: error, survey: sight.survey.id }, 'Slack refuses to show a survey');
        if (isClosedPlace(error)) await elsewhere(sight);
      }
    },
  };
};
