import type { Diagnosis, HostStatus, StageStatus } from '../../../domain/diagnosis/diagnosis.ts';
import { stageTitles } from '../../../domain/stages/stage-id.ts';

export const stageMarks: Readonly<Record<StageStatus, string>> = {
  passed: '✅',
  warned: '⚠️',
  failed: '❌',
  skipped: '➖',
  unknown: '❔',
};

/** Said after the title of a stage that is not simply fine, so that nobody has to know the marks. */
export const stageWords: Readonly<Record<StageStatus, string>> = {
  passed: 'ok',
  warned: 'needs attention',
  failed: 'failed',
  skipped: 'not reached',
  unknown: 'not checked',
};

export const levels: Readonly<Record<HostStatus, 'success' | 'warning' | 'error' | 'info'>> = {
  healthy: 'success',
  degraded: 'warning',
  failed: 'error',
  unreachable: 'error',
  unknown: 'info',
};

const stopsAt = ({ host, failedStage, certainty }: Diagnosis): string => {
  const where = failedStage === null ? 'on the way out' : `at ${stageTitles[failedStage]}`;
  return `${host}: mail ${certainty === 'likely' ? 'most likely stops' : 'stops'} ${where}.`;
};

const verdicts: Readonly<Record<HostStatus, (diagnosis: Diagnosis) => string>> = {
  healthy: ({ host }) => `${host}: mail gets out.`,
  degraded: ({ host }) => `${host}: mail gets out, but something needs attention.`,
  failed: stopsAt,
  unreachable: ({ host }) => `${host}: could not be reached, so nothing is known about its mail.`,
  unknown: ({ host }) => `${host}: not enough could be read to say whether mail gets out.`,
};

/** The verdict in one line, for somebody who knows neither the bot nor the host. */
export const verdict = (diagnosis: Diagnosis): string => verdicts[diagnosis.status](diagnosis);

/** What follows the verdict, without saying it again: the words of the stage that decided. */
export const reasonOf = ({ status, summary, stages, failedStage }: Diagnosis): string => {
  const decided =
    status === 'failed'
      ? stages.find(({ id }) => id === failedStage)
      : status === 'degraded'
        ? stages.find((stage) => stage.status === 'warned')
        : undefined;
  const words =
    status === 'healthy'
      ? 'No stage of the path shows a fault'
      : decided === undefined || decided.summary === ''
        ? summary
        : decided.summary;
  return /[.!?]$/.test(words) ? words : `${words}.`;
};

export const certaintyWords = ({ certainty, status }: Diagnosis): string => {
  if (status === 'unreachable') return '';
  if (certainty === 'proven') return 'proven by what the host and the relay answered';
  return certainty === 'likely' ? 'likely, but not proven' : '';
};
