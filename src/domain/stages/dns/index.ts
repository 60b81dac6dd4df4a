import { outputsOf, type Stage } from '../stage.ts';
import { judgeDns } from './judge.ts';

export const dnsStage: Stage = {
  id: 'dns',
  needs: ['dns', 'dialogue', 'logs'],
  judge: judgeDns,
  evidence: outputsOf('dns'),
};
