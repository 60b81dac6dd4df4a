import { loggedLines, outputsOf, type Stage, together } from '../stage.ts';
import { judgeDns } from './judge.ts';

export const dnsStage: Stage = {
  id: 'dns',
  needs: ['dns', 'dialogue', 'logs', 'queue'],
  judge: judgeDns,
  evidence: together(outputsOf('dns'), loggedLines('dns')),
};
