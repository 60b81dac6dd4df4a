import { dialoguePhases, loggedLines, type Stage, together } from '../stage.ts';
import { judgeRelay } from './judge.ts';

export const relayStage: Stage = {
  id: 'relay',
  needs: ['dialogue', 'logs', 'queue', 'configuration'],
  judge: judgeRelay,
  evidence: together(dialoguePhases('greeting', 'mail', 'rset', 'quit'), loggedLines('relay')),
};
