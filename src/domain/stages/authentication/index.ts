import { dialoguePhases, type Stage } from '../stage.ts';
import { judgeAuthentication } from './judge.ts';

export const authenticationStage: Stage = {
  id: 'authentication',
  needs: ['dialogue', 'logs'],
  judge: judgeAuthentication,
  evidence: dialoguePhases('ehlo2', 'auth'),
};
