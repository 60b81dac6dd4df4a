import type { types } from '@slack/bolt';
import type { StageStatus } from '../../../domain/diagnosis/diagnosis.ts';
import type { Progress } from '../../../domain/diagnosis/progress.ts';
import { type StageId, stageIds, stageTitles } from '../../../domain/stages/stage-id.ts';
import { line, plain, richText } from './rich-text.ts';
import { stageMarks, stageWords } from './status-words.ts';
import { cut, oneLine } from './text.ts';

type TaskStatus = types.TaskCardBlock['status'];

/** What is known of a run that is under way. */
export interface Live {
  readonly phase: 'queued' | 'joined' | 'starting' | 'waiting' | 'connecting' | 'connected';
  readonly stages: ReadonlyMap<StageId, { readonly status: StageStatus; readonly summary: string }>;
}

export const nothingYet: Live = { phase: 'queued', stages: new Map() };

export const withProgress = (live: Live, progress: Progress): Live => {
  if (progress.kind !== 'stage') return { ...live, phase: progress.kind };
  const { stage, status, summary } = progress;
  return { phase: 'connected', stages: new Map(live.stages).set(stage, { status, summary }) };
};

/** A stage that was not read or not reached must not look done: Slack's `pending` is the only neutral look. */
const taskStatuses: Readonly<Record<StageStatus, TaskStatus>> = {
  passed: 'complete',
  warned: 'complete',
  failed: 'error',
  skipped: 'pending',
  unknown: 'pending',
};

const taskOf = (
  id: StageId,
  known: { status: StageStatus; summary: string } | undefined,
  idle: TaskStatus,
  stops: boolean,
) => {
  if (known === undefined) return { type: 'task_card' as const, task_id: id, title: stageTitles[id], status: idle };
  const { status, summary } = known;
  const words = status === 'passed' ? '' : ` ${stageMarks[status]} ${stops ? 'mail stops here' : stageWords[status]}`;
  const said = oneLine(summary);
  return {
    type: 'task_card' as const,
    task_id: id,
    title: `${stageTitles[id]}${words}`,
    status: taskStatuses[status],
    ...(said === '' ? {} : { output: richText(line(plain(cut(said, 240)))) }),
  };
};

/** One task card a stage, in the order of the mail path; `failedStage` is where mail stops. */
export const planOf = (
  title: string,
  known: ReadonlyMap<StageId, { readonly status: StageStatus; readonly summary: string }>,
  idle: TaskStatus,
  failedStage: StageId | null = null,
): types.PlanBlock => ({
  type: 'plan',
  title,
  tasks: stageIds.map((id) => taskOf(id, known.get(id), idle, id === failedStage)),
});
