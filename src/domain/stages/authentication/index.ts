import { dialoguePhases, loggedLines, type Stage, together } from '../stage.ts';
import { judgeAuthentication } from './judge.ts';

export const authenticationStage: Stage = {
  id: 'authentication',
  needs: ['dialogue', 'logs'],
  judge: judgeAuthentication,
  evidence: together(dialoguePhases('ehlo2', 'auth'), loggedLines('authentication')),
};
