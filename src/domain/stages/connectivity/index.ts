import { dialoguePhases, type Stage } from '../stage.ts';
import { judgeConnectivity } from './judge.ts';

export const connectivityStage: Stage = {
  id: 'connectivity',
  needs: ['dialogue', 'logs'],
  judge: judgeConnectivity,
  evidence: dialoguePhases('resolve', 'connect', 'other', 'ping', 'greeting'),
};
