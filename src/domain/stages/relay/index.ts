import { dialoguePhases, type Stage } from '../stage.ts';
import { judgeRelay } from './judge.ts';

export const relayStage: Stage = {
  id: 'relay',
  needs: ['dialogue', 'logs'],
  judge: judgeRelay,
  evidence: dialoguePhases('greeting', 'mail', 'rset', 'quit'),
};
