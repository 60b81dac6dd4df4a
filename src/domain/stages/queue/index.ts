import { loggedLines, outputsOf, type Stage, together } from '../stage.ts';
import { judgeQueue } from './judge.ts';

export const queueStage: Stage = {
  id: 'queue',
  needs: ['queue', 'service', 'dialogue', 'logs'],
  judge: judgeQueue,
  evidence: together(outputsOf('queue', 'mailq'), loggedLines('queue')),
};
