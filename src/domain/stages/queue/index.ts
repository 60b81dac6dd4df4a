import { outputsOf, type Stage } from '../stage.ts';
import { judgeQueue } from './judge.ts';

export const queueStage: Stage = {
  id: 'queue',
  needs: ['queue', 'service', 'dialogue', 'logs'],
  judge: judgeQueue,
  evidence: outputsOf('queue', 'mailq'),
};
