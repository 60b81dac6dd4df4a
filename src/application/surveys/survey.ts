import type { HostOutcome } from '../../domain/fleet/host-outcome.ts';
import type { Place } from '../ports/job-queue.ts';

/** What somebody asked about several hosts. */
export interface SurveyRequest {
  /** Of the request itself, so that a repeat lands on the same survey. Letters, digits, dashes, dots. */
  readonly id: string;
  /** In words: `erp`, `all hosts`. */
  readonly scope: string;
  /** At least two. */
  readonly hosts: readonly string[];
  readonly place: Place;
  readonly requestedBy: string;
}

/** Several hosts that are checked for one picture. Plain data, kept as JSON. Times are ISO 8601, UTC. */
export interface Survey extends SurveyRequest {
  readonly requestedAt: string;
  /** Every run was queued. */
  readonly queuedAt?: string;
  /** All outcomes were there, or no more was waited for. */
  readonly endedAt?: string;
  /** Hosts without an outcome then; left out for none. */
  readonly missing?: readonly string[];
  /** The newest state of the end that shows. */
  readonly published?: number;
}

/** An outcome, and when it came. */
export interface NotedOutcome extends HostOutcome {
  readonly notedAt: string;
}

/** A survey with the outcomes that are there. */
export interface SurveyState {
  readonly survey: Survey;
  readonly outcomes: readonly NotedOutcome[];
}

/** The limits of a survey, in milliseconds. */
export interface SurveyTiming {
  /** Between two edits of one process while it runs. */
  readonly editEveryMs: number;
  /** Between two looks for new outcomes. */
  readonly lookEveryMs: number;
  /** No outcome came for so long: the survey ends without those that are missing. */
  readonly stallMs: number;
  /** No outcome came for so long: what is missing is queued once more, in case it was lost. */
  readonly againMs: number;
  /** Whoever queues the runs has so long before another process does it too. */
  readonly queueMs: number;
}

export const defaultSurveyTiming: SurveyTiming = {
  editEveryMs: 3_000,
  lookEveryMs: 300,
  stallMs: 600_000,
  againMs: 120_000,
  queueMs: 15_000,
};

/** In any case a survey ends after `stallMs` and so long for each host. */
const perHostMs = 6_000;

/** When something last happened, in milliseconds since 1970. */
export const lastStep = ({ survey, outcomes }: SurveyState): number =>
  outcomes.reduce(
    (last, { notedAt }) => Math.max(last, Date.parse(notedAt)),
    Date.parse(survey.queuedAt ?? survey.requestedAt),
  );

/** Whether nothing more is waited for. `now` in milliseconds since 1970. */
export const isOver = (state: SurveyState, now: number, { stallMs }: SurveyTiming): boolean => {
  const { survey, outcomes } = state;
  if (outcomes.length >= survey.hosts.length) return true;
  const most = stallMs + survey.hosts.length * perHostMs;
  return now - lastStep(state) > stallMs || now - Date.parse(survey.requestedAt) > most;
};

/** The run of one host; deterministic, so that whoever queues it queues the same. */
export const surveyRunId = (id: string, host: string): string => `${id}-${host}`.replace(/[^\w.-]/gu, '_');
