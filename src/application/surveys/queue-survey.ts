import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { DiagnosisRequest, RequestedDiagnosis } from '../request-diagnosis.ts';
import { type SurveyState, surveyRunId } from './survey.ts';
import type { SurveyDocuments } from './survey-documents.ts';

/** Requests side by side; each is a handful of short Redis commands. */
const atOnce = 16;

interface QueueParts {
  readonly documents: SurveyDocuments;
  readonly requestDiagnosis: (asked: DiagnosisRequest) => Promise<RequestedDiagnosis>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Queues the runs of all hosts that have no outcome; those that are queued stay as they are. Never rejects for a run. */
export const queueSurvey = async (
  { documents, requestDiagnosis, clock, log }: QueueParts,
  { survey, outcomes }: SurveyState,
  signal: AbortSignal,
): Promise<void> => {
  const there = new Set(outcomes.map(({ host }) => host));
  const waiting = survey.hosts.filter((host) => !there.has(host));
  let failed = 0;
  const worker = async (): Promise<void> => {
    for (let host = waiting.shift(); host !== undefined && !signal.aborted; host = waiting.shift()) {
      try {
        await requestDiagnosis({
          runId: surveyRunId(survey.id, host),
          host,
          requestedBy: survey.requestedBy,
          place: { ...survey.place, survey: survey.id },
        });
      } catch (err) {
        failed++;
        // The first says what all of them would.
        if (failed === 1) log.warn({ err, survey: survey.id, host }, 'a run of a survey could not be queued');
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failed > 0) log.warn({ survey: survey.id, failed }, 'runs of a survey are queued again later');
  else if (!signal.aborted) await documents.queued(survey.id, clock.now().toISOString());
};
