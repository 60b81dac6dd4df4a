import { outputsOf, type Stage } from '../stage.ts';
import { judgeConfiguration } from './judge.ts';

export const configurationStage: Stage = {
  id: 'configuration',
  needs: ['configuration', 'build', 'dialogue', 'logs', 'dns', 'facts'],
  judge: judgeConfiguration,
  evidence: outputsOf('configuration', 'build'),
};
