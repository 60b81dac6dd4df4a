import { outputsOf, type Stage } from '../stage.ts';
import { judgeLogs } from './judge.ts';

export const logsStage: Stage = {
  id: 'logs',
  needs: ['logs'],
  judge: judgeLogs,
  evidence: outputsOf('logs'),
};
