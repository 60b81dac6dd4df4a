import type { Picture } from '../../domain/fleet/fleet-words.ts';
import type { Survey } from '../surveys/survey.ts';

/** Shows surveys to people. Whoever calls, in this process or another: each message is there once. */
export interface SurveyReporter {
  /** A state that another will follow: one try. Resolves with whether it shows now. */
  progress(survey: Survey, picture: Picture): Promise<boolean>;
  /** The end, repeatable at every point. Rejects when it may be shown later. */
  finished(survey: Survey, picture: Picture): Promise<void>;
}
