import { dialoguePhases, loggedLines, type Stage, together } from '../stage.ts';
import { judgeStarttls } from './judge.ts';

export const starttlsStage: Stage = {
  id: 'starttls',
  needs: ['dialogue', 'configuration', 'logs'],
  judge: judgeStarttls,
  evidence: together(dialoguePhases('ehlo', 'starttls', 'tls'), loggedLines('starttls')),
};
