import { brokenOutcome, type HostOutcome, outcomeOf } from '../../domain/fleet/host-outcome.ts';
import type { Clock } from '../ports/clock.ts';
import type { Collections } from '../ports/collection.ts';
import type { Log } from '../ports/log.ts';
import type { RunRecord, RunStore } from '../ports/run-store.ts';
import type { SurveyReporter } from '../ports/survey-reporter.ts';
import type { DiagnosisRequest, RequestedDiagnosis } from '../request-diagnosis.ts';
import { buildPublish } from './publish-survey.ts';
import { queueSurvey } from './queue-survey.ts';
import {
  defaultSurveyTiming,
  lastStep,
  type Survey,
  type SurveyRequest,
  type SurveyState,
  type SurveyTiming,
} from './survey.ts';
import { openSurveyDocuments } from './survey-documents.ts';

/** Many hosts as one picture. All state is shared: any process may do any of it. */
export interface Surveys {
  /** Stores what was asked; from then on it is done, whoever dies. The same id again gives the survey that is there. */
  open(request: SurveyRequest): Promise<Survey>;
  /** Shows that it began, and queues its runs. For after the acknowledgement: takes seconds for hundreds of hosts. */
  begin(id: string): Promise<void>;
  get(id: string): Promise<SurveyState | undefined>;
  /** Takes the outcome of a run into every survey that waits for it. Repeatable for the same record. */
  follow(record: RunRecord): Promise<void>;
  /** Goes on with whatever was left by a process that died, and ends what waits in vain. */
  tick(): Promise<void>;
  /** Whether this process is writing about a survey. */
  busy(): boolean;
  /** Writes nothing more. */
  stop(): void;
}

export interface SurveysParts {
  readonly collections: Collections;
  readonly store: Pick<RunStore, 'claim'>;
  readonly requestDiagnosis: (asked: DiagnosisRequest) => Promise<RequestedDiagnosis>;
  readonly reporter: SurveyReporter;
  readonly clock: Clock;
  readonly log: Log;
  readonly timing?: Partial<SurveyTiming>;
}

const outcomeOfRecord = ({ request, diagnosis, failure }: RunRecord, at: string): HostOutcome =>
  diagnosis === undefined
    ? brokenOutcome(request.host, request.runId, failure ?? 'The check could not be done.', at)
    : outcomeOf(diagnosis, request.runId);

export const createSurveys = (parts: SurveysParts): Surveys => {
  const { clock, log, store } = parts;
  const timing = { ...defaultSurveyTiming, ...parts.timing };
  const documents = openSurveyDocuments(parts.collections);
  const stopping = new AbortController();
  const { signal } = stopping;
  /** Surveys that are being written about in this process; true when something came meanwhile. */
  const busy = new Map<string, boolean>();

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(resolve, timing.lookEveryMs);
    });

  const publish = buildPublish({ documents, reporter: parts.reporter, clock, log, timing }, (id) => nudge(id));

  const keepWriting = async (id: string): Promise<void> => {
    try {
      while (busy.get(id) === true && !signal.aborted) {
        busy.set(id, false);
        if (!(await publish(id))) busy.set(id, true);
        await pause();
      }
    } catch (err) {
      log.warn({ err, survey: id }, 'a survey could not be shown; it is tried again');
    }
    // At once, so that no nudge falls in between.
    busy.delete(id);
  };

  const nudge = (id: string): void => {
    const there = busy.has(id);
    busy.set(id, true);
    if (!there && !signal.aborted) void keepWriting(id);
  };

  const queue = async (state: SurveyState): Promise<void> => {
    if (await store.claim(`survey-queue-${state.survey.id}`, timing.queueMs))
      await queueSurvey({ ...parts, documents }, state, signal);
  };

  const tend = async (id: string): Promise<void> => {
    const state = await documents.read(id);
    nudge(id);
    if (state === undefined || state.survey.endedAt !== undefined) return;
    const quietMs = clock.now().getTime() - lastStep(state);
    if (state.survey.queuedAt === undefined) await queue(state);
    else if (quietMs > timing.againMs && (await store.claim(`survey-again-${id}`, timing.againMs)))
      await queueSurvey({ ...parts, documents }, state, signal);
  };

  return {
    open: (request) => documents.add({ ...request, requestedAt: clock.now().toISOString() }),
    async begin(id) {
      nudge(id);
      const state = await documents.read(id);
      if (state !== undefined && state.survey.queuedAt === undefined) await queue(state);
    },
    get: (id) => documents.read(id),
    async follow(record) {
      for (const { place } of record.views) {
        if (place.survey === undefined) continue;
        const at = clock.now().toISOString();
        await documents.note(place.survey, outcomeOfRecord(record, at), at);
        nudge(place.survey);
      }
    },
    async tick() {
      for (const id of await documents.openIds()) await tend(id);
    },
    busy: () => busy.size > 0,
    stop: () => stopping.abort(),
  };
};
