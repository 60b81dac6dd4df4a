import type { ChecklistItem, HostStatus, StageStatus } from '../../domain/diagnosis/diagnosis.ts';
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
