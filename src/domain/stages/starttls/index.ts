import { dialoguePhases, type Stage } from '../stage.ts';
import { judgeStarttls } from './judge.ts';

export const starttlsStage: Stage = {
  id: 'starttls',
  needs: ['dialogue', 'configuration', 'logs'],
  judge: judgeStarttls,
  evidence: dialoguePhases('ehlo', 'starttls', 'tls'),
};
