import type { Picture } from '../../domain/fleet/fleet-words.ts';
import type { HostOutcome } from '../../domain/fleet/host-outcome.ts';
import type { Survey } from '../surveys/survey.ts';

/** One state of a survey. */
export interface SurveySight {
  readonly survey: Survey;
  readonly picture: Picture;
  /** Outcomes that came after the survey had ended without them. */
  readonly late: readonly HostOutcome[];
  /** Grows with each state. */
  readonly version: number;
}

/** Shows surveys to people: each message once, and never an older state over a newer, whoever calls, in this process or another. */
export interface SurveyReporter {
  /** A state that another will follow. Resolves when it, or a newer one, shows; rejects when Slack does not take it now. */
  progress(sight: SurveySight): Promise<void>;
  /** The end, repeatable at every point. Rejects when it may be shown later. */
  finished(sight: SurveySight): Promise<void>;
}
