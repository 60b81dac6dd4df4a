import { dialoguePhases, loggedLines, type Stage, together } from '../stage.ts';
import { judgeConnectivity } from './judge.ts';

export const connectivityStage: Stage = {
  id: 'connectivity',
  needs: ['dialogue', 'logs'],
  judge: judgeConnectivity,
  evidence: together(dialoguePhases('resolve', 'connect', 'other', 'ping', 'greeting'), loggedLines('connectivity')),
};
