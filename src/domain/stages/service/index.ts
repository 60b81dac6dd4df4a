import { outputsOf, type Stage } from '../stage.ts';
import { judgeService } from './judge.ts';

export const serviceStage: Stage = {
  id: 'service',
  needs: ['service', 'configuration', 'queue', 'logs'],
  judge: judgeService,
  evidence: outputsOf('service'),
};
