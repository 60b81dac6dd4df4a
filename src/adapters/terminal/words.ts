import type { ChecklistItem, Diagnosis, HostStatus, StageStatus } from '../../domain/diagnosis/diagnosis.ts';
import { stageTitles } from '../../domain/stages/stage-id.ts';
import type { Tone } from './style.ts';

interface Word {
  readonly text: string;
  readonly tone: Tone;
}

export const statusWords: Readonly<Record<HostStatus, Word>> = {
  healthy: { text: 'HEALTHY', tone: 'good' },
  degraded: { text: 'DEGRADED', tone: 'warning' },
  failed: { text: 'FAILED', tone: 'bad' },
  unreachable: { text: 'UNREACHABLE', tone: 'bad' },
  unknown: { text: 'UNKNOWN', tone: 'warning' },
};

export const stageWords: Readonly<Record<StageStatus, Word>> = {
  passed: { text: 'passed', tone: 'good' },
  warned: { text: 'warning', tone: 'warning' },
  failed: { text: 'FAILED', tone: 'bad' },
  skipped: { text: 'skipped', tone: 'quiet' },
  unknown: { text: 'unknown', tone: 'warning' },
};

export const checklistWords: Readonly<Record<ChecklistItem['status'], Word>> = {
  done: { text: '[x]', tone: 'good' },
  failed: { text: '[!]', tone: 'bad' },
  'not-checked': { text: '[ ]', tone: 'quiet' },
};

/** What the status means for the mail of the host, for the headline. */
export const headline = (diagnosis: Diagnosis): string => {
  const sure = diagnosis.certainty === null ? '' : ` (${diagnosis.certainty})`;
  if (diagnosis.failedStage !== null) return `mail stops at: ${stageTitles[diagnosis.failedStage]}${sure}`;
  return {
    healthy: 'mail gets out',
    degraded: 'mail gets out, but something needs attention',
    failed: `mail does not get out${sure}`,
    unreachable: 'the host could not be reached, so its mail was not checked',
    unknown: 'not enough could be read to tell',
  }[diagnosis.status];
};
